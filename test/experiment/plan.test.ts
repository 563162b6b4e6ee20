import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/config/experiment/experiment.ts';
import { planPoints, readExperiment } from '../../src/experiment/plan.ts';
import { readScenario, ScenarioError } from '../../src/run/read-scenario.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const scenario = `# Is it small?
name: small
seed: allora
epochs: 10
topics:
  - name: eth
    truth: { process: regime-switching }
    rewardPerEpoch: 100
    workerSubmissionWindow: 30
    inferers:
      - { policy: honest, count: 4 }
      - { policy: noisy, count: 2, factor: 5 }
    forecasters: [{ policy: regime-ema, count: 2 }]
    reputers: [{ policy: honest, count: 3 }]
expect:
  - { metric: skill_vs_naive, above: 0, than: nobody.yaml }
`;

/** An experiment file in a folder below that of its scenario. */
function written(text: string, base = scenario): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'small.yaml'), base);
  mkdirSync(path.join(folder, 'experiments'));
  const file = path.join(folder, 'experiments', 'test.yaml');
  writeFileSync(file, `name: test\nscenario: ../small.yaml\n${text}`);
  return file;
}

async function planned(text: string, base?: string) {
  const { experiment, places } = await readExperiment(written(text, base));
  return planPoints(experiment, { places });
}

/** What the author reads, without the folder. */
async function complaint(text: string, base?: string): Promise<string[]> {
  const file = written(text, base);
  try {
    const { experiment, places } = await readExperiment(file);
    await planPoints(experiment, { places });
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.split('\n').map((line) => line.replace(`${path.dirname(path.dirname(file))}/`, ''));
  }
  return [];
}

const experiment = (more: Partial<Experiment>): Experiment => ({
  name: 'test',
  question: '',
  scenario: written('').replace('experiments/test.yaml', 'small.yaml'),
  set: [],
  factors: [],
  design: { kind: 'grid' },
  replicates: 1,
  commonRandomNumbers: true,
  seed: 'allora',
  stop: null,
  metrics: [],
  onFailure: 'quarantine',
  ...more,
});

describe('readExperiment', () => {
  it('hands back the text, so that it can be kept', async () => {
    const file = written('replicates: 3\n');
    const read = await readExperiment(file);
    expect(read.text).toBe(readFileSync(file, 'utf8'));
    expect(read.experiment.replicates).toBe(3);
    expect(read.experiment.seed).toBe('allora');
  });
  it('refuses a file that is not there', async () => {
    await expect(readExperiment('nowhere.yaml')).rejects.toThrow(ScenarioError);
    await expect(readExperiment('nowhere.yaml')).rejects.toThrow('nowhere.yaml:1:1 ');
  });
  it('lets no factor be called like a column of the tables', async () => {
    expect(await complaint('factors: [{ name: replicate, path: hub, values: [1] }]\n')).toEqual([
      'experiments/test.yaml:3:19 factors.0 is called "replicate", as a column of the tables is; give it a name of its own.',
    ]);
  });
});

describe('planPoints', () => {
  it('makes of every point the scenario that --set would make, without expectations', async () => {
    const points = await planned(
      'set: { epochs: 20 }\nfactors:\n  - { path: protocol, values: [v0.6, v0.17] }\n  - { path: topics.0.inferers.1.factor, from: 1, to: 9, steps: 2 }\n',
    );
    expect(points.map(({ point }) => point.labels)).toEqual([
      ['v0.6', '1'],
      ['v0.6', '9'],
      ['v0.17', '1'],
      ['v0.17', '9'],
    ]);
    const set = ['epochs=20', 'protocol=v0.6', 'topics.0.inferers.1.factor=9'];
    const file = written('', scenario.replace(/expect:\n.*\n/, '')).replace('experiments/test.yaml', 'small.yaml');
    const expected = await readScenario(file, { set });
    const found = await points[1].scenario();
    expect(found.scenario).toEqual(expected.scenario);
    expect(found.yaml).toBe(expected.yaml);
    expect(found.inputs).toEqual(expected.inputs);
  });
  it('sets the same value at several paths', async () => {
    const [, point] = await planned(
      'factors: [{ name: all, path: [topics.0.inferers.0.count, topics.0.inferers.1.count], values: [3, 7] }]\n',
    );
    const { scenario } = await point.scenario();
    expect(scenario.topics[0].inferers.map(({ count }) => count)).toEqual([7, 7]);
  });
  it('is the scenario itself without factors', async () => {
    const points = await planned('replicates: 4\n');
    expect(points.length).toBe(1);
    expect((await points[0].scenario()).scenario.epochs).toBe(10);
  });
  it('makes the same scenario again after many others', async () => {
    const points = await planned(
      'factors: [{ name: length, path: epochs, from: 1, to: 60, integer: true, steps: 60 }]\n',
    );
    const first = await points[0].scenario();
    for (const point of points) await point.scenario();
    expect((await points[0].scenario()).scenario).toEqual(first.scenario);
    expect((await points[59].scenario()).scenario.epochs).toBe(60);
  });
  it('tells how far it is, and that it is done', async () => {
    const seen: number[] = [];
    const factor = { kind: 'range', from: 1, to: 200, scale: 'linear', integer: true, steps: 200 } as const;
    const factors = [{ name: 'length', paths: ['epochs'], levels: factor }];
    await planPoints(experiment({ factors }), { onPoint: (done, total) => seen.push(done, total) });
    expect(seen.slice(-2)).toEqual([200, 200]);
    expect(seen.filter((_, n) => n % 2 === 0)).toEqual(seen.filter((_, n) => n % 2 === 0).sort((a, b) => a - b));
  });
});

describe('a point that makes no scenario', () => {
  it('is told at the value that is wrong, with its settings', async () => {
    const text =
      'factors:\n  - { path: protocol, values: [v0.6, v0.17] }\n  - { path: topics.0.reputers.0.count, values: [3, 0] }\n';
    expect(await complaint(text)).toEqual([
      'experiments/test.yaml:5:52 topics.0.reputers.0.count is 0; expected a whole number, at least 1 and at most 100000 (reputers). At point 1: protocol = v0.6, count = 0.',
    ]);
  });
  it('is told at the factor when that is a range, once for each mistake', async () => {
    const text = 'factors: [{ path: topics.0.inferers.1.factor, from: -10, to: 10, steps: 5 }]\n';
    expect(await complaint(text)).toEqual([
      'experiments/test.yaml:3:11 topics.0.inferers.1.factor is -10; expected a number, at least 0 and at most 1000000 (times the honest standard deviation). At point 0: factor = -10.',
      'experiments/test.yaml:3:11 topics.0.inferers.1.factor is -5; expected a number, at least 0 and at most 1000000 (times the honest standard deviation). At point 1: factor = -5.',
    ]);
  });
  it('is told where the scenario holds what a value clashes with', async () => {
    const text = 'factors: [{ path: topics.0.epochLength, values: [60, 20] }]\n';
    expect(await complaint(text)).toEqual([
      'small.yaml:9:29 topics.0.workerSubmissionWindow is 30; expected at most epochLength, 20 blocks. At point 1: epochLength = 20.',
    ]);
  });
  it('is told at the fixed setting when that is wrong, whatever the point', async () => {
    const text = 'set: { epoch: 20 }\nfactors: [{ path: hub.messagesPerBlock, values: [10, 20] }]\n';
    const [line, ...others] = await complaint(text);
    expect(line).toMatch(/^experiments\/test\.yaml:3:8 epoch is a key that nobody knows; .* Did you mean "epochs"\?$/);
    expect(others).toEqual([]);
  });
  it("is not told of the scenario's own mistakes, which are told as they are", async () => {
    const text = 'factors: [{ path: topics.0.reputers.0.count, values: [3, 4] }]\n';
    expect(await complaint(text, scenario.replace('count: 4', 'count: none'))).toEqual([
      'small.yaml:11:34 topics.0.inferers.0.count is "none"; expected a whole number, at least 1 and at most 100000 (inferers).',
    ]);
  });
  it('is no reason to look at thousands of others', async () => {
    let last = 0;
    const factors = [
      {
        name: 'length',
        paths: ['epochs'],
        levels: { kind: 'range', from: -50_000, to: -1, scale: 'linear', integer: true, steps: 1000 } as const,
      },
    ];
    const plan = planPoints(experiment({ factors }), {
      onPoint: (done) => {
        last = done;
      },
    });
    await expect(plan).rejects.toThrow('factor length:1:1 epochs is -50000; ');
    expect(last).toBeLessThan(200);
  });
  it('may mend what is wrong with the scenario', async () => {
    const broken = scenario.replace('count: 4', 'count: none');
    expect(await complaint('factors: [{ path: topics.0.inferers.0.count, values: [3, 4] }]\n', broken)).toEqual([]);
  });
});

describe('the topic of a stopping rule', () => {
  const rule = (topic: string) => `stop: { metric: skill_vs_naive, topic: ${topic}, halfWidth: 0.1 }\n`;
  it('is there at some point of the design at least', async () => {
    expect(await complaint(rule('eth'))).toEqual([]);
    expect(await complaint(`${rule('btc')}factors: [{ path: topics.0.name, values: [eth, btc] }]\n`)).toEqual([]);
  });
  it('is refused where it stands otherwise', async () => {
    expect(await complaint(rule('etj'))).toEqual([
      'experiments/test.yaml:3:40 stop.topic is "etj"; expected one of eth. Did you mean "eth"?',
    ]);
  });
});

describe('every experiment of this repository', () => {
  const folder = fileURLToPath(new URL('../../scenarios/experiments', import.meta.url));
  it.each(readdirSync(folder))(
    'is valid, asks its question first, and is of a size for a minute or two: %s',
    async (name) => {
      const { experiment, places } = await readExperiment(path.join(folder, name));
      expect(`${experiment.name}.yaml`).toBe(name);
      expect(experiment.question).toMatch(/\?$/);
      expect(experiment.metrics.length).toBeGreaterThan(0);
      const points = await planPoints(experiment, { places });
      expect(points.length * (experiment.stop?.most ?? experiment.replicates)).toBeLessThanOrEqual(500);
    },
  );
});
