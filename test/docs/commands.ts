import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { command } from '../cli/command.ts';
import { type Block, blocksOf, marked, pages } from './markdown.ts';

/*
 * Commands of the documentation, run as a reader would in a fresh checkout. Comments right above a block say what is
 * otherwise:
 *
 *   <!-- not run: why -->                                      nobody runs it
 *   <!-- in the full test -->                                  it takes long: npm run test:full runs it
 *   <!-- run in: test/docs/guide.test.ts -->                   another test runs it
 *   <!-- run with: sweep --replicates 1; run --epochs 20 -->   options that make these commands shorter
 *
 * Behind a command `# exits with 3` says that it does. RUN stands for the newest run. YAML blocks of the page that have
 * a name lie in the folder under it: half-noisy.yaml.
 */

/** Who runs a block of commands. */
export type Runner = 'quick' | 'full' | 'another test' | 'nobody';

export function runnerOf(block: Block): Runner {
  if (marked(block, 'not run') !== undefined) return 'nobody';
  if (marked(block, 'run in') !== undefined) return 'another test';
  return marked(block, 'in the full test') === undefined ? 'quick' : 'full';
}

export function isCommands({ language }: Block): boolean {
  return ['sh', 'bash'].includes(language);
}

/** Blocks of commands, by page; of pages that have any. */
export function commandBlocks(runner: Runner): [page: string, blocks: readonly Block[]][] {
  return pages
    .map((page): [string, Block[]] => [
      page,
      blocksOf(page).filter((block) => isCommands(block) && runnerOf(block) === runner),
    ])
    .filter(([, blocks]) => blocks.length > 0);
}

/** A folder that looks like a checkout with no results. */
export function freshCheckout(page: string): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-docs-'));
  const sources = process.cwd();
  cpSync('scenarios', path.join(folder, 'scenarios'), { recursive: true });
  for (const name of ['README.md', 'docs', 'sim', 'src', 'package.json']) {
    symlinkSync(path.join(sources, name), path.join(folder, name));
  }
  mkdirSync(path.join(folder, 'results'));
  for (const { language, text } of blocksOf(page)) {
    if (language !== 'yaml') continue;
    const name = parse(text)?.name;
    if (name !== undefined) writeFileSync(path.join(folder, `${name}.yaml`), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** One line of a block: the words of its command, where its output goes, and the exit code that the page tells. */
export interface CommandLine {
  readonly text: string;
  readonly words: readonly string[];
  readonly into: string | undefined;
  readonly exits: number;
}

export function commandLines(text: string): CommandLine[] {
  return text
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const exits = Number(/# exits with (\d+)/.exec(line)?.[1] ?? 0);
      const pieces = line.match(/#.*$|"[^"]*"|'[^']*'|[^\s"'#]+(?:"[^"]*"|'[^']*'|[^\s"']+)*|\S+/g) ?? [];
      const words = pieces.filter((piece) => !piece.startsWith('#')).map((piece) => piece.replaceAll(/["']/g, ''));
      if (words.length === 0) return [];
      const arrow = words.indexOf('>');
      const into = arrow < 0 ? undefined : words[arrow + 1];
      const said = line.replace(/\s+#.*$/, '').trim();
      return [{ text: said, words: arrow < 0 ? words : words.slice(0, arrow), into, exits }];
    });
}

/** What follows the program's name; undefined when it is another program. */
export function simArguments(words: readonly string[]): readonly string[] | undefined {
  for (const program of ['npm run -s sim --', 'npx allora-sim', 'allora-sim', 'node dist/src/cli/main.js']) {
    const own = program.split(' ');
    if (own.every((word, n) => words[n] === word)) return words.slice(own.length);
  }
  return undefined;
}

/** Programs of every system that a page may use besides. */
const shellPrograms = ['cat', 'cp', 'diff', 'grep', 'head', 'ls', 'mkdir', 'sha256sum', 'tail'];

/** Runs a block in a folder. @throws with the command and what it said when it does not exit as told */
export async function runBlock(block: Block, folder: string): Promise<void> {
  const shorter = (marked(block, 'run with') ?? '').split(';').map((one) => one.trim().split(/\s+/));
  const before = process.cwd();
  process.chdir(folder);
  try {
    for (const line of commandLines(block.text)) await runLine(line, block, shorter);
  } finally {
    process.chdir(before);
  }
}

async function runLine(
  { text, words, into, exits }: CommandLine,
  { page, line }: Block,
  shorter: readonly (readonly string[])[],
): Promise<void> {
  const where = `${page}:${line}: ${text}`;
  const args = simArguments(words);
  if (args === undefined) {
    if (!shellPrograms.includes(words[0]))
      throw new Error(`${where}\ncannot be run here; mark it: <!-- not run: ... -->`);
    execFileSync('bash', ['-c', text.replaceAll(/\bRUN\b/g, newestRun)], { encoding: 'utf8' });
    return;
  }
  const more = shorter.filter(([name]) => name === args[0]).flatMap(([, ...options]) => options);
  const given = args.map((arg) => arg.replaceAll(/\bRUN\b/g, newestRun));
  const { code, stdout, stderr } = await command([...without(given, more), ...more]);
  if (code !== exits) throw new Error(`${where}\nexits with ${code}, not ${exits}:\n${stderr}${stdout}`);
  if (into !== undefined) writeFileSync(into, stdout);
}

/** A command without the options that others take the place of, and their values. Settings add up. */
function without(args: readonly string[], others: readonly string[]): readonly string[] {
  const replaced = others.filter((word) => word.startsWith('--') && word !== '--set');
  return args.filter((word, n) => !replaced.includes(word) && !replaced.includes(args[n - 1] ?? ''));
}

function newestRun(): string {
  const age = (folder: string): number => statSync(path.join(folder, 'manifest.json')).mtimeMs;
  const [newest] = readdirSync('results', { recursive: true, encoding: 'utf8' })
    .filter((name) => /^[^./\\][^/\\]*[/\\][^/\\]+[/\\]manifest\.json$/.test(name))
    .map((name) => path.join('results', path.dirname(name)))
    .sort((a, b) => age(b) - age(a));
  if (newest === undefined) throw new Error('RUN stands for the newest run, and there is none');
  return newest;
}
