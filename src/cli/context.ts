/** Where text goes. */
export interface Output {
  /** @returns false when the reader does not keep up: better to wait for `drain` */
  write(text: string): unknown;
  readonly once?: (event: 'drain', then: () => void) => unknown;
  /** Whether a person sees it at once. */
  readonly isTTY?: boolean;
  /** Characters in a line of a terminal. */
  readonly columns?: number;
}

/** What a command knows of the world: given, so that tests can give another. */
export interface CommandContext {
  /** Results. */
  readonly stdout: Output;
  /** Progress and errors. */
  readonly stderr: Output;
  /**
   * Calls `handler` at the first Ctrl-C (SIGINT; also SIGTERM, SIGHUP) instead of ending the process, until the returned
   * function is called.
   */
  readonly onInterrupt: (handler: (signal?: NodeJS.Signals) => void) => () => void;
  /** Variables of the environment that tell what a terminal shows; those of the process unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}
