import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { CostCase, CostTask, RecordingCost } from './cost-case.ts';
import { type CostModel, fitCosts } from './cost-model.ts';

/** What runs cost: the model fitted to the grid, and recording per row. */
export interface Costs {
  readonly model: CostModel;
  readonly recording: RecordingCost;
}

type Size = CostTask['size'];

const usual = { inferers: 32, forecasters: 6, reputers: 6 };

/** Sizes of the seats, all of them taken; crowds before the seats; many topics. */
function grid(quick: boolean): Size[] {
  const seats = [
    [8, 2, 4],
    [16, 4, 6],
    [32, 6, 6],
    [64, 12, 12],
    [128, 24, 24],
  ].slice(0, quick ? 3 : 5);
  const sizes: Size[] = [];
  for (const hub of [false, true]) {
    for (const [inferers, forecasters, reputers] of seats)
      sizes.push({ topics: 10, inferers, forecasters, reputers, hub });
    for (const topics of quick ? [1, 100] : [1, 100, 1000]) sizes.push({ topics, ...usual, hub });
    sizes.push({ topics: 10, ...usual, inferers: 320, seats: usual, hub });
    // Many reputers for the values: tells their terms from those of the workers.
    sizes.push({ topics: 10, ...usual, reputers: 24, hub });
    // Regrets of pairs: 160 MB for two such topics.
    if (!quick) sizes.push({ topics: 2, ...usual, inferers: 3200, seats: usual, hub });
  }
  return sizes;
}

/**
 * Measures the grid, each case in a process of its own: what the compiler learnt from another size, and memory that it left
 * behind, would blur it.
 *
 * @param quick for development: fewer cases, measured shorter
 * @param log one line of progress
 */
export function measureCosts(quick: boolean, log: (line: string) => void): Costs {
  const seconds = quick ? 0.5 : 1.5;
  const warmUp = quick ? 1 : 3;
  const measured = grid(quick).map((size) => {
    const result = inProcess<CostCase>({ size, seconds, warmUp } satisfies CostTask);
    log(`cost  ${describeSize(size).padEnd(36)} ${result.time.toFixed(1).padStart(9)} µs per topic-epoch`);
    return { size, result };
  });
  return { model: fitCosts(measured), recording: inProcess<RecordingCost>({ epochs: quick ? 5000 : 20_000 }) };
}

export function describeSize({ topics, inferers, forecasters, reputers, seats, hub }: Size): string {
  const crowd = seats === undefined ? '' : `, ${inferers} inferers registered`;
  const seated = seats ?? { inferers, forecasters, reputers };
  const [K, F, R] = [seated.inferers, seated.forecasters, seated.reputers];
  return `${topics} x ${K}/${F}/${R}${crowd}, ${hub ? 'hub' : 'fixed'}`;
}

function inProcess<Result>(task: object): Result {
  const script = join(import.meta.dirname, 'cost-case.ts');
  // Without helpers of the collector: their time would count as ours.
  const flags = ['--expose-gc', '--single-threaded-gc'];
  const output = execFileSync(process.execPath, [...flags, ...process.execArgv, script, JSON.stringify(task)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output) as Result;
}
