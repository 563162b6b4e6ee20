import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParameterValue } from '../../sim/index.ts';
import { modifiedEntropy } from '../../sim/protocol/modified-entropy.ts';
import { attack, everything, inferers, rowsOf, runColumns, smallScenario } from '../engine/small-scenario.ts';
import { moments } from '../policies/views.ts';

const start = 12;

/** What each of four keys says in each epoch, less the truth. */
function errorsOf(values: Readonly<Record<string, ParameterValue>>, epochs = 40, seed = 'small'): number[][] {
  const attacks = [attack('sybil', { identities: 4, ...values }, { joins: 3, start })];
  const scenario = smallScenario({ seed, epochs, attacks, record: everything, truth: { process: 'gbm-return' } });
  const { tables } = runColumns(scenario);
  const truths = tables.epochs.numbers.truth;
  const rows = rowsOf(tables.actors).filter(({ policy }) => policy === 'sybil');
  return Array.from({ length: epochs }, (_, epoch) =>
    rows.filter((row) => row.epoch === epoch).map(({ value }) => Number(value) - truths[epoch]),
  );
}

/** Mean square of the differences of keys, over twice the mean square of their errors: 0 for copies, 1 for strangers. */
function strangeness(rows: readonly number[][]): number {
  let apart = 0;
  let pairs = 0;
  let square = 0;
  let count = 0;
  for (const row of rows) {
    row.forEach((a, n) => {
      square += a * a;
      ++count;
      for (const b of row.slice(n + 1)) {
        apart += (a - b) ** 2;
        ++pairs;
      }
    });
  }
  return apart / pairs / (2 * (square / count));
}

describe('a Sybil group', () => {
  it('says nothing before its keys join, and each key something of its own until it starts', () => {
    const errors = errorsOf({ jitter: 0 });
    errors.forEach((row, epoch) => {
      expect(row).toHaveLength(epoch < 3 ? 0 : 4);
      if (epoch >= 3 && epoch < start) expect(new Set(row).size).toBe(4);
    });
  });

  it('without jitter says the same under every key, to the bit, once it has started', () => {
    for (const row of errorsOf({ jitter: 0 }).slice(start)) {
      expect(new Set(row).size).toBe(1);
      expect(row[0]).not.toBe(0);
    }
  });

  it('with all jitter is as many models as keys', () => {
    const errors = errorsOf({ jitter: 1 }, 600).slice(start);
    expect(errors.every((row) => new Set(row).size === 4)).toBe(true);
    expect(Math.abs(strangeness(errors) - 1)).toBeLessThan(0.15);
  });

  it('in between shares all of its error but the jitter’s square', () => {
    for (const jitter of [0.05, 0.5, 0.9]) {
      const found = strangeness(errorsOf({ jitter }, 600).slice(start));
      expect(Math.abs(found / jitter ** 2 - 1), `jitter ${jitter}`).toBeLessThan(0.2);
    }
  });

  it('is as good with any jitter, and before it starts: only what its keys have in common differs', () => {
    const deviations = [0, 0.05, 0.5, 1].map((jitter) => {
      const errors = errorsOf({ jitter, errorDeviation: 2 }, 800).slice(60);
      return moments(errors.map(([first]) => first)).deviation;
    });
    const [none, ...rest] = deviations;
    for (const deviation of rest) expect(Math.abs(deviation / none - 1)).toBeLessThan(0.1);
    const better = moments(
      errorsOf({ jitter: 0, errorDeviation: 1 }, 800)
        .slice(60)
        .map(([first]) => first),
    ).deviation;
    expect(none / better).toBeCloseTo(2, 10); // the same draws
  });

  it('leaves what others say as it is', () => {
    const scenario = (attacks: ReturnType<typeof attack>[]) =>
      smallScenario({
        epochs: 25,
        attacks,
        record: everything,
        inferers: [inferers('honest', 6), inferers('correlated', 4)],
      });
    const said = (attacks: ReturnType<typeof attack>[]) =>
      rowsOf(runColumns(scenario(attacks)).tables.actors)
        .filter(({ role, policy }) => role === 'inferer' && policy !== 'sybil')
        .map(({ epoch, actor, value }) => [epoch, actor, value]);
    expect(said([attack('sybil', {}, { start })])).toEqual(said([]));
  });
});

describe('a Sybil group and the entropy of rewards', () => {
  const beta = 0.25;
  /** Modified entropy of constant reward fractions. */
  const entropyOf = (fractions: readonly number[]) => {
    const places = Int32Array.from(fractions.keys());
    const kept = new Float64Array(fractions.length).fill(NaN);
    return modifiedEntropy(Float64Array.from(fractions), places, fractions.length, kept, 0.1, beta);
  };
  const equal = (count: number, total = 1) => Array.from({ length: count }, () => total / count);

  it('has ln k where k keys are all that is paid, and the chain’s ln 2 / 4 as one', () => {
    for (const k of [2, 8, 30]) expect(entropyOf(equal(k))).toBeCloseTo(Math.log(k), 12);
    expect(entropyOf([1])).toBeCloseTo(Math.log(2) / 4, 12);
  });

  it('gains what the formula says by splitting a share s over k keys among n honest ones', () => {
    const formula = (n: number, s: number, k: number) => {
      const squares = (1 - s) ** 2 / n + s ** 2 / k;
      const plain = -(1 - s) * Math.log((1 - s) / n) - s * Math.log(s / k);
      return plain * (1 / squares / (n + k)) ** beta;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, k, s) => {
          const found = entropyOf([...equal(n, 1 - s), ...equal(k, s)]);
          expect(found).toBeCloseTo(formula(n, s, k), 10);
        },
      ),
    );
    // Twelve honest keys and a thirteenth's share: with eight keys the class has less than with one, since seven count as absent.
    expect(formula(12, 1 / 13, 8) / formula(12, 1 / 13, 1)).toBeLessThan(1);
    // Half of all rewards split over as many keys as there are honest ones is worth a whole class.
    expect(formula(12, 0.5, 12)).toBeCloseTo(Math.log(24), 12);
  });

  it('with keys that are worth nothing lowers the entropy of its class by (N_eff / N)^beta', () => {
    // 12 that share everything and 8 with next to nothing: N_eff = 12, N = 20.
    const worthless = 1e-12;
    const lowered = entropyOf([...equal(12, 1 - 8 * worthless), ...equal(8, 8 * worthless)]) / entropyOf(equal(12));
    expect(lowered).toBeCloseTo((12 / 20) ** beta, 8);
  });

  it('stands in a run for as much as the formula says of the rewards paid', () => {
    const alpha = 0.1;
    const scenario = smallScenario({
      epochs: 40,
      record: everything,
      attacks: [attack('sybil', { identities: 6 }, { joins: 4, start })],
    });
    const { tables } = runColumns(scenario);
    const rows = rowsOf(tables.actors).filter(({ role }) => role === 'inferer');
    const smoothed = new Map<string, number>();
    let compared = 0;
    rowsOf(tables.epochs).forEach(({ epoch, status, inferers_entropy: found }) => {
      if (status !== 'paid') return;
      const now = rows.filter((row) => row.epoch === epoch && row.active === 1);
      const total = now.reduce((sum, { reward }) => sum + Number(reward), 0);
      for (const { actor, reward } of now) {
        const fraction = Number(reward) / total;
        const before = smoothed.get(String(actor));
        smoothed.set(String(actor), before === undefined ? fraction : alpha * fraction + (1 - alpha) * before);
      }
      const kept = now.map(({ actor }) => Number(smoothed.get(String(actor))));
      const sum = kept.reduce((one, other) => one + other, 0);
      const effective = 1 / kept.reduce((squares, one) => squares + one * one, 0);
      const plain = -kept.reduce((entropy, one) => entropy + (one / sum) * Math.log(one / sum), 0);
      now.forEach(({ actor }, l) => {
        smoothed.set(String(actor), kept[l] / sum);
      });
      expect(found).toBeCloseTo(plain * (effective / now.length) ** beta, 9);
      ++compared;
    });
    expect(compared).toBeGreaterThan(25);
  });
});
