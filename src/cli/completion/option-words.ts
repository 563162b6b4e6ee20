import { filesIn, foldersIn, pathExists } from '../../io/run-folder.ts';

/** What a shell is asked about: the words before the one that is being written, and that one. */
export interface Asked {
  readonly command: string;
  /** Words that are no options, behind the command. */
  readonly positionals: readonly string[];
  /** The folder of all results. */
  readonly out: string;
  /** What has been written of the word. */
  readonly begun: string;
}

type Words = (asked: Asked) => Promise<readonly string[]> | readonly string[];

/** Files and folders that go on from what is written; folders end with a slash. */
export function pathsFrom(begun: string, endings: readonly string[]): string[] {
  const home = process.env.HOME ?? '';
  const cut = begun.lastIndexOf('/') + 1;
  const shown = begun.slice(0, cut);
  const folder = shown.startsWith('~/') ? home + shown.slice(1) : shown === '' ? '.' : shown;
  const visible = (name: string): boolean => !name.startsWith('.') || begun.slice(cut).startsWith('.');
  const files = filesIn(folder).filter((name) => endings.some((ending) => name.endsWith(ending)));
  const names = [...foldersIn(folder).map((name) => `${name}/`), ...files];
  return names.filter(visible).map((name) => shown + name);
}

/** Ids of what is recorded below the folder of all results. */
function runIds({ out }: Asked): string[] {
  const shown = (folder: string): string[] => foldersIn(folder).filter((name) => !name.startsWith('.'));
  return shown(out).flatMap((name) =>
    shown(`${out}/${name}`).filter((id) => pathExists(`${out}/${name}/${id}/manifest.json`)),
  );
}

const yaml = ({ begun }: Asked): string[] => pathsFrom(begun, ['.yaml', '.yml']);
const runs = (asked: Asked): string[] => [
  ...(asked.begun.includes('/') ? [] : runIds(asked)),
  ...pathsFrom(asked.begun, []),
];
const sides = (asked: Asked): string[] => [...new Set([...yaml(asked), ...runs(asked)])];
const anyFile: Words = ({ begun }) => pathsFrom(begun, ['']);
const folders: Words = ({ begun }) => pathsFrom(begun, []);
const oneOf =
  (...words: readonly string[]): Words =>
  () =>
    words;

/** Words from a list separated by commas: those before the last stay as they are. */
function listOf(names: Words): Words {
  return async (asked) => {
    const before = asked.begun.slice(0, asked.begun.lastIndexOf(',') + 1);
    const known = before.split(',');
    return (await names(asked)).filter((name) => !known.includes(name)).map((name) => before + name);
  };
}

const kinds: Words = async () => (await import('../list.ts')).listKinds;
const datasets: Words = async () => (await import('../conform.ts')).datasets;
const profiles: Words = async () => Object.keys((await import('../../../sim/index.ts')).profiles);
const metrics: Words = async () => (await import('../../../sim/index.ts')).summaryMetrics.map(({ name }) => name);

/** The tables of the run that is named; those that runs may have where none is. */
const tables: Words = async ({ positionals: [run], out }) => {
  const usual = ['epochs', 'actors', 'chain', 'attacks'];
  if (run === undefined) return usual;
  const { findRun, tablesOf } = await import('../../run/find-run.ts');
  try {
    return [...tablesOf(findRun(run, out)).keys()];
  } catch {
    return usual; // no such run yet: the command itself says so
  }
};

/** What can stand where a command wants a word, by command and place. */
export const positionalWords: Readonly<Record<string, readonly Words[]>> = {
  run: [yaml],
  validate: [yaml],
  list: [kinds],
  conform: [datasets, ({ begun }) => pathsFrom(begun, ['.csv'])],
  check: [yaml],
  attack: [yaml],
  report: [runs],
  export: [runs],
  sweep: [yaml],
  compare: [sides, sides],
  completion: [oneOf('bash', 'zsh', 'fish')],
};

/** What can stand behind an option; nothing is offered for those that are not named. */
export const optionWords: Readonly<Record<string, Words>> = {
  out: folders,
  protocol: profiles,
  metrics: listOf(metrics),
  table: tables,
  to: anyFile,
  junit: anyFile,
  markdown: anyFile,
  of: oneOf('scenario', 'experiment', 'suite'),
  adjust: oneOf('holm', 'bh'),
  objective: oneOf('roi', 'damage', 'shift', 'profit'),
  format: oneOf('svg', 'png'),
  engine: ({ command }) => ['local', 'bullmq', ...(command === 'sweep' ? ['slurm'] : [])],
  results: oneOf('redis', 'folder'),
  array: folders,
};

/** Options that nothing stands behind. `--markdown` is one of `schema`, where of `check` it names a file. */
const flags: ReadonlySet<string> = new Set([
  ...['force', 'check', 'report', 'no-report', 'quiet', 'json', 'whole-history', 'update', 'worst', 'gallery'],
  ...[
    'catalogue',
    'dry-run',
    'retry',
    'titles',
    'open',
    'no-open',
    'clear',
    'all',
    'verbose',
    'submit',
    'no-submit',
    'debug',
    'help',
    'version',
  ],
]);

/** Whether a word stands behind the option. */
export function takesWord(option: string, command: string): boolean {
  return !flags.has(option) && !(command === 'schema' && option === 'markdown');
}
