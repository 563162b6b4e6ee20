import { describe, expect, it } from 'vitest';
import { type FormulaTree, formulaFunctions, formulaLoss } from '../../../sim/protocol/losses/formula.ts';

const truth: FormulaTree = { type: 'symbol', name: 'truth' };
const prediction: FormulaTree = { type: 'symbol', name: 'prediction' };
const deviation: FormulaTree = { type: 'symbol', name: 'standardDeviation' };
const number = (value: number): FormulaTree => ({ type: 'number', value });
const call = (name: string, ...parts: FormulaTree[]): FormulaTree => ({ type: 'call', name, arguments: parts });
const resultOf = (tree: FormulaTree) => formulaLoss(tree)(Number.NaN, Number.NaN, 1);

describe('formulaLoss', () => {
  it('computes a nested formula of truth, prediction and standard deviation', () => {
    const loss = formulaLoss(call('power', call('divide', call('subtract', prediction, truth), deviation), number(2)));
    expect(loss(1, 7, 2)).toBe(9);
    expect(loss(0, 1, 4)).toBe(0.0625);
  });
  it.each([
    ['add', [2, 3], 5],
    ['subtract', [2, 3], -1],
    ['multiply', [2, 3], 6],
    ['divide', [3, 2], 1.5],
    ['power', [2, 10], 1024],
    ['negate', [2], -2],
    ['abs', [-2], 2],
    ['exp', [0], 1],
    ['log', [1], 0],
    ['log10', [1000], 3],
    ['log1p', [0], 0],
    ['expm1', [0], 0],
    ['sqrt', [9], 3],
    ['tanh', [0], 0],
    ['atan', [0], 0],
    ['min', [2, 3], 2],
    ['max', [2, 3], 3],
    ['sign', [-7], -1],
    ['less', [2, 3], 1],
    ['less', [3, 3], 0],
    ['lessOrEqual', [3, 3], 1],
    ['lessOrEqual', [4, 3], 0],
    ['greater', [4, 3], 1],
    ['greater', [3, 3], 0],
    ['greaterOrEqual', [3, 3], 1],
    ['greaterOrEqual', [2, 3], 0],
    ['equal', [3, 3], 1],
    ['equal', [2, 3], 0],
    ['conditional', [5, 1, 2], 1],
    ['conditional', [0, 1, 2], 2],
    ['conditional', [Number.NaN, 1, 2], 2],
  ])('computes %s of %j', (name, parts, expected) => {
    expect(resultOf(call(name, ...parts.map(number)))).toBe(expected);
  });
  it('computes elementary functions to the last digits', () => {
    expect(resultOf(call('exp', number(1)))).toBeCloseTo(Math.E, 15);
    expect(resultOf(call('log', number(10)))).toBeCloseTo(Math.LN10, 15);
    expect(resultOf(call('log1p', number(1)))).toBeCloseTo(Math.LN2, 15);
    expect(resultOf(call('expm1', number(1)))).toBeCloseTo(Math.E - 1, 15);
    expect(resultOf(call('tanh', number(1)))).toBeCloseTo(Math.tanh(1), 15);
    expect(resultOf(call('atan', number(1)))).toBeCloseTo(Math.PI / 4, 15);
  });
  it('refuses unknown functions, also those every object has', () => {
    for (const name of ['sin', 'toString', '__proto__']) {
      expect(() => formulaLoss(call(name, number(1)))).toThrow(`A formula calls ${name}; expected one of negate, abs`);
    }
  });
  it('refuses a wrong number of arguments, deep inside too', () => {
    expect(() => formulaLoss(call('abs', call('min', number(1))))).toThrow('calls min with 1 arguments; expected 2');
  });
  it('refuses unknown symbols', () => {
    const unknown = { type: 'symbol', name: 'epoch' } as unknown as FormulaTree;
    expect(() => formulaLoss(unknown)).toThrow('names epoch; expected truth, prediction or standardDeviation');
  });
  it('knows 24 functions', () => {
    expect(Object.keys(formulaFunctions)).toHaveLength(24);
    expect(formulaFunctions.conditional).toBe(3);
  });
});
