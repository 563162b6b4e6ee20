import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SelectionError } from '../run/selection-error.ts';

/** What the command line asks for. */
export interface SiteRequest {
  readonly out: string;
  readonly root: string;
  readonly only: readonly string[];
  readonly attacks: boolean;
  readonly quick: boolean;
  readonly threads: number | undefined;
  readonly help: boolean;
}

/** More threads than any machine has cores are a mistake. */
const MOST_THREADS = 1024;

export const HELP = `npm run gallery [-- OPTIONS]: one static site of all scenarios with their reports, the attack gallery and the documentation.

  --out FOLDER      where the site is put, in place of an older one (results/site)
  --results FOLDER  where runs are recorded and recognised (results)
  --only PATTERN    this scenario alone, * standing for any characters; may be repeated
  --no-attacks      without scenarios/attacks and the attack gallery
  --quick           at most 50 epochs of each scenario: for a look
  --threads N       runs at a time (as many as the machine has cores)
  --help            this text
`;

/**
 * Reads the command line.
 *
 * @param from the folder that paths are relative to
 * @throws SelectionError
 */
export function readOptions(args: readonly string[], from: string): SiteRequest {
  const values = parsed(args);
  return {
    out: resolve(from, values.out ?? 'results/site'),
    root: resolve(from, values.results ?? 'results'),
    only: values.only ?? [],
    attacks: values['no-attacks'] !== true,
    quick: values.quick === true,
    threads: threadsOf(values.threads),
    help: values.help === true,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    ...{ out: text, results: text, threads: text },
    only: { type: 'string', multiple: true },
    ...{ 'no-attacks': flag, quick: flag, help: flag },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [first] = (error as Error).message.split(/(?<=[.'])\s/);
    throw new SelectionError(`${first.replace(/\.?$/, '.')} npm run gallery -- --help lists the options.`);
  }
}

function threadsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= MOST_THREADS) return value;
  throw new SelectionError(`--threads is "${text}"; expected a whole number from 1 to ${MOST_THREADS}.`);
}
