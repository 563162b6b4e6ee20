/**
 * What a schema node expects. It rides in zod's message text, the one thing of ours that zod hands back with an issue.
 */
export interface Expectation {
  /** What is expected, in words, when there is no list of choices. */
  readonly text: string;
  /** The allowed words of a choice. */
  readonly choices?: readonly string[];
  /** The allowed keys of a group. */
  readonly keys?: readonly string[];
}

const mark = 'expectation ';

export function encodeExpectation(expectation: Expectation): string {
  return mark + JSON.stringify(expectation);
}

/** A message of zod's own stands as it is. */
export function decodeExpectation(message: string): Expectation {
  return message.startsWith(mark) ? (JSON.parse(message.slice(mark.length)) as Expectation) : { text: message };
}
