import { describe, expect, it } from 'vitest';
import { createWorld } from '../../sim/engine/step.ts';
import type { AttackScenario, Scenario } from '../../sim/index.ts';
import { attack, type Changes, forecasters, inferers, reputers, smallScenario } from '../engine/small-scenario.ts';
import { allClose, close } from '../support/close.ts';
import { type Judged, judgementsOf } from './judgements.ts';

const start = 12;
const joins = 5;
/** Places of the members: behind three honest reputers. */
const members = [3, 4, 5];

function scenarioWith(
  values: Record<string, number> = {},
  plan: Partial<AttackScenario> = {},
  changes: Changes = {},
): Scenario {
  return smallScenario({
    epochs: 24,
    inferers: [inferers('honest', 6), inferers('noisy', 2)],
    forecasters: [forecasters('ema', 2)],
    reputers: [reputers('honest', 3)],
    attacks: [attack('reputer-cartel', { identities: 3, victims: 2, ...values }, { joins, start, ...plan })],
    ...changes,
  });
}

/** The inferers with the lowest smoothed losses in what was judged before. */
function best(judged: readonly Judged[], count: number): number[] {
  const average = new Map<number, number>();
  for (const { losses } of judged) {
    for (const [x, loss] of losses) {
      const before = average.get(x);
      average.set(x, before === undefined ? loss : before + 0.1 * (loss - before));
    }
  }
  return [...average]
    .sort(([, a], [, b]) => a - b)
    .slice(0, count)
    .map(([x]) => x);
}

describe('a cartel of reputers', () => {
  it('reports what its members see, each for itself, until it starts', () => {
    const judged = judgementsOf(scenarioWith());
    for (const { epoch, reports, trueLoss } of judged.slice(0, start)) {
      expect([...reports.keys()]).toEqual(epoch < joins ? [0, 1, 2] : [0, 1, 2, ...members]);
      if (epoch < joins) continue;
      const own = members.map((m) => reports.get(m) as number[]);
      expect(new Set(own.map(String)).size).toBe(3);
      // Errors of a standard deviation of 0.1.
      for (const report of own) {
        report.forEach((loss, v) => {
          if (!Number.isNaN(trueLoss[v])) expect(Math.abs(loss - trueLoss[v])).toBeLessThan(0.6);
        });
      }
    }
  });

  it('reports the same under every key from then on, to the last digit', () => {
    for (const { reports } of judgementsOf(scenarioWith()).slice(start)) {
      const [first, ...others] = members.map((m) => reports.get(m) as number[]);
      for (const other of others) expect(other).toEqual(first);
      expect(first).not.toEqual(reports.get(0));
    }
  });

  it.each([
    [0.5, -0.5, 2],
    [2, -1, 1],
    [-3, 0.25, 3],
  ])(
    'adds %f to the victims’ losses and %f to those without a victim, of %i victims, and nothing else',
    (own, oneOut, victims) => {
      const lying = judgementsOf(scenarioWith({ ownShift: own, oneOutShift: oneOut, victims, noise: 0 }));
      // What the members know when they first lie: losses of the nonces closed before.
      const chosen = best(lying.slice(0, start), victims);
      for (const { reports, trueLoss, layout, inferers: places } of lying.slice(start)) {
        const expected = trueLoss.slice();
        places.forEach((x, j) => {
          if (!chosen.includes(x)) return;
          expected[layout.inferer + j] += own;
          expected[layout.oneOutInferer + j] += oneOut;
        });
        expect(chosen).toHaveLength(victims);
        for (const m of members) expect(reports.get(m)).toEqual(expected);
      }
    },
  );

  it('picks the best of those known when it starts, once and for all', () => {
    const scenario = scenarioWith({ noise: 0 }, {}, { epochs: 60 });
    const lying = judgementsOf(scenario);
    const chosen = best(lying.slice(0, start), 2);
    expect(best(lying, 2).sort()).not.toEqual([...chosen].sort()); // it has made them look bad
    for (const { reports, trueLoss, layout, inferers: places } of lying.slice(start)) {
      const report = reports.get(members[0]) as number[];
      const shifted = places.filter((_, j) => report[layout.inferer + j] !== trueLoss[layout.inferer + j]);
      expect(shifted.sort()).toEqual([...chosen].sort());
    }
  });

  it('shares one error for each value, of the size of `noise`, that hangs on what the value is about', () => {
    const errorsIn = (scenario: Scenario) => {
      const errors = new Map<string, number>();
      for (const { epoch, reports, trueLoss, layout, inferers: places } of judgementsOf(scenario).slice(start)) {
        const report = reports.get(members[0]) as number[];
        errors.set(`combined in epoch ${epoch}`, report[0] - trueLoss[0]);
        // Forecasters’ values stand behind those of the inferers.
        errors.set(`first forecaster in epoch ${epoch}`, report[2 + places.length] - trueLoss[2 + places.length]);
        places.forEach((x, j) => {
          const name = x < 6 ? `honest-${x}` : `noisy-${x}`;
          errors.set(`${name} in epoch ${epoch}`, report[layout.inferer + j] - trueLoss[layout.inferer + j]);
        });
      }
      return errors;
    };
    const plain = { ownShift: 0, oneOutShift: 0, noise: 0.2 };
    const some = errorsIn(scenarioWith(plain));
    const size = Math.sqrt([...some.values()].reduce((sum, error) => sum + error * error, 0) / some.size);
    expect(Math.abs(size / 0.2 - 1)).toBeLessThan(0.25); // 120 errors: four standard errors
    expect(new Set([...some.values()].map((error) => error.toFixed(9))).size).toBe(some.size);
    // Another inferer moves places, and no error.
    const more = errorsIn(scenarioWith(plain, {}, { inferers: [inferers('honest', 6), inferers('biased', 1)] }));
    let compared = 0;
    for (const [what, error] of some) {
      if (what.startsWith('noisy')) continue;
      expect(Math.abs((more.get(what) as number) - error), what).toBeLessThan(1e-12);
      ++compared;
    }
    expect(compared).toBe(12 * 8);
  });

  it.each([0.1, 0.4, 0.7])('holds %f of all stake in the topic, in equal parts', (stakeShare) => {
    const [{ stake }] = createWorld(scenarioWith({ stakeShare })).topics;
    const total = stake.reduce((sum, own) => sum + own, 0);
    allClose(
      members.map((m) => stake[m]),
      members.map(() => (stakeShare * total) / 3),
      1e-12,
    );
    const alone = createWorld({ ...scenarioWith(), attacks: [] }).topics[0].stake;
    expect(Array.from(stake.subarray(0, 3))).toEqual(Array.from(alone));
  });

  it('errs relative to the loss where losses may be negative', () => {
    const changes: Changes = { loss: { method: 'poisson' }, truth: { process: 'gbm-price' } };
    const { reports, trueLoss } = judgementsOf(scenarioWith({ noise: 0.05, ownShift: 0, oneOutShift: 0 }, {}, changes))[
      start
    ];
    const report = reports.get(members[0]) as number[];
    const relative = report.map((loss, v) => Math.abs(loss / trueLoss[v] - 1)).filter((error) => !Number.isNaN(error));
    expect(Math.max(...relative)).toBeLessThan(0.3);
    expect(Math.max(...relative)).toBeGreaterThan(0.01);
    close(Math.sign(trueLoss[0]), -1, 0);
  });

  it.each([0.2, 0.5, 0.8])(
    'with a share %f of the stake moves the network’s losses by that share of its shift',
    (share) => {
      const [lying, honest] = [1, 0].map((size) => {
        const values = { stakeShare: share, ownShift: 0.4 * size, oneOutShift: -0.2 * size, noise: 0 };
        return judgementsOf(scenarioWith(values, {}, { reputers: [reputers('perfect', 3)] }));
      });
      const chosen = best(honest.slice(0, start), 2);
      const { network, inferers: places, layout } = lying[start];
      places.forEach((x, j) => {
        const by = chosen.includes(x) ? share : 0;
        close(network[layout.inferer + j] - honest[start].network[layout.inferer + j], 0.4 * by, 1e-12);
        close(network[layout.oneOutInferer + j] - honest[start].network[layout.oneOutInferer + j], -0.2 * by, 1e-12);
      });
    },
  );

  it('before listening answers moves the consensus by its part of the adjusted stake, which is capped', () => {
    // Three members of 0.9 / 3 and three honest reputers of 0.1 / 3: caps of 1 against 6 x 0.1 / 3 = 0.2, 3 against 0.6.
    const changes: Changes = { reputers: [{ ...reputers('perfect', 3), stake: { median: 1000, sigma: 0 } }] };
    const all = { ...changes, set: { gradientDescentMaxIters: 1 } };
    const plan = { joins: start, start };
    const [judged] = judgementsOf(
      scenarioWith({ stakeShare: 0.9, noise: 0, ownShift: 1, oneOutShift: 0 }, plan, all),
    ).slice(start);
    allClose(judged.adjusted, [0.2, 0.2, 0.2, 1, 1, 1], 1e-12);
    // Distances of the two sides from the consensus: 0.6 / 3.6 and 3 / 3.6 of the shift of two losses.
    const shifted = judged.trueLoss.map(
      (loss, v) => loss + (3 / 3.6) * ((judged.reports.get(3) as number[])[v] - loss),
    );
    const norm = Math.sqrt(shifted.reduce((sum, loss) => sum + loss * loss, 0));
    const scoreAt = (part: number) => 1 / ((part * Math.SQRT2) / norm + 0.01);
    allClose(
      judged.scores,
      [3, 3, 3, 0.6, 0.6, 0.6].map((far) => scoreAt(far / 3.6)),
      1e-9,
    );
  });

  it('played honestly, or at no strength, reports as honest reputers with its noise do', () => {
    const honest = judgementsOf(scenarioWith({}, { play: 'honest' }));
    expect(judgementsOf(scenarioWith({}, { start: 24 }))).toEqual(honest);
    expect(judgementsOf(scenarioWith()).slice(0, start)).toEqual(honest.slice(0, start));
  });
});
