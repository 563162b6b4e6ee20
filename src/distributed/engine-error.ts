/**
 * What makes the runs cannot go on: a server that does not answer, a scheduler that refuses. The message says what to do.
 * Nothing is lost with it: finished runs stay in the store, and the same command goes on from there.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}
