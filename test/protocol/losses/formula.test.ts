import { describe, expect, it } from 'vitest';
import type { FormulaTree } from '../../../sim/math/index.ts';
import { formulaLoss } from '../../../sim/protocol/losses/formula.ts';

const symbol = (name: string): FormulaTree => ({ type: 'symbol', name });
const call = (name: string, ...parts: FormulaTree[]): FormulaTree => ({ type: 'call', name, arguments: parts });
const scored = call('divide', call('subtract', symbol('prediction'), symbol('truth')), symbol('standardDeviation'));

describe('formulaLoss', () => {
  it('computes a formula of truth, prediction and standard deviation', () => {
    const loss = formulaLoss(call('power', scored, { type: 'number', value: 2 }));
    expect(loss(1, 7, 2)).toBe(9);
    expect(loss(0, 1, 4)).toBe(0.0625);
  });
  it('keeps nothing from one call to the next, nor from one loss to the other', () => {
    const one = formulaLoss(scored);
    const other = formulaLoss(call('abs', scored));
    expect([one(1, 0, 2), other(5, 1, 1), one(1, 0, 2), other(5, 1, 1)]).toEqual([-0.5, 4, -0.5, 4]);
  });
  it('refuses symbols of other formulas', () => {
    expect(() => formulaLoss(call('abs', symbol('previous')))).toThrow(
      'A formula names previous; expected one of truth, prediction, standardDeviation.',
    );
  });
});
