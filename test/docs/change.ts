import type { Block } from './markdown.ts';

/**
 * A text with the change of a diff block made: its lines with + are new, its lines with - go, the others are there.
 *
 * @throws when the lines that should be there are not there, or more than once
 */
export function applyChange(before: string, { page, line, text }: Block): string {
  const lines = text.trimEnd().split('\n');
  const side = (sign: string): string =>
    lines
      .filter((one) => one.startsWith(' ') || one.startsWith(sign))
      .map((one) => `${one.slice(1)}\n`)
      .join('');
  const pieces = before.split(side('-'));
  if (pieces.length !== 2) throw new Error(`${page}:${line} these lines are there ${pieces.length - 1} times`);
  return pieces.join(side('+'));
}
