/** The scenario's tokens do not suffice for what is to be there at the start: the run cannot begin. */
export class GenesisError extends Error {
  override readonly name = 'GenesisError';
}
