import path from 'node:path';

/** A path as the user would write it: relative to where they are, unless it lies outside. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  return relative.startsWith('..') ? path.resolve(file) : relative;
}
