import path from 'node:path';
import { type OpenFile, openServedFile, realPathBelow } from '../io/served-files.ts';

/** Kinds of files that are served, by the ending of their names. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.arrow': 'application/vnd.apache.arrow.file',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Kinds that the pages of the program are made of, and those that results hold. */
export const pageEndings = ['.html', '.js', '.css', '.json'] as const;
export const resultEndings = ['.html', '.json', '.yaml', '.csv', '.arrow', '.svg', '.png'] as const;

const mostCharacters = 2000;

/**
 * Names of folders and file in the path of a request, each decoded once; undefined for whatever could mean something else
 * than names below a folder: `..`, separators and control characters in a name, hidden names, half an encoding.
 */
export function stepsOf(written: string): readonly string[] | undefined {
  if (written.length > mostCharacters) return undefined;
  const steps: string[] = [];
  for (const part of written.split('/')) {
    let step: string;
    try {
      step = decodeURIComponent(part);
    } catch {
      return undefined;
    }
    if (!isPlainName(step)) return undefined;
    steps.push(step);
  }
  return steps;
}

/** The same for a path that is not encoded: the value of a parameter. */
export function plainSteps(written: string): readonly string[] | undefined {
  const steps = written.split('/');
  return written.length <= mostCharacters && steps.every(isPlainName) ? steps : undefined;
}

/** A name that is one on every system: `:` parts drives and streams of Windows, which drops a dot or space at the end. */
function isPlainName(name: string): boolean {
  return name !== '' && !name.startsWith('.') && !/[/\\:\p{Cc}]/u.test(name) && !/[. ]$/.test(name);
}

/** Whether a file of this name may be served. */
export function isServed(name: string, endings: readonly string[]): boolean {
  return endings.includes(path.extname(name).toLowerCase());
}

/** A file below a folder, with what it is; undefined when there is none that may be served. */
export function servedFile(
  folder: string,
  steps: readonly string[],
  endings: readonly string[],
): { readonly file: OpenFile; readonly type: string } | undefined {
  const real = realPathBelow(folder, steps);
  // Of both names: a link may be called otherwise than what it leads to.
  if (real === undefined || !isServed(real, endings) || !isServed(steps.at(-1) ?? '', endings)) return undefined;
  const file = openServedFile(real);
  return file === undefined ? undefined : { file, type: types[path.extname(real).toLowerCase()] };
}
