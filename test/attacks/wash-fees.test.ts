import { describe, expect, it } from 'vitest';
import { breakEvenRecapture } from '../../sim/attacks/wash-fees.ts';
import { incomeOf } from '../../sim/engine/conspirators.ts';
import type { AttackScenario, ParameterValue, Scenario } from '../../sim/index.ts';
import {
  attack,
  type Changes,
  hubScenario,
  reputers,
  runHub,
  smallTopic,
  withTopics,
} from '../engine/small-scenario.ts';

const start = 5;
const epochs = 24;
/** Blocks of a month over those of a week, as the chain counts. */
const [blocksPerMonth, weeksPerMonth, epochLength] = [471_300, 4.345, 60];
const week = (epochLength * weeksPerMonth) / blocksPerMonth;

/** Two topics alike, in one of which an attacker has keys and pays fees. Nobody else pays after the start. */
function scenarioWith(
  values: Readonly<Record<string, ParameterValue>> = {},
  plan: Partial<AttackScenario> = {},
  smoothing = 'per-epoch',
): Scenario {
  const set = { dataSendingFee: 0, registrationFee: 0, topicWeightSmoothing: smoothing };
  const like: Changes = { funding: { initial: 2, perEpoch: 0 }, reputers: [reputers('honest', 3)], set };
  const scenario = hubScenario({
    ...like,
    epochs,
    attacks: [attack('wash-fees', { identities: 2, fee: 0.5, ...values }, { start, ...plan })],
  });
  const topics = ['topic', 'other'].map((name) => smallTopic(name, 'v0.17', set, { ...like, rewardPerEpoch: null }));
  return withTopics(scenario, topics);
}

interface End {
  readonly weight: number;
  readonly revenue: number;
  readonly stake: number;
  readonly share: number;
  readonly reward: number;
}

/** Of each epoch end of the topic attacked, and what the attack has earned and paid. */
function run(scenario: Scenario): { readonly ends: readonly End[]; readonly income: number; readonly fees: number } {
  const ends: End[] = [];
  const { world } = runHub(scenario, (_run, done) => {
    if (done?.name !== 'topic') return;
    const { weight, feeRevenue, stake, share, rewardPool } = done.economy;
    ends.push({ weight, revenue: feeRevenue, stake, share, reward: rewardPool });
  });
  const [attacker] = world.attackers;
  return { ends, income: incomeOf(attacker), fees: attacker.account.paid[0] };
}

describe('wash fees', () => {
  it.each([
    ['per-epoch', 0.5],
    ['by-cadence', 1 - 0.5 ** week],
  ])('raise the topic’s weight as the formula of weights says, smoothed %s', (smoothing, alpha) => {
    const { ends } = run(scenarioWith({}, {}, smoothing));
    for (let n = 1; n < ends.length - 3; ++n) {
      const paid = ends[n - 1].revenue;
      const [without, withFee] = [paid, paid + 0.5].map(
        (revenue) => alpha * Math.sqrt(ends[n].stake * revenue) * 1e18 + (1 - alpha) * ends[n - 1].weight,
      );
      // Nonce n is closed when n + 3 is the next to open, and is followed by a fee if that one is in the attack’s time.
      const pays = n - 1 + 3 >= start;
      expect(ends[n].weight / (pays ? withFee : without), `end ${n}`).toBeCloseTo(1, 9);
      expect(ends[n].revenue).toBeCloseTo((paid + (pays ? 0.5 : 0)) * (1 - week), 9);
    }
  });

  it('are paid once per epoch from the start on, and not when played honestly', () => {
    expect(run(scenarioWith({}, { play: 'honest' })).fees).toBe(0);
    expect(run(scenarioWith({}, { start: epochs })).fees).toBe(0);
    expect(run(scenarioWith()).fees).toBeGreaterThan(0.5 * 17);
    expect(run(scenarioWith({}, { duration: 4 })).fees).toBeCloseTo(2, 9);
  });

  it('go anywhere when played at random: as much in all, less of it into its own topic', () => {
    const [own, random] = [run(scenarioWith()), run(scenarioWith({}, { play: 'random' }))];
    expect(random.fees).toBeCloseTo(own.fees, 9);
    const revenue = ({ ends }: typeof own) => ends[ends.length - 1].revenue;
    expect(revenue(random)).toBeLessThan(revenue(own));
    expect(revenue(random)).toBeGreaterThan(2);
  });

  it('come back to the part of the topic’s extra reward that its keys recapture', () => {
    const [washed, honest] = [run(scenarioWith()), run(scenarioWith({}, { play: 'honest' }))];
    const reward = ({ ends }: typeof washed) => ends.reduce((sum, end) => sum + end.reward, 0);
    const [gain, extra] = [washed.income - honest.income, reward(washed) - reward(honest)];
    const recapture = honest.income / reward(honest);
    expect(extra).toBeGreaterThan(10);
    expect(gain / extra / recapture).toBeGreaterThan(0.9);
    expect(gain / extra / recapture).toBeLessThan(1.1);
  });

  it('pay where the recaptured share is above break-even, and do not where it is below', () => {
    const honest = run(scenarioWith({}, { play: 'honest' }));
    const recapture = honest.income / honest.ends.reduce((sum, { reward }) => sum + reward, 0);
    const against = (fee: number) => {
      const { income, fees, ends } = run(scenarioWith({ fee }));
      // Of the last epoch; weights in units of that of the other topic, which is the same in both runs.
      const [before, after] = [honest.ends, ends].map((all) => all[all.length - 1].share);
      const { reward } = ends[ends.length - 1];
      const least = breakEvenRecapture(fee, reward / after, before / (1 - before), after / (1 - after), 1);
      return { net: income - honest.income - fees, least };
    };
    const [low, high] = [against(0.5), against(60)];
    expect(low.least).toBeLessThan(recapture);
    expect(low.net).toBeGreaterThan(0);
    expect(high.least).toBeGreaterThan(recapture);
    expect(high.net).toBeLessThan(0);
  });
});

describe('breakEvenRecapture', () => {
  it('is the fee over the emission that it moves', () => {
    // From a third to a half of 120: 20 for a fee of 5.
    expect(breakEvenRecapture(5, 120, 1, 2, 2)).toBeCloseTo(0.25, 12);
  });

  it('is above 1 where the whole topic would not pay for it', () => {
    expect(breakEvenRecapture(30, 120, 1, 2, 2)).toBeCloseTo(1.5, 12);
  });

  it('is infinite where no other topic has anything to lose', () => {
    expect(breakEvenRecapture(5, 120, 1, 2, 0)).toBe(Infinity);
  });
});
