import { describe, expect, it } from 'vitest';
import { type AttackParameter, parameterNamed } from '../../src/attack/parameters.ts';
import { frontierParameter, searchedParameters, searchRange } from '../../src/attack/varied.ts';

const parameter = (parameter: string, changes: Partial<AttackParameter> = {}): AttackParameter => ({
  name: parameter,
  attack: 'sybil',
  parameter,
  path: `attacks.0.${parameter}`,
  unit: '1',
  whole: false,
  value: 0.5,
  low: 0,
  high: 1,
  shared: false,
  ...changes,
});

const known = [
  parameter('identities', { whole: true, value: 8, low: 1, high: 10_000, unit: 'keys' }),
  parameter('jitter', { value: 0.05 }),
  parameter('shift', { value: -0.5, low: -100, high: 100 }),
  parameter('errorDeviation', { value: 2, low: 0, high: 1e6 }),
  parameter('budget', { value: null, high: Number.POSITIVE_INFINITY, shared: true }),
];

describe('the parameter of a frontier', () => {
  it('has the values of a list, ascending, each once', () => {
    expect(frontierParameter('identities=8,1,4,4', known)).toMatchObject({
      name: 'identities',
      path: 'attacks.0.identities',
      values: [1, 4, 8],
      low: 1,
      high: 8,
    });
  });
  it('has six values of a range, ends included', () => {
    expect(frontierParameter('jitter=0.1..0.6', known).values).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    expect(frontierParameter('shift=-1..1.5', known).values).toEqual([-1, -0.5, 0, 0.5, 1, 1.5]);
  });
  it('has fewer where whole numbers repeat themselves', () => {
    expect(frontierParameter('identities=1..4', known).values).toEqual([1, 2, 3, 4]);
  });
  it('may be a number that all attacks share', () => {
    expect(frontierParameter('budget=1e3,2e3', known).values).toEqual([1000, 2000]);
  });
  it.each([
    [
      'identitie=1,2',
      '--frontier names "identitie"; expected one of identities, jitter, shift, errorDeviation, budget. Did you mean "identities"?',
    ],
    ['identities', '--frontier is "identities"; expected PARAM=1,2,4,8 or PARAM=0.1..0.5.'],
    ['identities=1,x', '--frontier identities=1,x has "x"; expected numbers, PARAM=1,2,4,8 or PARAM=0.1..0.5.'],
    ['identities=4', '--frontier identities=4 has 1 values; expected 2 to 100 different ones.'],
  ])('is wrong input as %s', (text, message) => {
    expect(() => frontierParameter(text, known)).toThrow(message);
  });
});

describe('the names of parameters', () => {
  const two = [
    parameter('jitter', { name: 'a.jitter', attack: 'a', path: 'attacks.0.jitter' }),
    parameter('jitter', { name: 'b.jitter', attack: 'b', path: 'attacks.1.jitter' }),
    parameter('lag', { attack: 'b', path: 'attacks.1.lag' }),
  ];
  it('tell the attack where several have it', () => {
    expect(parameterNamed('b.jitter', two, '--frontier').path).toBe('attacks.1.jitter');
    expect(parameterNamed('lag', two, '--frontier').path).toBe('attacks.1.lag');
    expect(() => parameterNamed('jitter', two, '--frontier')).toThrow('expected one of a.jitter, b.jitter.');
  });
});

describe('the range of a search', () => {
  it('is what was given', () => {
    expect(searchRange('identities=1..32', known)).toMatchObject({ low: 1, high: 32, scale: 'log', values: null });
    expect(searchRange('jitter=0..0.5', known)).toMatchObject({ low: 0, high: 0.5, scale: 'linear' });
  });
  it('must lie in what is declared, and be one', () => {
    expect(() => searchRange('identities=0..32', known)).toThrow('expected 1 to 10000');
    expect(() => searchRange('jitter=0.5..0.5', known)).toThrow('lo below hi');
  });
  it('is, of shares, all that is declared; of others up to eight times the value of the scenario', () => {
    expect(searchedParameters(known).map(({ name, low, high }) => [name, low, high])).toEqual([
      ['identities', 1, 64],
      ['jitter', 0, 1],
      ['shift', -4, 4],
    ]);
  });
});
