import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { czar } from '../../../sim/protocol/losses/czar.ts';
import { spreadNumber } from '../spread-numbers.ts';

const within = (value: number, expected: number, relative = 1e-12) =>
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(relative * Math.abs(expected));

const score = (size: number) => fc.oneof(spreadNumber(-size, size), spreadNumber(-size, size));
const shapes = fc.record({
  alpha: fc.constantFrom(0, 1e-9, 0.01, 0.3, 1, 5),
  epsilon: fc.constantFrom(0, 0.01, 1, 10, 1e300),
  tau: fc.constantFrom(-1, 0, 1e-12, 0.05, 1, 50),
});

/** The published formulas word by word, in doubles: good where nothing cancels or overflows. */
function plainCzar(y: number, p: number, alpha: number, eps: number, tau: number): number {
  const sign = (x: number) => (x >= 0 ? 1 : -1);
  const d = alpha / Math.sqrt(3);
  const q = 1 + d * d;
  const D = (x: number) => 1 / (1 + x * x);
  const H = (x: number) => (2 * Math.abs(x)) / (1 + x * x) ** 2;
  const base = (z: number, v: number) => {
    const s = sign(z);
    const u = s * v;
    const dz = z + s * d;
    const dv = v + sign(v) * d;
    if (u <= 0) return (q * H(d) * v * v) / 2 - s * v + s * q * (Math.atan(dz) - Math.atan(s * d));
    if (u <= Math.abs(z)) return s * q * (Math.atan(dz) - Math.atan(dv));
    return (Math.min(q * H(dz), q * H(d)) * (v - z) ** 2) / 2 + s * q * D(dz) * (v - z);
  };
  if (eps === 0) return base(y, p);
  const b = d / q;
  const A = q * (Math.atan(eps + d) - Math.atan(d));
  const e = d === 0 ? Math.atan(eps) : (-1 + Math.sqrt(1 + 4 * b * A)) / (2 * b);
  const K = e + b * e * e;
  const m = 1 - (q * (Math.atan(Math.abs(y) + d) - Math.atan(d))) / K;
  const t = tau * Math.abs(1 - (q * (Math.PI / 2 - Math.atan(d))) / K);
  const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  const norm = tau <= 0 ? Math.max(m, 0) : softplus(m / t) / softplus(1 / t);
  return base(y, p) + norm * base(0, e);
}

describe('czar', () => {
  it.each([
    [0.01, 1, -0.5, 1.3110935411108833],
    [0.01, 1, 0.5, 0.34715249956876176],
    [0.01, 1, 1.5, 0.27713337505233704],
    [0.01, 0, 0, 0.7825292423429032],
    [0.01, 0, 1, 1.7883025525911247],
    [0.01, 2, 0, 1.1025750390755207],
    [0.01, -1, -0.25, 0.5650103747150385],
    [0.01, 1, -10, 11.38698123837096],
    [0.01, 1, 10, 4.969002474430081],
    [1, 1, -0.5, 1.277257108913288],
    [1, 1, 0.5, 0.270314256882699],
    [1, 1, 1.5, 0.260455524262833],
    [1, 0, 0, 0.6428941446819457],
    [1, 0, 1, 2.075906846574165],
    [1, 2, 0, 0.9028148080220594],
  ])('with alpha %f matches the published loss of truth %f and prediction %f', (alpha, truth, prediction, expected) => {
    within(czar.create({ alpha })(truth, prediction, 1), expected);
    if (alpha === 0.01)
      expect(czar.create({})(truth, prediction, 1)).toBe(czar.create({ alpha })(truth, prediction, 1));
    within(czar.create({ alpha, mean: 3 })(3 + 2 * truth, 3 + 2 * prediction, 2), expected);
  });

  it('is the published formulas for other parameters, in every branch', () => {
    const parameters = fc.record({
      alpha: fc.constantFrom(0, 0.01, 0.5, 1, 3),
      epsilon: fc.constantFrom(0, 0.1, 1, 4),
      tau: fc.constantFrom(-1, 0, 0.05, 0.5, 2),
    });
    fc.assert(
      fc.property(parameters, score(5), score(5), (shape, y, v) => {
        const expected = plainCzar(y, v, shape.alpha, shape.epsilon, shape.tau);
        expect(Math.abs(czar.create(shape)(y, v, 1) - expected)).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(expected)));
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it('is the same for a mirrored truth and prediction', () => {
    fc.assert(
      fc.property(shapes, score(50), score(50), (shape, y, v) => {
        const loss = czar.create(shape);
        expect(loss(-y, -v, 1)).toBe(loss(y, v, 1));
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

  it('is as bad upwards as downwards when the truth is 0, whatever the sign of that 0', () => {
    const loss = czar.create({});
    for (const v of [0.2, 3, 40]) {
      within(loss(0, v, 1), loss(0, -v, 1), 1e-14);
      expect(loss(-0, v, 1)).toBe(loss(0, v, 1));
    }
  });

  it('is continuous where the sign turns right and where the prediction reaches the truth', () => {
    fc.assert(
      fc.property(shapes, score(30), (shape, y) => {
        const loss = czar.create(shape);
        for (const border of [0, y]) {
          const middle = loss(y, border, 1);
          for (const step of [-1e-9, 1e-9]) {
            // The slope is at most 1 + curvature near both borders.
            expect(Math.abs(loss(y, border + step, 1) - middle)).toBeLessThanOrEqual(2.1e-9);
          }
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('is continuous in the truth where the truth changes sign', () => {
    fc.assert(
      fc.property(shapes, score(10), (shape, v) => {
        const loss = czar.create({ ...shape, tau: Math.max(shape.tau, 0.05), epsilon: Math.max(shape.epsilon, 1) });
        expect(Math.abs(loss(1e-9, v, 1) - loss(-1e-9, v, 1))).toBeLessThanOrEqual(1e-6);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('is smallest where the prediction is the truth, and grows from there on both sides', () => {
    fc.assert(
      fc.property(shapes, score(20), score(20), spreadNumber(0, 1), (shape, y, v, part) => {
        const loss = czar.create(shape);
        const between = loss(y, y + part * (v - y), 1);
        const far = loss(y, v, 1);
        expect(between).toBeLessThanOrEqual(far * (1 + 1e-12) + 1e-12);
        expect(loss(y, y, 1)).toBeLessThanOrEqual(between * (1 + 1e-12) + 1e-12);
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

  it('without epsilon is 0 for a right prediction, and with it carries a floor that large truths lose', () => {
    expect(czar.create({ epsilon: 0 })(0.7, 0.7, 1)).toBe(0);
    within(czar.create({ alpha: 0 })(0, 0, 1), Math.PI / 4, 1e-15);
    expect(czar.create({})(30, 30, 1)).toBeLessThan(1e-5);
    expect(czar.create({ tau: 0 })(1.001, 1.001, 1)).toBe(0);
    expect(czar.create({ tau: -3 })(0.5, 0.5, 1)).toBe(czar.create({ tau: 0 })(0.5, 0.5, 1));
  });

  it('approaches the kink of tau 0 as tau shrinks', () => {
    for (const y of [0, 0.3, 0.9, 1.1, 3]) {
      const kink = czar.create({ tau: 0 })(y, 0, 1);
      expect(Math.abs(czar.create({ tau: 1e-9 })(y, 0, 1) - kink)).toBeLessThan(1e-8);
    }
  });

  it('has the limits of alpha 0: an arc tangent short of the truth, a straight line beyond', () => {
    const loss = czar.create({ alpha: 0, epsilon: 0 });
    within(loss(1, 0, 1), Math.PI / 4, 1e-15);
    within(loss(1, -2, 1), 2 + Math.PI / 4, 1e-15);
    within(loss(1, 3, 1), 1, 1e-15);
    within(czar.create({ alpha: 1e-12, epsilon: 0 })(1, 3, 1), 1, 1e-11);
  });

  it('never is NaN or negative, however large the values', () => {
    const huge = fc.constantFrom(0, -0, 5e-324, 1e-200, 1, 1e77, 1e154, 1e155, 1e200, 1.7976931348623157e308);
    fc.assert(
      fc.property(
        shapes,
        huge,
        huge,
        fc.boolean(),
        fc.constantFrom(1e-300, 1, 1e300),
        (shape, y, v, isWrong, deviation) => {
          const loss = czar.create(shape)(y, isWrong ? -v : v, deviation);
          expect(loss).not.toBeNaN();
          expect(loss).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: 5, numRuns: 3000 },
    );
  });

  it('keeps its digits between huge neighbours', () => {
    const loss = czar.create({ epsilon: 0, alpha: 0 });
    within(loss(1e10, 0.5e10, 1), 1e-10, 1e-12);
    within(loss(1e200, 0.5e200, 1), 1e-200, 1e-12);
    within(loss(1e200, 3e200, 1), 2e-200, 1e-12);
  });

  it('refuses parameters out of bounds', () => {
    expect(() => czar.create({ alpha: -0.1 })).toThrow(RangeError);
    expect(() => czar.create({ epsilon: -1 })).toThrow(RangeError);
    expect(() => czar.create({ tau: Number.NaN })).toThrow(RangeError);
  });
});
