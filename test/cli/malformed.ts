/** A scenario file with something wrong in it. */
export interface Malformed {
  /** What is wrong, in a few words. */
  readonly what: string;
  /** Other files beside it, by name. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** File in which the mistake is told. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Name of the file that is to be checked. */
export const scenarioName = 'scenario.yaml';

/** Stands where the mistake is to be told, and is taken out. */
export const mark = '¦';

/** A file with a mark, in the scenario or in one of the files beside it. */
export function marked(
  what: string,
  text: string,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Malformed {
  const all: Record<string, string | Uint8Array> = { [scenarioName]: text, ...files };
  const found = Object.entries(all).find(([, content]) => typeof content === 'string' && content.includes(mark));
  if (found === undefined) throw new Error(`no mark in ${what}`);
  const [file, content] = found as [string, string];
  const before = content.slice(0, content.indexOf(mark)).split('\n');
  const short = what.length > 60 ? `${what.slice(0, 60)}...` : what;
  return {
    what: short.replaceAll('\n', ' / ').replaceAll('\t', ' '),
    files: { ...all, [file]: content.replace(mark, '') },
    file,
    line: before.length,
    column: (before.at(-1) as string).length + 1,
  };
}

/** A scenario with one thing written otherwise; `to` has the mark. */
export function changed(valid: string, from: string, to: string): Malformed {
  if (!valid.includes(from)) throw new Error(`the valid scenario has no ${from}`);
  return marked(
    `${from} as ${to}`,
    valid.replace(from, () => to),
  );
}
