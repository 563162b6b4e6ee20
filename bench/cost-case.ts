import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWorld, step } from '../sim/engine/step.ts';
import { type NetworkSize, networkScenario } from './network-scenario.ts';
import { recorded } from './recording.ts';

/** What a process of its own is to measure. */
export interface CostTask {
  readonly size: Omit<NetworkSize, 'epochs' | 'lag' | 'recordEpochs' | 'recordActors'>;
  /** Processor time to measure for, and before that to warm up, seconds. */
  readonly seconds: number;
  readonly warmUp: number;
}

/** A network, measured. */
export interface CostCase {
  /** Microseconds per topic and epoch. */
  readonly time: number;
  /** Seconds until the first event. */
  readonly setUp: number;
  /** Bytes that the network holds: objects, columns, and what the process has grown by. */
  readonly heap: number;
  readonly buffers: number;
  readonly resident: number;
}

/** What recording costs in a topic of 32/6/6, per row of each table. */
export type RecordingCost = Readonly<Record<'epochs' | 'actors' | 'chain', { microseconds: number; bytes: number }>>;

/** Never reached: a case ends by its time. */
const endless = { epochs: 10_000_000, lag: 1, recordEpochs: 0, recordActors: 0 };

/** Measures a network in this process. */
export function measureCase({ size, seconds, warmUp }: CostTask): CostCase {
  const before = held();
  const begin = cpuSeconds();
  const world = createWorld(networkScenario({ ...size, ...endless }));
  const setUp = cpuSeconds() - begin;
  const goOn = (most: number, least: number): number => {
    const from = cpuSeconds();
    let done = 0;
    while (done < least || cpuSeconds() - from < most) {
      for (let n = 0; n < 50; ) {
        if (step(world) === undefined) continue;
        ++done;
        ++n;
      }
    }
    return (1e6 * (cpuSeconds() - from)) / done;
  };
  // Epochs before the first losses are cheap, and code is not compiled yet.
  goOn(warmUp, 5 * size.topics);
  // The quickest of three: what a neighbour does to the caches only ever adds.
  const time = Math.min(...[1, 2, 3].map(() => goOn(seconds / 3, 2 * size.topics)));
  const after = held();
  return {
    time,
    setUp,
    heap: after.heap - before.heap,
    buffers: after.buffers - before.buffers,
    resident: after.resident - before.resident,
  };
}

/** Memory that is still in use. */
function held(): { heap: number; buffers: number; resident: number } {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed, buffers: arrayBuffers, resident: rss };
}

/**
 * Measures recording in this process. Rows of epochs and actors in a small topic, whose epochs are short beside them; rows
 * of the hub chain around a topic of 32/6/6, as every one looks at all actors.
 *
 * @param epochs of the small topic
 */
export function measureRecording(epochs: number): RecordingCost {
  const folder = mkdtempSync(join(tmpdir(), 'allora-sim-bench-'));
  const small = { topics: 1, inferers: 5, forecasters: 3, reputers: 5, lag: 1, epochs };
  const usual = {
    topics: 1,
    inferers: 32,
    forecasters: 6,
    reputers: 6,
    lag: 1,
    epochs: Math.ceil(epochs / 8),
    hub: true,
  };
  let folders = 0;
  const run = (size: typeof small, recordEpochs: number, recordActors: number, recordChain: number) => {
    const place = join(folder, String(++folders));
    const { seconds, files } = recorded({ ...size, recordEpochs, recordActors, recordChain }, place);
    const file = (table: string) => files.find(({ path }) => path === `${table}.arrow`);
    return {
      seconds,
      rows: (table: string) => file(table)?.rows ?? 1,
      bytes: (table: string) => (file(table)?.bytes ?? 0) / (file(table)?.rows ?? 1),
    };
  };
  const added = (more: { seconds: number }, less: { seconds: number }, rows: number) =>
    (1e6 * Math.max(0, more.seconds - less.seconds)) / rows;
  try {
    run(small, 1, 1, 0);
    run(usual, 0, 0, blocksPerEpoch);
    const quickest = (...what: Parameters<typeof run>) => {
      const two = [run(...what), run(...what)];
      return two[0].seconds < two[1].seconds ? two[0] : two[1];
    };
    const none = quickest(small, 0, 0, 0);
    const some = quickest(small, 1, 0, 0);
    const all = quickest(small, 1, 1, 0);
    const unseen = quickest(usual, 0, 0, 0);
    const chain = quickest(usual, 0, 0, blocksPerEpoch);
    return {
      epochs: { microseconds: added(some, none, epochs), bytes: some.bytes('epochs') },
      actors: { microseconds: added(all, some, all.rows('actors')), bytes: all.bytes('actors') },
      // 200 rows are made in any case, for the metrics.
      chain: { microseconds: added(chain, unseen, usual.epochs - 200), bytes: chain.bytes('chain') },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of the default profile. */
const blocksPerEpoch = 60;

/** User and system time of this process, so that a busy neighbour does not count. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/* In a process of its own: a task as JSON in, its result as JSON out. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const task = JSON.parse(process.argv[2]) as CostTask | { epochs: number };
  process.stdout.write(JSON.stringify('size' in task ? measureCase(task) : measureRecording(task.epochs)));
}
