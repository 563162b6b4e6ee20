import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';

/* What notebooks read, read once more and by other means than theirs. */

export type Row = Readonly<Record<string, number | string | null>>;

/** The rows of a table in the only folder of a scenario or experiment that has the file `beside`. */
export function recordedRows(results: string, name: string, table: string, beside = table): Row[] {
  const folders = readdirSync(join(results, name)).filter((id) =>
    readdirSync(join(results, name, id)).includes(beside),
  );
  if (folders.length !== 1) throw new Error(`${folders.length} folders of ${name} hold ${table}`);
  const { schema, numRows, getChild } = bound(readFileSync(join(results, name, folders[0], table)));
  return Array.from({ length: numRows }, (_, r) =>
    Object.fromEntries(schema.fields.map((field) => [field.name, getChild(field.name)?.get(r)])),
  );
}

function bound(bytes: Uint8Array) {
  const table = tableFromIPC(bytes);
  return { schema: table.schema, numRows: table.numRows, getChild: (name: string) => table.getChild(name) };
}

/** Values of a column of numbers. */
export function column(rows: readonly Row[], name: string): number[] {
  return rows.map((row) => Number(row[name]));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** 97.5 % quantile of Student's t with 7 degrees of freedom, from a printed table: intervals of eight seeds rest on it. */
const T_OF_EIGHT = 2.364624;

/** Mean of eight values and its 95 % interval, in the words of a notebook. */
export function ofEight(values: readonly number[], unit = ''): { readonly value: number; readonly text: string } {
  if (values.length !== 8) throw new Error(`${values.length} values, not eight`);
  const mean = sum(values) / 8;
  const half = T_OF_EIGHT * Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / 7 / 8);
  const words = `${digits(mean)}${unit === '' ? '' : ` ${unit}`} [${digits(mean - half)}, ${digits(mean + half)}], n = 8`;
  return { value: mean, text: words };
}

/** Three significant digits with a true minus. */
export function digits(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
