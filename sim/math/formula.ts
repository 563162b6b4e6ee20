import { atan } from './atan.ts';
import { exp } from './exp.ts';
import { expm1 } from './expm1.ts';
import { log } from './log.ts';
import { log1p } from './log1p.ts';
import { log10 } from './log10.ts';
import { pow } from './pow.ts';
import { cosOfTurns, sinOfTurns } from './sin.ts';
import { tanh } from './tanh.ts';

/** A user's formula as plain data: parsed and checked elsewhere, turned into a function here. */
export type FormulaTree =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'symbol'; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly arguments: readonly FormulaTree[] };

/** A formula ready to be computed: `values` holds the value of each symbol, in the order they were named in. */
export type Formula = (values: Float64Array) => number;

const unary: Readonly<Record<string, (a: number) => number>> = {
  negate: (a) => -a,
  abs: Math.abs,
  exp,
  log,
  log10,
  log1p,
  expm1,
  sqrt: Math.sqrt,
  tanh,
  atan,
  sinOfTurns,
  cosOfTurns,
  sign: Math.sign,
};

const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: pow,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  less: (a, b) => (a < b ? 1 : 0),
  lessOrEqual: (a, b) => (a <= b ? 1 : 0),
  greater: (a, b) => (a > b ? 1 : 0),
  greaterOrEqual: (a, b) => (a >= b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
};

/** The functions a formula may call, with their number of arguments. Comparisons give 1 or 0. */
export const formulaFunctions: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.keys(unary).map((name) => [name, 1])),
  ...Object.fromEntries(Object.keys(binary).map((name) => [name, 2])),
  conditional: 3,
};

/**
 * The function that a formula describes, as nested closures: nothing is evaluated as text.
 *
 * `conditional(test, a, b)` is a where the test is neither 0 nor NaN, else b; only the chosen side is computed.
 *
 * @param symbols what the formula may name
 * @throws RangeError for an unknown function or symbol, or a wrong number of arguments
 */
export function compileFormula(tree: FormulaTree, symbols: readonly string[]): Formula {
  if (tree.type === 'number') {
    const { value } = tree;
    return () => value;
  }
  if (tree.type === 'symbol') {
    const place = symbols.indexOf(tree.name);
    if (place < 0) throw new RangeError(`A formula names ${tree.name}; expected one of ${symbols.join(', ')}.`);
    return (values) => values[place];
  }

  const expected = Object.hasOwn(formulaFunctions, tree.name) ? formulaFunctions[tree.name] : undefined;
  if (expected === undefined) {
    throw new RangeError(`A formula calls ${tree.name}; expected one of ${Object.keys(formulaFunctions).join(', ')}.`);
  }
  if (tree.arguments.length !== expected) {
    throw new RangeError(`A formula calls ${tree.name} with ${tree.arguments.length} arguments; expected ${expected}.`);
  }
  const [first, second, third] = tree.arguments.map((part) => compileFormula(part, symbols));
  if (expected === 1) {
    const apply = unary[tree.name];
    return (values) => apply(first(values));
  }
  if (expected === 2) {
    const apply = binary[tree.name];
    return (values) => apply(first(values), second(values));
  }
  return (values) => {
    const test = first(values);
    const holds = test !== 0 && !Number.isNaN(test);
    return (holds ? second : third)(values);
  };
}
