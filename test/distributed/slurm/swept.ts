import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openSlurmEngine, type SlurmOptions } from '../../../src/distributed/slurm/slurm-engine.ts';
import { planPoints, readExperiment } from '../../../src/experiment/plan.ts';
import { recordSweep } from '../../../src/experiment/record-sweep.ts';
import type { OpenPool } from '../../../src/experiment/run-pool.ts';
import { sweepRuns } from '../../../src/experiment/sweep.ts';
import { tinyScenario } from '../../cli/command.ts';
import { inlinePool } from '../../experiment/inline-pool.ts';
import type { FakeSlurm } from './fake-slurm.ts';

/** Three points, two runs each. */
export const grid = `
factors: [{ name: noise, path: topics.0.inferers.1.factor, values: [2, 5, 9] }]
replicates: 2
`;

/** A point whose two runs go well, and one whose two runs fail: more stake than there are tokens. */
export const failing = (policy: string): string => `
set: { topics.0.rewardPerEpoch: null }
factors: [{ name: stake, path: topics.0.reputers.0.stake.median, values: [1000, 900000000] }]
replicates: 2
onFailure: ${policy}
`;

/** Looks every few milliseconds. */
export const hasty = { firstLook: 2, mostLook: 10, patience: 50 };

export interface SweptOptions {
  readonly slurm?: Partial<SlurmOptions>;
  readonly interrupted?: () => boolean;
  readonly scenario?: string;
}

/** Sweeps an experiment through the engine; the error that ends a sweep is handed back. */
export async function sweptBySlurm(
  folder: string,
  body: string,
  fake: Pick<FakeSlurm, 'commands'>,
  more: SweptOptions = {},
) {
  const told: string[] = [];
  const engine = openSlurmEngine({
    name: 'a sweep',
    submit: true,
    sbatch: [],
    runsPerTask: 2,
    jobs: 1,
    tell: (line) => told.push(line),
    program: { command: ['node', 'main.js'] },
    commands: fake.commands,
    waits: hasty,
    ...more.slurm,
  });
  const swept = await sweep(folder, body, engine.openPool, more).catch((error: unknown) => ({
    error: error as Error,
  }));
  await engine.close();
  return { told: told.join(''), facts: engine.facts(), runs: undefined, tables: undefined, error: undefined, ...swept };
}

/** The same in this thread. */
export function sweptHere(folder: string, body: string, more: SweptOptions = {}) {
  return sweep(folder, body, inlinePool().openPool, more);
}

async function sweep(folder: string, body: string, openPool: OpenPool, { interrupted, scenario }: SweptOptions) {
  writeFileSync(path.join(folder, 'tiny.yaml'), scenario ?? tinyScenario);
  const file = path.join(folder, 'experiment.yaml');
  writeFileSync(file, `# Does it sweep?\nname: sweep\nscenario: tiny.yaml\n${body}`);
  const { experiment, text } = await readExperiment(file);
  const points = await planPoints(experiment);
  const root = path.join(folder, 'results');
  const runs = await sweepRuns(experiment, points, {
    root,
    threads: 1,
    retryFailures: false,
    openPool,
    ...(interrupted && { interrupted }),
  });
  const write = { experiment, text, points, rows: runs.rows, root, wallSeconds: 1, notices: [] };
  /** Name, size and SHA-256 of each table. */
  const tables = async () => (await recordSweep(write)).manifest.files.filter(({ rows }) => rows !== undefined);
  return { runs, tables };
}
