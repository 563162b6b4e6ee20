import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../sim/engine/scenario.ts';
import { createWorld, step } from '../sim/engine/step.ts';
import { hubChainParameters, profiles, protocolParameters, topicParameters } from '../sim/index.ts';
import { noChain, plainEconomy, plainPopulation, plainTopic } from '../test/support/plain-economy.ts';

/** One size of one topic, timed. */
export interface EpochTiming {
  /** inferers/forecasters/reputers, all of them active in every epoch. */
  readonly size: string;
  readonly weights: string;
  /** Median over the rounds, one thread. */
  readonly epochsPerSecond: number;
  /** Median over the rounds of our time over that of the C kernel; null without the kernel or for rules it does not have. */
  readonly timeOverC: number | null;
}

const sizes = [
  { inferers: 5, forecasters: 5, reputers: 5, epochs: 40_000 },
  { inferers: 32, forecasters: 16, reputers: 16, epochs: 6_000 },
  { inferers: 128, forecasters: 64, reputers: 32, epochs: 600 },
] as const;
type Size = (typeof sizes)[number];

const kernelSource = join(import.meta.dirname, '../../shared/bench/epoch_limit.c');
const kernelFlags = ['-O3', '-march=native', '-mprefer-vector-width=512', '-fno-math-errno', '-fno-trapping-math'];

/**
 * Times whole epochs, agents included, without output, against a C program that does the same work on the same machine, in
 * turns so that a change of speed of the machine meets both. Each figure is measured in a process of its own, as a run is
 * one: what the compiler learnt from another size would slow it down.
 *
 * @param log one line of progress
 */
export function timeEpochs(rounds: number, log: (line: string) => void): EpochTiming[] {
  const folder = mkdtempSync(join(tmpdir(), 'allora-sim-bench-'));
  try {
    const kernel = compileKernel(folder, log);
    const timings: EpochTiming[] = [];
    for (const weights of ['clamped', 'ratio-mad']) {
      for (const size of sizes) {
        const task: EpochTask = { size, weights, rounds, ...(weights === 'clamped' && kernel ? { kernel } : {}) };
        const script = join(import.meta.dirname, 'one-size.ts');
        const output = execFileSync(process.execPath, [...process.execArgv, script, JSON.stringify(task)], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const timing = JSON.parse(output) as EpochTiming;
        timings.push(timing);
        log(describeTiming(timing));
      }
    }
    return timings;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a process of its own is to measure. */
export interface EpochTask {
  readonly size: Size;
  readonly weights: string;
  readonly rounds: number;
  /** Path of the C program; without it there is no ratio. */
  readonly kernel?: string;
}

/** Measures one size under one rule in this process. */
export function timeOneSize({ size, weights, rounds, kernel }: EpochTask): EpochTiming {
  const ours: number[] = [];
  const ratios: number[] = [];
  timeOurs(size, weights, size.epochs, 'warm-up');
  for (let round = 1; round <= rounds; ++round) {
    const seconds = timeOurs(size, weights, size.epochs, String(round));
    ours.push(size.epochs / seconds);
    if (kernel !== undefined) ratios.push(seconds / timeKernel(kernel, size, round));
  }
  return {
    size: `${size.inferers}/${size.forecasters}/${size.reputers}`,
    weights,
    epochsPerSecond: median(ours),
    timeOverC: ratios.length > 0 ? median(ratios) : null,
  };
}

function describeTiming({ size, weights, epochsPerSecond, timeOverC }: EpochTiming): string {
  const ratio = timeOverC === null ? '' : `   ${timeOverC.toFixed(2)} times the C kernel's time`;
  return `epoch ${size.padEnd(10)} ${weights.padEnd(10)} ${epochsPerSecond.toFixed(0).padStart(8)} epochs/s${ratio}`;
}

/** Every actor honest and seated, forecasters that speak of everybody. */
function benchScenario(size: Size, weights: string, seed: string): Scenario {
  const profile = profiles['v0.6'];
  const valuesOf = (declared: typeof protocolParameters) =>
    Object.fromEntries(declared.map(({ name }) => [name, profile.values[name]]));
  const crowd = (policy: string, count: number, parameters = {}) => [
    { name: policy, policy, count, joins: 0, leaves: null, owner: '', ...plainPopulation, parameters },
  ];
  return {
    name: 'bench',
    seed,
    epochs: size.epochs,
    protocol: {
      profile: profile.name,
      ...valuesOf([...protocolParameters, ...hubChainParameters]),
      weights,
      maxTopInferersToReward: size.inferers,
      maxTopForecastersToReward: size.forecasters,
      maxTopReputersToReward: size.reputers,
      maxElementsPerForecast: size.inferers,
    },
    topics: [
      {
        name: 'topic',
        count: 1,
        truth: { process: 'gbm-return', drift: 0, volatility: 0.02 },
        loss: { method: 'sqe' },
        rewardPerEpoch: 1,
        ...plainTopic,
        inferers: crowd('honest', size.inferers),
        forecasters: crowd('peeking', size.forecasters, { errorFactor: 1, bias: 0 }),
        reputers: crowd('honest', size.reputers).map((group) => ({ ...group, stake: { median: 10_000, sigma: 1 } })),
        topicParameters: valuesOf(topicParameters),
      },
    ],
    ...plainEconomy,
    attacks: [],
    record: { epochs: { every: 0 }, actors: { every: 0 }, ...noChain },
    expect: [],
  };
}

function timeOurs(size: Size, weights: string, epochs: number, seed: string): number {
  const scenario = benchScenario(size, weights, seed);
  const world = createWorld(scenario);
  const wallBefore = process.hrtime.bigint();
  const cpuBefore = process.cpuUsage();
  for (let done = 0; done < epochs; ) if (step(world) !== undefined) ++done;
  const { user, system } = process.cpuUsage(cpuBefore);
  // The kernel counts CPU seconds of its one thread. Ours are at most the smaller of these two: the clock also counts
  // waiting for a busy neighbour, the process's CPU time its helper threads.
  return Math.min(Number(process.hrtime.bigint() - wallBefore) / 1e9, (user + system) / 1e6);
}

function compileKernel(folder: string, log: (line: string) => void): string | undefined {
  if (!existsSync(kernelSource)) {
    log('The C kernel is not here: no ratios.');
    return undefined;
  }
  const kernel = join(folder, 'epoch_limit');
  try {
    execFileSync('gcc', [...kernelFlags, '-o', kernel, kernelSource, '-lm'], { stdio: 'pipe' });
    return kernel;
  } catch {
    log('gcc could not compile the C kernel: no ratios.');
    return undefined;
  }
}

/** Seconds for the same number of epochs. */
function timeKernel(kernel: string, size: Size, seed: number): number {
  const counts = [size.inferers, size.forecasters, size.reputers, size.epochs, seed].map(String);
  const output = execFileSync(kernel, [...counts, '--oneout', 'fast', '--oif', '0'], { encoding: 'utf8' });
  const nanoseconds = Number(/ns_per_epoch (\S+)/.exec(output)?.[1]);
  return (nanoseconds * size.epochs) / 1e9;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
