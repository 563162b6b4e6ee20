import {
  type ConditionalNode,
  type ConstantNode,
  type FunctionNode,
  type MathNode,
  type OperatorNode,
  type ParenthesisNode,
  parse,
  type SymbolNode,
} from 'mathjs/number';
import { type FormulaTree, lossSymbols } from '../../sim/index.ts';

/*
 * Loading this module loads the parser (a fifth of a second): import it only where a formula is. The parser only parses;
 * what it hands back is walked with a list of what is allowed, so nothing of the user's is ever evaluated as text.
 */

const mostCharacters = 500;
const mostNodes = 200;

/** Functions by the name the user writes: the engine's name and the number of arguments (the most may be open). */
const functions: Readonly<Record<string, { name: string; least: number; most: number }>> = {
  ...Object.fromEntries(
    ['abs', 'exp', 'log', 'log10', 'log1p', 'expm1', 'sqrt', 'tanh', 'atan', 'sinOfTurns', 'cosOfTurns', 'sign'].map(
      (name) => [name, { name, least: 1, most: 1 }],
    ),
  ),
  pow: { name: 'power', least: 2, most: 2 },
  min: { name: 'min', least: 1, most: Number.POSITIVE_INFINITY },
  max: { name: 'max', least: 1, most: Number.POSITIVE_INFINITY },
};

/** Operators by the parser's name. */
const operators: Readonly<Record<string, string>> = {
  add: 'add',
  subtract: 'subtract',
  multiply: 'multiply',
  divide: 'divide',
  pow: 'power',
  unaryMinus: 'negate',
  smaller: 'less',
  smallerEq: 'lessOrEqual',
  larger: 'greater',
  largerEq: 'greaterOrEqual',
  equal: 'equal',
};

/** Why a formula is refused, and at which character (from 1). */
export interface FormulaProblem {
  readonly character: number;
  readonly problem: string;
}

/**
 * A user's formula as a plain tree, or what is wrong with it. `log` is the natural logarithm.
 *
 * @param symbols what it may name
 */
export function parseFormula(
  text: string,
  symbols: readonly string[] = lossSymbols,
): { readonly tree: FormulaTree } | FormulaProblem {
  if (text.length > mostCharacters) {
    return { character: mostCharacters + 1, problem: `the formula has more than ${mostCharacters} characters` };
  }
  let root: MathNode;
  try {
    root = parse(text);
  } catch (error) {
    const { char, message } = error as { char?: number; message: string };
    return { character: char ?? 1, problem: message.replace(/ \(char \d+\)$/, '').toLowerCase() };
  }
  try {
    return { tree: new Walk(text, symbols).tree(root) };
  } catch (error) {
    if (error instanceof Refusal) return { character: error.character, problem: error.message };
    throw error;
  }
}

class Refusal extends Error {
  readonly character: number;
  constructor(character: number, problem: string) {
    super(problem);
    this.character = character;
  }
}

/** The parser's nodes carry no positions; a refused word or sign is looked up in the text. */
class Walk {
  readonly #text: string;
  readonly #symbols: readonly string[];
  #nodes = 0;

  constructor(text: string, symbols: readonly string[]) {
    this.#text = text;
    this.#symbols = symbols;
  }

  tree(node: MathNode): FormulaTree {
    if (++this.#nodes > mostNodes) throw this.#refusal('', `the formula has more than ${mostNodes} parts`);
    switch (node.type) {
      case 'ConstantNode':
        return this.#number(node as ConstantNode);
      case 'SymbolNode':
        return this.#symbol((node as SymbolNode).name);
      case 'ParenthesisNode':
        return this.tree((node as ParenthesisNode).content);
      case 'ConditionalNode': {
        const { condition, trueExpr, falseExpr } = node as ConditionalNode;
        return call(
          'conditional',
          [condition, trueExpr, falseExpr].map((part) => this.tree(part)),
        );
      }
      case 'OperatorNode':
        return this.#operator(node as OperatorNode);
      case 'FunctionNode':
        return this.#function(node as FunctionNode);
      case 'RelationalNode':
        throw this.#refusal('', 'a chain of comparisons; compare two things at a time');
      default:
        throw this.#refusal(
          '',
          `${shown(node)} is not allowed; expected numbers, ${this.#symbols.join(', ')}, operators and functions`,
        );
    }
  }

  #number({ value }: ConstantNode): FormulaTree {
    if (typeof value === 'number' && Number.isFinite(value)) return { type: 'number', value };
    if (value === undefined) throw this.#refusal('', 'nothing stands here; expected a formula');
    throw this.#refusal(
      '',
      `${typeof value === 'string' ? JSON.stringify(value) : String(value)} is not a finite number`,
    );
  }

  #symbol(name: string): FormulaTree {
    if (!this.#symbols.includes(name)) {
      throw this.#refusal(name, `"${name}" is unknown; expected ${this.#symbols.join(', ')}`);
    }
    return { type: 'symbol', name };
  }

  #operator(node: OperatorNode): FormulaTree {
    const sign = node.op;
    const { implicit, isPercentage } = node as unknown as { implicit: boolean; isPercentage: boolean };
    if (implicit) throw this.#refusal('', `write "*" between factors: ${shown(node)}`);
    const parts = () => node.args.map((part) => this.tree(part as MathNode));
    if (node.fn === ('unaryPlus' as string)) return parts()[0] as FormulaTree;
    if (node.fn === ('unequal' as string))
      return call('subtract', [{ type: 'number', value: 1 }, call('equal', parts())]);
    const name = Object.hasOwn(operators, node.fn) ? operators[node.fn] : undefined;
    if (name === undefined || isPercentage) {
      throw this.#refusal(isPercentage ? '%' : sign, `the operator "${isPercentage ? '%' : sign}" is not allowed`);
    }
    return call(name, parts());
  }

  #function(node: FunctionNode): FormulaTree {
    const written = node.fn.type === 'SymbolNode' ? (node.fn as unknown as SymbolNode).name : '';
    const known = Object.hasOwn(functions, written) ? functions[written] : undefined;
    if (known === undefined) {
      const problem = `the function "${written}" is unknown; expected one of ${Object.keys(functions).join(', ')}`;
      throw this.#refusal(written, problem);
    }
    const { name, least, most } = known;
    const count = node.args.length;
    if (count < least || count > most) {
      const expected = most === least ? `${least}` : `at least ${least}`;
      throw this.#refusal(written, `${written} has ${count} arguments; expected ${expected}`);
    }
    const parts = node.args.map((part) => this.tree(part));
    return most === least ? call(name, parts) : parts.reduce((a, b) => call(name, [a, b]));
  }

  #refusal(word: string, problem: string): Refusal {
    return new Refusal(Math.max(placeOf(this.#text, word), 0) + 1, problem);
  }
}

function call(name: string, parts: FormulaTree[]): FormulaTree {
  return { type: 'call', name, arguments: parts };
}

const partOfWord = /^[\p{L}\p{N}_]$/u;

/** Where a word stands that is not part of a longer one, or a sign; -1: nowhere. */
function placeOf(text: string, word: string): number {
  const isWord = (character = '') => partOfWord.test(character);
  let place = text.indexOf(word);
  while (place >= 0 && isWord(word[0]) && (isWord(text[place - 1]) || isWord(text[place + word.length]))) {
    place = text.indexOf(word, place + 1);
  }
  return place;
}

function shown(node: MathNode): string {
  const text = node.toString();
  return `"${text.length > 40 ? `${text.slice(0, 40)}...` : text}"`;
}
