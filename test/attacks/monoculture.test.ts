import { describe, expect, it } from 'vitest';
import { honestInferer } from '../../sim/attacks/honest-keys.ts';
import { monoculture } from '../../sim/attacks/monoculture.ts';
import type { AttackScenario } from '../../sim/index.ts';
import type { Inferer } from '../../sim/policies/policy.ts';
import { attack, inferers, runColumns, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { births, moments } from '../policies/views.ts';
import { errorIn, minds, planned, victims } from './planned.ts';

const epochs = 4000;
const errors = births(40, 'errors');
const always = { strength: () => 1 };
const ownError = (n: number, epoch: number) => errors[n].own.normal(epoch, 0);

/** Errors of each mind in each epoch, in its own honest standard deviations. */
function errorsOf(own: readonly Inferer[], deviation = 2, count = epochs): number[][] {
  const unit = errorIn(honestInferer(deviation), 0, { error: 1 });
  return Array.from({ length: count }, (_, epoch) =>
    own.map((mind, n) => errorIn(mind, epoch, { error: ownError(n, epoch) }) / unit),
  );
}

const mean = (row: readonly number[]) => row.reduce((sum, one) => sum + one, 0) / row.length;

describe('a monoculture', () => {
  it.each([
    [0, 4],
    [0.5, 2],
    [0.5, 8],
    [0.9, 8],
    [1, 5],
  ])(
    'with correlation %f has in %i models no more than 1 / (rho + (1 - rho) / N) independent ones',
    (rho, identities) => {
      const said = errorsOf(minds(planned(monoculture, { identities, rho, failureRate: 0 }, always), identities));
      const single = moments(said.map(([one]) => one)).deviation;
      const together = moments(said.map(mean)).deviation;
      expect(Math.abs(single - 1)).toBeLessThan(4 / Math.sqrt(2 * epochs));
      const effective = 1 / (rho + (1 - rho) / identities);
      expect(Math.abs(1 / together ** 2 / effective - 1)).toBeLessThan(4 * Math.sqrt(2 / epochs));
    },
  );

  it.each([0, 0.05, 0.3, 1])('fails in a share of %f of the epochs, under all keys at once', (failureRate) => {
    const values = { rho: 1, failureRate };
    const usual = errorsOf(minds(planned(monoculture, { ...values, failureRate: 0 }, always), 3));
    const said = errorsOf(minds(planned(monoculture, { ...values, failureFactor: 6 }, always), 3));
    let failed = 0;
    said.forEach((row, epoch) => {
      const factors = row.map((one, n) => Math.round((one / usual[epoch][n]) * 1e6) / 1e6);
      expect(new Set(factors).size).toBe(1);
      expect([1, 6]).toContain(factors[0]);
      if (factors[0] === 6) ++failed;
    });
    const error = Math.sqrt((failureRate * (1 - failureRate)) / epochs);
    expect(Math.abs(failed / epochs - failureRate)).toBeLessThanOrEqual(4 * error);
  });

  it('is the same model under its keys and under those of the honest who follow', () => {
    const plan = planned(monoculture, { rho: 1, followers: 1 }, always);
    const [key] = minds(plan, 1);
    const [victim] = victims(1);
    const follower = plan.overInferer?.(honestInferer(1), victim) as Inferer;
    for (let epoch = 0; epoch < 50; ++epoch) {
      expect(errorIn(key, epoch) / errorIn(follower, epoch)).toBeCloseTo(2, 12);
    }
  });

  it.each([0, 0.3, 1])(
    'has a share of %f of the honest inferers as followers; the others keep their minds',
    (followers) => {
      const plan = planned(monoculture, { followers });
      const crowd = victims(400);
      const own = honestInferer(2);
      const count = crowd.filter((victim) => plan.overInferer?.(own, victim) !== own).length;
      expect(Math.abs(count / 400 - followers)).toBeLessThanOrEqual(4 * Math.sqrt((followers * (1 - followers)) / 400));
    },
  );

  it('leaves followers their skill, bias and memory', () => {
    const plan = planned(monoculture, { rho: 0.8, followers: 1, failureRate: 0 }, always);
    const [victim] = victims(1);
    const observe = () => {};
    const mind = { ...honestInferer(3), infer: honestInferer(3).infer, observe };
    const follower = plan.overInferer?.(mind, victim) as Inferer;
    expect(follower.observe).toBe(observe);
    const { deviation } = moments(errorsOf([follower], 3).map(([one]) => one));
    expect(Math.abs(deviation - 1)).toBeLessThan(4 / Math.sqrt(2 * epochs));
  });

  it('at random is as many models that fail as often, each by itself', () => {
    const plan = planned(monoculture, { rho: 1, followers: 1 }, { ...always, play: 'random' });
    const [one, other] = victims(2).map((victim) => plan.overInferer?.(honestInferer(2), victim) as Inferer);
    const said = errorsOf([one, other]);
    const product = moments(said.map(([a, b]) => a * b)).mean;
    const variance = moments(said.map(([a]) => a)).deviation ** 2;
    expect(Math.abs(product / variance)).toBeLessThan(0.1);
    // 0.95 + 0.05 x 25
    expect(Math.abs(variance / 2.2 - 1)).toBeLessThan(0.25);
  });

  it('takes the honest with it in a run, and no one before it starts', () => {
    const changes = { epochs: 40, inferers: [inferers('honest', 8)] };
    const plan = { joins: 30, start: 30 };
    const values = { rho: 1, followers: 1, failureRate: 0 };
    const signs = new Set<number>();
    const scenario = smallScenario({
      ...changes,
      set: { outperformerProbability: 0 },
      attacks: [attack('monoculture', values, plan)],
    });
    runTopic(scenario, ({ nonce }) => {
      if (nonce.epoch < 30) return;
      const off = Array.from(nonce.inferences.subarray(0, 4), (said) => Math.sign(said - nonce.step.truth));
      // Born biases are smaller than the common error, mostly.
      signs.add(Math.abs(off.reduce((sum, sign) => sum + sign, 0)));
    });
    expect([...signs]).toContain(4);
    const rowsUntil30 = (attacks: readonly AttackScenario[]) =>
      runColumns(smallScenario({ ...changes, attacks, epochs: 30 })).tables;
    expect(rowsUntil30([attack('monoculture', values, plan)])).toEqual(rowsUntil30([]));
  });
});
