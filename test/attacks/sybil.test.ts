import { describe, expect, it } from 'vitest';
import type { ParameterValue } from '../../sim/index.ts';
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
