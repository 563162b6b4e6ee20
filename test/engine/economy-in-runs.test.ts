import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../sim/index.ts';
import { delegatorPolicies } from '../../sim/index.ts';
import { type Changes, inferers, runColumns, smallScenario } from './small-scenario.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** A topic that the hub chain pays, with a row of the table `chain` every other epoch. */
function withHub(changes: Changes): Scenario {
  const record = { epochs: { every: 1 }, actors: { every: 0 }, chain: { every: 120 } };
  return smallScenario({ rewardPerEpoch: null, funding: { initial: 1, perEpoch: 0 }, record, ...changes });
}

function metric(scenario: Scenario, name: string): number {
  const found = runColumns(scenario)
    .simulation.summary()
    .find((one) => one.name === name);
  return Number(found?.value);
}

describe('the economy around a topic', () => {
  it('never finds more messages served than the blocks of a row hold', () => {
    const { tables } = runColumns(
      withHub({
        hub: { messagesPerBlock: 1 },
        record: { epochs: { every: 0 }, actors: { every: 0 }, chain: { every: 6 } },
      }),
    );
    const { hub_load: load, messages, messages_dropped: dropped } = tables.chain.numbers;
    expect(Math.max(...load)).toBeLessThanOrEqual(1);
    expect(Math.max(...load)).toBeGreaterThan(0.2);
    expect(sum(messages)).toBeGreaterThan(sum(dropped));
  });

  it('lets go of delegators’ stake after the delay, however often they look', () => {
    const { parameters } = delegatorPolicies['yield-seeking'];
    const values = Object.fromEntries(parameters.map(({ name, default: value }) => [name, value]));
    const seekers = {
      name: 'seekers',
      policy: 'yield-seeking',
      count: 3,
      tokens: { median: 10_000, sigma: 0 },
      start: 0,
      every: 120,
      topic: '',
      parameters: { ...values, temperature: 0.001 },
    };
    const { tables } = runColumns(
      withHub({ epochs: 80, delegators: [seekers], set: { removeStakeDelayWindow: 1000 } }),
    );
    const { leaving_stake: leaving } = tables.chain.numbers;
    const asked = leaving.findIndex((stake) => stake > 0);
    expect(asked).toBeGreaterThanOrEqual(0);
    // Nine rows later all that was asked for then is gone.
    expect(Math.min(...leaving.slice(asked + 8, asked + 11))).toBeLessThan(leaving[asked]);
  });

  it('tells of a fee once, also when a topic wakes up with many nonces to close', () => {
    const scenario = withHub({
      epochs: 300,
      // Else reputers' rewards, which are staked, keep the only topic awake.
      tokenomics: { emissionEnabled: false },
      demand: { rate: 0.02, fee: { median: 1, sigma: 0 } },
      set: { epochLength: 2618, groundTruthLag: 26_180, minTopicWeight: 4e20 },
    });
    const { tables, simulation } = runColumns(scenario);
    const { consumer_fees: fees, block } = tables.epochs.numbers;
    const sleeps = block.filter((at, r) => r > 0 && at - block[r - 1] > 2618);
    expect(sleeps.length).toBeGreaterThan(0);
    const paid = simulation.summary().find(({ name }) => name === 'consumer_fees_total')?.value as number;
    expect(paid).toBeGreaterThan(0);
    expect(sum(fees)).toBeLessThanOrEqual(paid + 1e-9);
    expect(metric(scenario, 'consumer_fees')).toBeCloseTo(sum(fees), 9);
  });

  it('has consumers who compare with the truth’s scale pay more for a good network and leave a bad one', () => {
    const feesOf = (skillFeedback: number, who: NonNullable<Changes['inferers']>) =>
      metric(
        withHub({
          epochs: 100,
          inferers: who,
          demand: { rate: 5, fee: { median: 0.1, sigma: 0 }, skillFeedback, reference: 'truth-scale' },
        }),
        'consumer_fees',
      );
    const good = [inferers('honest', 32)];
    const bad = [inferers('random', 12, { factor: 50 })];
    expect(feesOf(1, good)).toBeGreaterThan(1.3 * feesOf(0, good));
    expect(feesOf(1, good)).toBeLessThan(2 * feesOf(0, good));
    expect(feesOf(1, bad)).toBeLessThan(0.1 * feesOf(0, bad));
  });
});
