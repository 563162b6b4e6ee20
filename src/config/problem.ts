/** Something wrong in a scenario: where, what was found, what was expected. */
export interface Problem {
  /** The file as the user named it, or the option that set the value. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Keys and list indices from the root, joined by dots; empty for the file as a whole. */
  readonly path: string;
  /** One sentence or two: what was found, what was expected. */
  readonly message: string;
  /** The nearest valid word, when there is one. */
  readonly suggestion?: string;
}

/** More problems than this are not reported at once. */
export const mostProblems = 10;

/** The first problems: file by file, from above to below. */
export function firstProblems(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const order = (file: string): number => (files.includes(file) ? files.indexOf(file) : files.length);
  const sorted = [...problems].sort((a, b) => order(a.file) - order(b.file) || a.line - b.line || a.column - b.column);
  return sorted.slice(0, mostProblems);
}

/** A place in the file, or an option of the command line. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One line: `file:line:column message Did you mean "word"?` */
export function formatProblem({ file, line, column, message, suggestion }: Problem): string {
  const question = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
  return `${file}:${line}:${column} ${message}${question}`;
}
