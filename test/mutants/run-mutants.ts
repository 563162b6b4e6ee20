import { parseArgs } from 'node:util';
import { mutants } from './mutants.ts';
import { tryMutants } from './try-mutants.ts';

/*
 * npx tsx test/mutants/run-mutants.ts [--only N or N-M] [--file part-of-a-name] [--jobs 1]
 *
 * Plants every mistake by itself and says which test catches it. Exit code 1 when more than one in forty survives.
 */

const { values } = parseArgs({
  options: { only: { type: 'string' }, file: { type: 'string' }, jobs: { type: 'string', default: '1' } },
});
const [first, last = first] = (values.only ?? `1-${mutants.length}`).split('-').map(Number);
const chosen = mutants.filter(({ file }, n) => n + 1 >= first && n + 1 <= last && file.includes(values.file ?? ''));
const numberOf = new Map(mutants.map((mutant, n) => [mutant, n + 1]));

const started = performance.now();
const outcomes = await tryMutants(chosen, Number(values.jobs), ({ mutant, caught, by }) => {
  const label = `${String(numberOf.get(mutant)).padStart(4)} ${mutant.file}: ${mutant.what}`;
  process.stdout.write(`${label.padEnd(84)} ${caught ? `caught by ${by}` : 'SURVIVED'}\n`);
});
const survivors = outcomes.filter(({ caught }) => !caught).length;
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(
  `${outcomes.length} planted, ${outcomes.length - survivors} caught, ${survivors} survived; ${seconds} s\n`,
);
process.exitCode = 40 * survivors > outcomes.length ? 1 : 0;
