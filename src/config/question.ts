/** The comment in the first line of a file, which asks what the file is for, as it stands there; empty without one. */
export function questionLine(text: string): string {
  return /^\uFEFF?(#[^\r\n]*)/.exec(text)?.[1] ?? '';
}

/** The comment that a file begins with, as one line of text: what it asks. */
export function questionOf(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const comment = lines.slice(0, end < 0 ? lines.length : end).map((line) => line.replace(/^#+\s*/, ''));
  return comment.join(' ').trim();
}
