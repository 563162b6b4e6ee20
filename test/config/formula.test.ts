import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../src/config/formula.ts';

const truth = { type: 'symbol', name: 'truth' };
const prediction = { type: 'symbol', name: 'prediction' };
const number = (value: number) => ({ type: 'number', value });
const call = (name: string, ...parts: unknown[]) => ({ type: 'call', name, arguments: parts });

const functions = 'abs, exp, log, log10, log1p, expm1, sqrt, tanh, atan, sinOfTurns, cosOfTurns, sign, pow, min, max';

describe('parseFormula', () => {
  const right: [text: string, tree: unknown][] = [
    ['abs(prediction - truth)', call('abs', call('subtract', prediction, truth))],
    ['-truth^2', call('negate', call('power', truth, number(2)))],
    ['(truth + 1) / 2.5e-3', call('divide', call('add', truth, number(1)), number(0.0025))],
    ['+truth', truth],
    ['pow(truth, 2)', call('power', truth, number(2))],
    ['min(truth, prediction, 0)', call('min', call('min', truth, prediction), number(0))],
    ['max(truth)', truth],
    [
      'truth > 0 ? log(truth) : 0',
      call('conditional', call('greater', truth, number(0)), call('log', truth), number(0)),
    ],
    ['truth != 1', call('subtract', number(1), call('equal', truth, number(1)))],
    ['truth / standardDeviation', call('divide', truth, { type: 'symbol', name: 'standardDeviation' })],
  ];
  it.each(right)('reads %s', (text, tree) => {
    expect(parseFormula(text)).toEqual({ tree });
  });

  const wrong: [text: string, character: number, problem: string][] = [
    ['', 1, 'nothing stands here; expected a formula'],
    ['abs(truth', 10, 'parenthesis ) expected'],
    ['truth + foo', 9, '"foo" is unknown; expected truth, prediction, standardDeviation'],
    ['exp(truth) + x', 14, '"x" is unknown; expected truth, prediction, standardDeviation'],
    ['truth + logs(log(truth))', 9, `the function "logs" is unknown; expected one of ${functions}`],
    ['log(truth, 2) + logs', 1, 'log has 2 arguments; expected 1'],
    ['truth + pi', 9, '"pi" is unknown; expected truth, prediction, standardDeviation'],
    ['abs()', 1, 'abs has 0 arguments; expected 1'],
    ['log(truth, 2)', 1, 'log has 2 arguments; expected 1'],
    ['2 truth', 1, 'write "*" between factors: "2 truth"'],
    ['truth % 2', 7, 'the operator "%" is not allowed'],
    ['truth!', 6, 'the operator "!" is not allowed'],
    ['1e999', 1, 'Infinity is not a finite number'],
    ['0 < truth < 1', 1, 'a chain of comparisons; compare two things at a time'],
  ];
  it.each(wrong)('refuses %s and says where', (text, character, problem) => {
    expect(parseFormula(text)).toEqual({ character, problem });
  });

  it.each([
    'random()',
    'ones(1e5, 1e5)',
    'range(0, 1e7)[5]',
    'config({number: "BigNumber"})',
    'import({a: 1})',
    'truth.constructor',
    'f(x) = x',
    'x = 3',
    'truth; prediction',
    '[truth, 1]',
    '"truth"',
    'true',
    'constructor(1)',
    'toString(1)',
    'not truth',
    'truth and 1',
    '5%',
  ])('refuses %s, which is not on the list of what is allowed', (text) => {
    expect(parseFormula(text)).toHaveProperty('problem');
  });

  it('knows the symbols it is told, and no others', () => {
    const tree = call('add', call('sinOfTurns', call('divide', { type: 'symbol', name: 't' }, number(24))), {
      type: 'symbol',
      name: 'normal',
    });
    expect(parseFormula('sinOfTurns(t / 24) + normal', ['t', 'normal'])).toEqual({ tree });
    const problem = '"t" is unknown; expected truth, prediction, standardDeviation';
    expect(parseFormula('tanh(t)')).toEqual({ character: 6, problem });
    expect(parseFormula('truth', ['t', 'normal'])).toEqual({
      character: 1,
      problem: '"truth" is unknown; expected t, normal',
    });
  });

  it('refuses more than 500 characters and more than 200 parts', () => {
    expect(parseFormula('1+'.repeat(250).concat('1'))).toEqual({
      character: 501,
      problem: 'the formula has more than 500 characters',
    });
    expect(parseFormula('1+'.repeat(120).concat('1'))).toEqual({
      character: 1,
      problem: 'the formula has more than 200 parts',
    });
  });
});
