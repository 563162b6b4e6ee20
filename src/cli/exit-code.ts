/** What a command ends with. */
export const exitCode = {
  done: 0,
  failed: 1,
  /** Nothing was written. */
  wrongInput: 2,
  /** A check found a difference. */
  difference: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The input cannot be used as it is; each line of the message stands on its own. */
export class WrongInputError extends Error {
  override readonly name = 'WrongInputError';
}
