/** How other files are read: given, so that this folder touches none. */
export interface ScenarioFiles {
  /** Text of a UTF-8 file of at most `mostBytes` bytes, or why it cannot be had, as a sentence. */
  readText(path: string, mostBytes: number): { readonly text: string } | { readonly reason: string };
  /** The same for bytes, with their SHA-256 in hexadecimal. */
  readBytes(
    path: string,
    mostBytes: number,
  ): { readonly bytes: Uint8Array; readonly sha256: string } | { readonly reason: string };
}

/** A path as written in `file`, from where that file stands. Both `/` and `\` part folders. */
export function besideFile(file: string, written: string): string {
  if (/^([/\\]|[A-Za-z]:)/.test(written)) return written;
  const folder = file.slice(0, file.length - lastName(file).length);
  return plainPath(folder + written);
}

/** Name of the file without its folders. */
export function lastName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Without detours: `a/./b/../c` is `a/c`. */
export function plainPath(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '.' || (step === '' && steps.length > 0)) continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..' && steps.at(-1) !== '') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}

/** Names that a run gives to files of its own. */
const ownFiles = ['scenario.yaml', 'manifest.json', 'summary.json', 'report.html', 'charts'];
const ownTables = ['epochs.arrow', 'actors.arrow', 'attacks.arrow', 'chain.arrow'];

/** Names for copies of files in one folder: the file's own name, with a number where another has it already. */
export class CopyNames {
  readonly #byPath = new Map<string, string>();
  readonly #used = new Set([...ownFiles, ...ownTables]);

  /** The same path has the same name. */
  of(path: string): string {
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    const own = lastName(path);
    const dot = own.lastIndexOf('.') > 0 ? own.lastIndexOf('.') : own.length;
    let name = own;
    // Some file systems do not tell capitals from small letters.
    for (let n = 2; this.#used.has(name.toLowerCase()); ++n) name = `${own.slice(0, dot)}-${n}${own.slice(dot)}`;
    this.#used.add(name.toLowerCase());
    this.#byPath.set(path, name);
    return name;
  }
}
