/** A word of the user's that names nothing there is. */
export class SelectionError extends Error {
  override readonly name = 'SelectionError';
  constructor(message: string, nearest?: string) {
    super(nearest === undefined ? message : `${message} Did you mean "${nearest}"?`);
  }
}
