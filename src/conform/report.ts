import type { CsvTable } from './csv-table.ts';

/** Recomputed cells of one family of columns: a column name with its numbers written as #. */
export interface ConformFamily {
  readonly family: string;
  readonly cells: number;
  /** Largest error of a cell, as a share of the largest magnitude of its family in its row. */
  readonly maxError: number;
}

/** Cells that were not recomputed, and why. */
export interface ConformSkip {
  readonly family: string;
  readonly cells: number;
  readonly reason: string;
}

/** How well the rows of a data set are reproduced. */
export interface ConformReport {
  readonly dataset: string;
  readonly rows: number;
  /** Recomputed cells. */
  readonly cells: number;
  readonly families: readonly ConformFamily[];
  readonly skipped: readonly ConformSkip[];
  readonly maxError: number;
}

/** The cell that is furthest off. */
export interface WorstCell {
  /** Data row, from 0. */
  readonly row: number;
  readonly column: string;
  readonly expected: number;
  readonly computed: number;
  readonly error: number;
}

/** A column's family: its name with every number replaced by #. */
export function familyOf(column: string): string {
  return column.replace(/\d+/g, '#');
}

/** Compares computed cells with those of a table, and keeps count. */
export class CellComparer {
  readonly #dataset: string;
  readonly #table: CsvTable;
  readonly #familyOfColumn = new Map<string, string>();
  readonly #magnitudes = new Map<string, Float64Array>();
  readonly #families = new Map<string, { cells: number; maxError: number }>();
  readonly #skipped = new Map<string, Map<string, number>>();
  #cells = 0;
  #worst: WorstCell | undefined;

  constructor(dataset: string, table: CsvTable) {
    this.#dataset = dataset;
    this.#table = table;
  }

  /** The cell that is furthest off so far; undefined when all are exact. */
  get worst(): WorstCell | undefined {
    return this.#worst;
  }

  /**
   * Counts one cell and its error: |expected - computed| over the largest magnitude of the column's family in this row.
   * A number expected and none computed is an error of 1. An empty expected cell (NaN) is not compared.
   */
  compare(row: number, column: string, expected: number, computed: number): void {
    if (Number.isNaN(expected)) return;
    this.record(row, column, expected, computed, this.#error(row, column, expected, computed));
  }

  /** Counts one cell with an error that the caller has judged, such as a wrong member of an active set. */
  record(row: number, column: string, expected: number, computed: number, error: number): void {
    const family = this.#family(column);
    let entry = this.#families.get(family);
    if (entry === undefined) {
      entry = { cells: 0, maxError: 0 };
      this.#families.set(family, entry);
    }
    entry.cells += 1;
    entry.maxError = Math.max(entry.maxError, error);
    this.#cells += 1;
    if (error > (this.#worst?.error ?? 0)) this.#worst = { row, column, expected, computed, error };
  }

  /** Notes `count` cells of a column or family that are not recomputed. */
  skip(columnOrFamily: string, count: number, reason: string): void {
    if (count === 0) return;
    const family = this.#family(columnOrFamily);
    let reasons = this.#skipped.get(family);
    if (reasons === undefined) {
      reasons = new Map();
      this.#skipped.set(family, reasons);
    }
    reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }

  report(): ConformReport {
    const families = [...this.#families].map(([family, entry]) => ({ family, ...entry }));
    const skipped = [...this.#skipped].flatMap(([family, reasons]) =>
      [...reasons].map(([reason, cells]) => ({ family, cells, reason })),
    );
    const maxError = families.reduce((largest, family) => Math.max(largest, family.maxError), 0);
    return { dataset: this.#dataset, rows: this.#table.rows, cells: this.#cells, families, skipped, maxError };
  }

  #error(row: number, column: string, expected: number, computed: number): number {
    if (expected === computed) return 0;
    const distance = Math.abs(expected - computed);
    if (!Number.isFinite(distance)) return 1;
    const magnitude = this.#magnitude(row, this.#family(column));
    return magnitude > 0 ? distance / magnitude : distance;
  }

  /** Largest absolute value of a family's cells in a row of the table. */
  #magnitude(row: number, family: string): number {
    let magnitudes = this.#magnitudes.get(family);
    if (magnitudes === undefined) {
      magnitudes = new Float64Array(this.#table.rows);
      for (const [column, values] of this.#table.columns) {
        if (this.#family(column) !== family) continue;
        for (let at = 0; at < values.length; ++at) {
          const size = Math.abs(values[at]);
          if (size > magnitudes[at]) magnitudes[at] = size;
        }
      }
      this.#magnitudes.set(family, magnitudes);
    }
    return magnitudes[row];
  }

  #family(column: string): string {
    let family = this.#familyOfColumn.get(column);
    if (family === undefined) {
      family = familyOf(column);
      this.#familyOfColumn.set(column, family);
    }
    return family;
  }
}
