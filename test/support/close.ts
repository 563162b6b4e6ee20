import { expect } from 'vitest';

/** Asserts that a number is within a relative tolerance of another (absolute where that is 0). */
export function close(actual: number, expected: number, tolerance: number): void {
  const error = Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected));
  expect(error, `${actual} is not within ${tolerance} of ${expected}`).toBeLessThanOrEqual(tolerance);
}

/** The same, entry by entry. */
export function allClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBeGreaterThanOrEqual(expected.length);
  for (let l = 0; l < expected.length; ++l) {
    if (Number.isNaN(expected[l])) expect(actual[l], `entry ${l}`).toBeNaN();
    else close(actual[l], expected[l], tolerance);
  }
}
