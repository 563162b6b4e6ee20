import { measureCosts } from './cost.ts';
import { costReport } from './cost-report.ts';
import { timeElementary } from './elementary.ts';
import { timeEpochs } from './epoch.ts';
import { timeRandom } from './random.ts';
import { timeRecording } from './recording.ts';
import { timeScale } from './scale.ts';
import { describeSweep, timeSweep } from './sweep.ts';

/*
 * `npm run bench`: how fast the engine is on this machine. Ratios count; absolute figures belong to the machine.
 * `npm run bench -- PART...` measures some parts only; `cost` (what runs cost by their size) and `sweep` (what a second
 * thread brings) take minutes and are measured when they are named.
 * --json prints one JSON document to standard output; --rounds N sets how often each figure is measured (5; sweeps 2);
 * --markdown prints the tables of `cost` for docs/scaling.md; --quick measures `cost` roughly; --runs N sets the runs of a
 * sweep (400).
 */

const parts = ['epoch', 'scale', 'recording', 'calls', 'cost', 'sweep'] as const;
const usualParts: readonly string[] = ['epoch', 'scale', 'recording', 'calls'];
const words = process.argv.slice(2);
const asJson = words.includes('--json');
const asMarkdown = words.includes('--markdown');
const numberAfter = (flag: string, usual: number): number => {
  const at = words.indexOf(flag);
  if (at < 0) return usual;
  const [, word] = words.splice(at, 2);
  const value = Number(word);
  if (Number.isInteger(value) && value >= 1) return value;
  return wrong(`${flag} is "${word}"; expected a whole number of at least 1.`);
};
const rounds = numberAfter('--rounds', 5);
const sweepRounds = Math.min(rounds, 2);
const runs = numberAfter('--runs', 400);
const named = words.filter((word) => !word.startsWith('--'));
for (const word of named) {
  if (!(parts as readonly string[]).includes(word)) wrong(`"${word}" is no part; expected ${parts.join(', ')}.`);
}
const measures = (part: (typeof parts)[number]) => (named.length > 0 ? named : usualParts).includes(part);
const log = (line: string) => (asJson || asMarkdown ? process.stderr : process.stdout).write(`${line}\n`);
const result: Record<string, unknown> = {};

if (measures('epoch')) result.epoch = timeEpochs(rounds, log);
if (measures('scale')) {
  const scale = timeScale(rounds);
  log(`scale 1 000 topics of 32/6/6: ${scale.manyTopicsOverFew.toFixed(2)} times the time per topic and epoch of 10`);
  log(`scale truth 262 epochs late:  ${scale.longLagOverShort.toFixed(2)} times the time of a truth one epoch late`);
  log(
    `scale on the hub chain:       ${scale.manyOnHubOverFew.toFixed(2)} times for 1 000 topics over 10; ${scale.hubOverFixed.toFixed(2)} times the time with fixed rewards`,
  );
  result.scale = scale;
}
if (measures('recording')) {
  const recording = timeRecording(rounds);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  log(
    `recording every row adds ${percent(recording.addedTime)} at 32/6/6, ${percent(recording.addedTimeSmall)} at 5/3/5`,
  );
  result.recording = recording;
}
if (measures('calls')) {
  // What single functions cost in loops of their own.
  const elementary = timeElementary();
  const random = timeRandom();
  for (const { name, nanoseconds } of [...elementary, ...random]) {
    log(`call  ${name.padEnd(21)} ${nanoseconds.toFixed(1).padStart(8)} ns`);
  }
  Object.assign(result, { elementary, random });
}
if (measures('cost')) {
  const costs = measureCosts(words.includes('--quick'), log);
  const report = costReport(costs, new Date().toISOString().slice(0, 10));
  if (asMarkdown) process.stdout.write(`${report}\n`);
  else log(`\n${report}\n`);
  result.cost = costs;
}
if (measures('sweep')) {
  const sweep = timeSweep(runs, sweepRounds, log);
  log(describeSweep(sweep));
  result.sweep = sweep;
}
if (asJson) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);

function wrong(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
