import { readScenario } from '../../src/run/read-scenario.ts';
import { liveRun, nextSlice } from '../../src/web/playground/live-run.ts';

/* Runs a scenario as the playground's worker does, and prints the seconds in the engine: node-engine.ts FILE EPOCHS. */

const [file, epochs] = process.argv.slice(2);
const { scenario, inputs } = await readScenario(file, { epochs });
const run = liveRun(scenario, inputs);
let seconds = 0;
for (let slice = 1; !run.finished; ) {
  const before = performance.now();
  run.advance(slice);
  const spent = performance.now() - before;
  seconds += spent / 1000;
  slice = nextSlice(slice, spent);
  run.collector.take();
}
process.stdout.write(`${seconds}\n`);
