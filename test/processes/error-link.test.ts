import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromErrorSpace, toErrorSpace } from '../../sim/processes/error-link.ts';
import { close } from '../support/close.ts';

describe('where errors act', () => {
  it('is the truth itself unless the process says otherwise', () => {
    for (const value of [-3.5, 0, 1e300]) {
      expect(toErrorSpace('identity', value)).toBe(value);
      expect(fromErrorSpace('identity', value)).toBe(value);
    }
  });
  it('is the logit of a probability', () => {
    expect(toErrorSpace('logit', 0.5)).toBe(0);
    close(toErrorSpace('logit', 0.8), Math.log(4), 1e-15);
    close(fromErrorSpace('logit', -Math.log(4)), 0.2, 1e-15);
  });
  it('is the natural logarithm of a count, of half an event where there is none', () => {
    expect(toErrorSpace('log', 1)).toBe(0);
    close(toErrorSpace('log', 20), Math.log(20), 1e-15);
    close(toErrorSpace('log', 0), -Math.log(2), 1e-15);
    close(fromErrorSpace('log', Math.log(20)), 20, 1e-14);
  });
  it('is left again without loss', () => {
    const logits = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(logits, (value) => {
        const back = toErrorSpace('logit', fromErrorSpace('logit', value));
        // A probability near 1 has lost the digits that tell it from 1.
        expect(Math.abs(back - value)).toBeLessThan(1e-14 + 4e-16 * Math.exp(Math.abs(value)));
        close(fromErrorSpace('log', toErrorSpace('log', Math.exp(value) + 0.5)), Math.exp(value) + 0.5, 1e-13);
      }),
    );
  });
  it('gives probabilities inside 0 and 1 and counts above 0, however large the error', () => {
    for (const value of [-Infinity, -1e9, -50, 50, 1e9, Infinity]) {
      const probability = fromErrorSpace('logit', value);
      expect(probability).toBe(value < 0 ? 1e-12 : 1 - 1e-12);
      expect(Number.isFinite(toErrorSpace('logit', probability))).toBe(true);
      const count = fromErrorSpace('log', value);
      expect(count).toBeGreaterThan(0);
      expect(count * count).toBeLessThan(Infinity);
    }
    for (const certain of [0, 1]) expect(Number.isFinite(toErrorSpace('logit', certain))).toBe(true);
  });
});
