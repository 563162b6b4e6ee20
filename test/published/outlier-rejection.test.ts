import { describe, expect, it } from 'vitest';
import { keepInto, updateOutlierStatistics } from '../../sim/protocol/outlier-resistant.ts';
import { drawKeyInto } from '../../sim/random/draw-key.ts';
import { rootKey } from '../../sim/random/root-key.ts';
import { studentT } from '../../sim/random/student-t.ts';
import { inFull } from '../support/in-full.ts';

/*
 * How often the outlier filter, at its threshold of 11 median absolute deviations, rejects an honest inference, when it
 * knows the spread of the population. Source: the network's research forum, topic 94.
 */

const threshold = 11;

/** The distance from a median of 1 at which the filter begins to reject, found by asking it. */
function reach(medianAbsoluteDeviation: number): number {
  const statistics = { median: 1, medianAbsoluteDeviation };
  let [inside, outside] = [0, 1e3];
  while (outside - inside > 1e-12 * outside) {
    const middle = (inside + outside) / 2;
    const keeps = keepInto(Float64Array.of(1 + middle), 1, statistics, threshold, new Uint8Array(1)) === 1;
    if (keeps) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** P(|x| > z) of a standard normal x, by the continued fraction of the complementary error function; z > 3. */
function normalTails(z: number): number {
  let fraction = z;
  for (let n = 200; n > 0; --n) fraction = z + n / fraction;
  return (2 * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) / fraction;
}

/** P(|t| > x) of Student t with 3, 4 or 5 degrees of freedom, in closed form. */
function studentTails(nu: number, x: number): number {
  const angle = Math.atan(x / Math.sqrt(nu));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  if (nu === 4) return 1 - sine * (1 + cosine ** 2 / 2);
  return 1 - (2 / Math.PI) * (angle + sine * (nu === 3 ? cosine : cosine + (2 / 3) * cosine ** 3));
}

/** The x with P(|t| > x) = 1/2: the population's median absolute deviation. */
function studentDeviation(nu: number): number {
  let [low, high] = [0, 2];
  for (let n = 0; n < 60; ++n) {
    const middle = (low + high) / 2;
    if (studentTails(nu, middle) > 0.5) low = middle;
    else high = middle;
  }
  return low;
}

const within = (value: number, expected: number, share: number) =>
  expect(Math.abs(value / expected - 1), `${value} for ${expected}`).toBeLessThan(share);

describe('published: rejection rate of the outlier filter', () => {
  it('rejects one honest Gaussian inference in eight million million', () => {
    within(normalTails(reach(0.6744897501960817)), 1.2e-13, 0.1);
  });

  it.each([[5, 4.9e-4], [3, 3.5e-3], ...inFull([4, 1.2e-3])])(
    'rejects heavy tails of %i degrees of freedom at a rate of %f',
    (nu, expected) => {
      const exact = studentTails(nu, reach(studentDeviation(nu)));
      within(exact, expected, 0.1);

      const count = 1_000_000;
      const key = new Int32Array(4);
      drawKeyInto(rootKey('outlier rejection'), 0, 0, 0, nu, key);
      const values = new Float64Array(count);
      for (let n = 0; n < count; ++n) values[n] = 50 + studentT(key, 0, n, nu);
      const statistics = { median: 0, medianAbsoluteDeviation: 0 };
      updateOutlierStatistics(values, count, 0.2, statistics, new Float64Array(count));
      const rejected = count - keepInto(values, count, statistics, threshold, new Uint8Array(count));
      within(statistics.medianAbsoluteDeviation, studentDeviation(nu), 0.01);
      expect(Math.abs(rejected / count - exact)).toBeLessThan(4 * Math.sqrt(exact / count));
      within(rejected / count, expected, 0.15);
    },
  );
});
