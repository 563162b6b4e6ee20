import { describe, expect, it } from 'vitest';
import { compileFormula, type FormulaTree, formulaFunctions } from '../../sim/math/index.ts';

const x: FormulaTree = { type: 'symbol', name: 'x' };
const y: FormulaTree = { type: 'symbol', name: 'y' };
const number = (value: number): FormulaTree => ({ type: 'number', value });
const call = (name: string, ...parts: FormulaTree[]): FormulaTree => ({ type: 'call', name, arguments: parts });
const resultOf = (tree: FormulaTree) => compileFormula(tree, [])(new Float64Array(0));

describe('compileFormula', () => {
  it('computes a nested formula of its symbols, in the order they are named in', () => {
    const tree = call('power', call('subtract', x, call('multiply', number(2), y)), number(2));
    expect(compileFormula(tree, ['x', 'y'])(Float64Array.of(9, 3))).toBe(9);
    expect(compileFormula(tree, ['y', 'z', 'x'])(Float64Array.of(3, 100, 9))).toBe(9);
  });
  it('is a constant where it names nothing, and computes the chosen side of a condition only', () => {
    expect(resultOf(number(7))).toBe(7);
    let asked = 0;
    const values = new Proxy(Float64Array.of(1, 2), {
      get: (target, key) => {
        asked += 1;
        return Reflect.get(target, key);
      },
    });
    expect(compileFormula(call('conditional', number(0), x, y), ['x', 'y'])(values)).toBe(2);
    expect(asked).toBe(1);
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
    ['sinOfTurns', [0.25], 1],
    ['cosOfTurns', [0.5], -1],
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
      expect(() => compileFormula(call(name, number(1)), ['x'])).toThrow(
        `A formula calls ${name}; expected one of negate, abs`,
      );
    }
  });
  it('refuses a wrong number of arguments, deep inside too', () => {
    expect(() => compileFormula(call('abs', call('min', number(1))), [])).toThrow(
      'calls min with 1 arguments; expected 2',
    );
  });
  it('refuses unknown symbols', () => {
    expect(() => compileFormula(call('abs', x), ['y', 'z'])).toThrow('A formula names x; expected one of y, z.');
  });
  it('knows 26 functions', () => {
    expect(Object.keys(formulaFunctions)).toHaveLength(26);
    expect(formulaFunctions.conditional).toBe(3);
  });
});
