import type { ColumnDeclaration } from '../../sim/index.ts';
import { listed } from '../config/messages.ts';
import { nearestWord } from '../config/nearest-word.ts';
import type { TableBatch } from '../record/stream-table.ts';
import { SelectionError } from '../run/selection-error.ts';

const operators = ['=', '!=', '<', '<=', '>', '>='] as const;
type Operator = (typeof operators)[number];

/** What a row must be like. */
export interface Condition {
  readonly column: string;
  readonly operator: Operator;
  /** A word for a column of words, a bigint for one of whole uallo, else a number; NaN: rows without a value. */
  readonly value: string | number | bigint;
}

/**
 * Reads `column=value`; instead of `=` also `!=`, `<`, `<=`, `>`, `>=`. Nothing behind `=` or `!=` stands for rows without a
 * value.
 *
 * @throws SelectionError
 */
export function parseCondition(text: string, declarations: readonly ColumnDeclaration[]): Condition {
  const parts = /^\s*([^\s=!<>~]+)\s*([=!<>~]+)\s*(.*?)\s*$/s.exec(text);
  if (parts === null) throw new SelectionError(`--where is "${text}"; expected column=value, such as "epoch>=100".`);
  const [, name, written, value] = parts;
  const declaration = columnNamed(name, declarations, '--where');
  const column = declaration.name;
  const operator = operators.find((one) => one === written);
  if (operator === undefined) {
    const expected = `expected one of ${operators.join(' ')}.`;
    throw new SelectionError(
      `--where ${text}: "${written}" is no operator; ${expected}`,
      nearestWord(written, operators),
    );
  }
  const equality = operator === '=' || operator === '!=';
  if (declaration.type === 'dictionary') {
    if (equality) return { column, operator, value };
    throw new SelectionError(`--where ${text}: ${name} is a column of words; expected = or !=.`);
  }
  if (value === '' && equality) return { column, operator, value: Number.NaN };
  if (declaration.type === 'uallo') {
    if (/^-?\d+$/.test(value)) return { column, operator, value: BigInt(value) };
    throw new SelectionError(
      `--where ${text}: ${name} is a column of whole uallo; expected a whole number in digits, found "${value}".`,
    );
  }
  const number = value === '' ? Number.NaN : Number(value);
  if (Number.isNaN(number)) {
    throw new SelectionError(`--where ${text}: ${name} is a column of numbers; expected a number, found "${value}".`);
  }
  return { column, operator, value: number };
}

/** A column. @throws SelectionError when there is none of that name */
export function columnNamed(
  name: string,
  declarations: readonly ColumnDeclaration[],
  option: string,
): ColumnDeclaration {
  const found = declarations.find((declaration) => declaration.name === name);
  if (found !== undefined) return found;
  const names = declarations.map((declaration) => declaration.name);
  throw new SelectionError(
    `${option}: there is no column "${name}"; expected one of ${listed(names, name)}.`,
    nearestWord(name, names),
  );
}

/** Whether row r of a batch is like that. */
export function holdsIn(batch: TableBatch, { column, operator, value }: Condition): (r: number) => boolean {
  const values = valuesOf(batch, column);
  if (typeof value === 'string') {
    const code = batch.words(column).indexOf(value);
    return operator === '=' ? (r) => values[r] === code : (r) => values[r] !== code;
  }
  if (Number.isNaN(value)) return operator === '=' ? (r) => Number.isNaN(values[r]) : (r) => !Number.isNaN(values[r]);
  switch (operator) {
    case '=':
      return (r) => values[r] === value;
    case '!=':
      return (r) => values[r] !== value;
    case '<':
      return (r) => values[r] < value;
    case '<=':
      return (r) => values[r] <= value;
    case '>':
      return (r) => values[r] > value;
    case '>=':
      return (r) => values[r] >= value;
  }
}

/** Numbers of a column, whole uallo, or codes of a column of words. */
export function valuesOf(batch: TableBatch, column: string): ArrayLike<number | bigint> {
  const values = batch.numbers(column) ?? batch.amounts(column) ?? batch.codes(column);
  if (values === undefined) throw new Error(`the table has no column ${column}`);
  return values;
}
