import { timeElementary } from './elementary.ts';
import { timeEpochs } from './epoch.ts';
import { timeRandom } from './random.ts';
import { timeRecording } from './recording.ts';
import { timeScale } from './scale.ts';

/*
 * `npm run bench`: how fast the engine is on this machine. Ratios count; absolute figures belong to the machine.
 * --json prints one JSON document to standard output; --rounds N sets how often each figure is measured (5).
 */

const words = process.argv.slice(2);
const asJson = words.includes('--json');
const roundsAt = words.indexOf('--rounds');
const rounds = roundsAt < 0 ? 5 : Number(words[roundsAt + 1]);
if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`--rounds is "${words[roundsAt + 1]}"; expected a whole number of at least 1.\n`);
  process.exit(2);
}
const log = (line: string) => (asJson ? process.stderr : process.stdout).write(`${line}\n`);
const epoch = timeEpochs(rounds, log);
const scale = timeScale(rounds);
log(`scale 1 000 topics of 32/6/6: ${scale.manyTopicsOverFew.toFixed(2)} times the time per topic and epoch of 10`);
log(`scale truth 262 epochs late:  ${scale.longLagOverShort.toFixed(2)} times the time of a truth one epoch late`);
log(
  `scale on the hub chain:       ${scale.manyOnHubOverFew.toFixed(2)} times for 1 000 topics over 10; ${scale.hubOverFixed.toFixed(2)} times the time with fixed rewards`,
);
const recording = timeRecording(rounds);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
log(
  `recording every row adds ${percent(recording.addedTime)} at 32/6/6, ${percent(recording.addedTimeSmall)} at 5/3/5`,
);
// Afterwards: what single functions cost in loops of their own.
const elementary = timeElementary();
const random = timeRandom();
for (const { name, nanoseconds } of [...elementary, ...random]) {
  log(`call  ${name.padEnd(21)} ${nanoseconds.toFixed(1).padStart(8)} ns`);
}
if (asJson) process.stdout.write(`${JSON.stringify({ epoch, scale, recording, elementary, random }, null, 2)}\n`);
