import { describe, expect, it } from 'vitest';
import { networkLossesInto } from '../../sim/protocol/network-losses.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';

const none = Number.NaN;

function lossesOf(reports: number[][], stakes: number[], inferers: number, forecasters: number, implied = true) {
  const layout = bundleLayout(inferers, forecasters, implied);
  const losses = new Float64Array(layout.length);
  const judgeable = networkLossesInto(
    Float64Array.from(reports.flat()),
    layout.length,
    Float64Array.from(stakes),
    reports.length,
    layout,
    new Float64Array(layout.length),
    losses,
  );
  return { losses, judgeable, layout };
}

describe('networkLossesInto', () => {
  // Layout for 2 inferers and no forecaster: combined, naive, two inferers, two one-outs.
  it('weighs what was reported by raw stake', () => {
    const { losses, judgeable } = lossesOf(
      [
        [-1, -2, -3, -4, -5, -6],
        [-5, -2, -1, -4, -5, -10],
      ],
      [300, 100],
      2,
      0,
    );
    expect([...losses]).toEqual([-2, -2, -2.5, -4, -5, -7]);
    expect(judgeable).toBe(true);
  });

  it('leaves a reputer out of the denominator of what it did not report', () => {
    const { losses } = lossesOf(
      [
        [-1, -2, none, -4, -5, -6],
        [-5, -2, -1, -4, -5, -10],
      ],
      [300, 100],
      2,
      0,
    );
    expect(losses[2]).toBe(-1);
    expect(losses[3]).toBe(-4);
  });

  it('has no loss for what nobody reported, nor for what only reputers without stake did', () => {
    const { losses, judgeable } = lossesOf(
      [
        [none, -2, none, -4, -5, -6],
        [-5, -2, -1, -4, -5, -10],
      ],
      [300, 0],
      2,
      0,
    );
    expect(losses[0]).toBeNaN();
    expect(losses[2]).toBeNaN();
    expect(judgeable).toBe(false);
  });

  it('cannot judge an epoch without a naive loss', () => {
    expect(lossesOf([[-1, none, -3, -4, -5, -6]], [1], 2, 0).judgeable).toBe(false);
  });

  it('drops values with a worker withheld who has no loss', () => {
    // 2 inferers, 2 forecasters: combined, naive, I0, I1, F0, F1, out I0, I1, out F0, F1, in F0, F1, implied (0,0) (0,1) (1,0) (1,1).
    const { losses, layout } = lossesOf([[1, 2, none, 4, 5, none, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]], [1], 2, 2);
    expect([...losses]).toEqual([1, 2, none, 4, 5, none, none, 8, 9, none, 11, none, none, 14, none, none]);
    expect(layout.length).toBe(16);
    const without = lossesOf([[1, 2, none, 4, 5, none, 7, 8, 9, 10, 11, 12]], [1], 2, 2, false);
    expect([...without.losses]).toEqual([1, 2, none, 4, 5, none, none, 8, 9, none, 11, none]);
  });
});
