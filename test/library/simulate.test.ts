import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ScenarioInput, simulate, type TopicInput } from '../../src/library/index.ts';
import { simulateWith } from '../../src/library/simulate.ts';
import { ScenarioError } from '../../src/run/read-scenario.ts';
import { tinyScenario } from '../cli/command.ts';
import { fakeEngine } from '../support/fake-engine.ts';

const topic: TopicInput = {
  name: 'eth',
  truth: { process: 'gbm-return' },
  rewardPerEpoch: 100,
  inferers: [
    { policy: 'honest', count: 3 },
    { policy: 'noisy', count: 1, factor: 5 },
  ],
  forecasters: [{ policy: 'regime-ema', count: 2 }],
  reputers: [{ policy: 'honest', count: 2, stake: { median: 1000 } }],
};

const tiny: ScenarioInput = { name: 'tiny', epochs: 12, topics: [topic] };

/** What `tinyScenario` says. */
const plainTopic: TopicInput = {
  ...topic,
  inferers: [
    { policy: 'honest', count: 3 },
    { policy: 'noisy', count: 1 },
  ],
  reputers: [{ policy: 'honest', count: 2 }],
};

describe('simulate', () => {
  it('runs an object and hands back the resolved scenario, tables and metrics', async () => {
    const { scenario, tables, metrics, control } = await simulate(tiny);
    expect(scenario).toMatchObject({ name: 'tiny', seed: 'allora', epochs: 12, protocol: { profile: 'v0.17' } });
    expect(tables.epochs.rows).toBe(12);
    expect(tables.epochs.numbers('epoch')).toEqual(Float64Array.from({ length: 12 }, (_, epoch) => epoch));
    expect(tables.epochs.numbers('combined_loss').every(Number.isFinite)).toBe(true);
    expect(new Set(tables.epochs.words('topic'))).toEqual(new Set(['eth']));
    expect(metrics.find(({ name }) => name === 'epochs')).toEqual({
      name: 'epochs',
      value: 12,
      unit: 'epochs',
      topic: 'eth',
    });
    expect(control).toBeUndefined();
    expect(existsSync('results/tiny')).toBe(false);
  });
  it('takes the text of a scenario file too, with the same outcome', async () => {
    const [text, object] = [await simulate(tinyScenario), await simulate({ ...tiny, topics: [plainTopic] })];
    expect(text.scenario).toEqual(object.scenario);
    expect(text.tables.epochs.numbers('truth')).toEqual(object.tables.epochs.numbers('truth'));
  });
  it('takes seed and epochs from its options; a seed is a text', async () => {
    const { scenario } = await simulate({ ...tiny, seed: '1' }, { seed: '007', epochs: 3 });
    expect(scenario).toMatchObject({ seed: '007', epochs: 3 });
  });
  it('throws every problem of a scenario, by key for an object and by line for a text', async () => {
    const wrong = { ...tiny, epochs: -1, topics: [{ ...topic, truth: 'gbm-retrun' }] };
    const thrown = await simulate(wrong).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ScenarioError);
    const { problems, message } = thrown as ScenarioError;
    expect(problems.map(({ path }) => path).sort()).toEqual(['epochs', 'topics.0.truth']);
    expect(message).toMatch(/^epochs is -1; expected a whole number, at least 1/m);
    expect(message).toMatch(/^topics\.0\.truth is "gbm-retrun"; expected .* Did you mean "gbm-return"\?$/m);
    await expect(simulate('name: x\ntopics: 3\n')).rejects.toThrow(/^scenario:2:9 topics is 3; expected a list/);
  });
  it('tells how far it has come, and stops when told to', async () => {
    const seen: [number, number][] = [];
    await simulate(tiny, { onProgress: (done, total) => void seen.push([done, total]) });
    expect(seen.at(-1)).toEqual([12, 12]);
    const stopped = simulate(tiny, { epochs: 1_000_000, signal: AbortSignal.timeout(100) });
    await expect(stopped).rejects.toThrow(/timeout/i);
  });
  it('has no column by another name', async () => {
    const { tables } = await simulate(tiny);
    expect(() => tables.epochs.numbers('combined_los')).toThrow(
      /no column of numbers is called "combined_los"; there are/,
    );
    expect(() => tables.epochs.words('epoch')).toThrow(/no column of words is called "epoch"/);
  });
  it('hands back arrays that the caller may change', async () => {
    const { tables } = await simulate(tiny);
    tables.epochs.numbers('truth').fill(0);
    expect(tables.epochs.numbers('truth').some((value) => value !== 0)).toBe(true);
  });
});

describe('simulate, with actors and attacks', () => {
  const engine = fakeEngine((scenario) => [{ name: 'attacks', value: scenario.attacks.length, unit: '1', topic: '' }]);
  it('collects every table over many batches', async () => {
    const { tables } = await simulateWith(engine, { ...tiny, epochs: 20_000 });
    expect([tables.epochs.rows, tables.actors.rows]).toEqual([20_000, 140_000]);
    expect(tables.actors.numbers('epoch').at(-1)).toBe(19_999);
    expect(tables.actors.words('role').slice(0, 7)).toEqual([
      ...Array(3).fill('inferer'),
      ...Array(2).fill('forecaster'),
      ...Array(2).fill('reputer'),
    ]);
    const without = Array.from(tables.actors.numbers('stake').slice(0, 7), (stake) => Number.isNaN(stake));
    expect(without).toEqual([true, true, true, true, true, false, false]);
  });
});
