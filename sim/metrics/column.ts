/** One column of a recorded table, declared once; recorder, charts and documentation read the declaration. */
export interface ColumnDeclaration {
  /** snake_case. */
  readonly name: string;
  /**
   * `dictionary` columns hold codes into `ColumnBatch.dictionaries[name]`; `uallo` columns hold whole numbers of 128 bits,
   * recorded as Decimal128(38, 0).
   */
  readonly type: 'float64' | 'int32' | 'dictionary' | 'uallo';
  /** Unit in words; "1" when dimensionless, "" for labels. */
  readonly unit: string;
  readonly doc: string;
}

/** A recorded table. */
export interface TableDeclaration {
  /** `epochs` is recorded as `epochs.arrow`. */
  readonly name: string;
  readonly doc: string;
  readonly columns: readonly ColumnDeclaration[];
}

/** Values of one column: of `float64`, of `int32` and `dictionary`, of `uallo`. */
export type ColumnData = Float64Array | Int32Array | BigUint64Array;

/** Some rows of a table as columns. Entry r of every column is row r. A float64 NaN means: no value in this row. */
export interface ColumnBatch {
  readonly table: string;
  readonly columns: readonly ColumnDeclaration[];
  readonly rows: number;
  /**
   * One array per declared column, in the same order; only the first `rows` entries count. Reused after the call. A
   * `uallo` column has two entries per row: the lower and the upper 64 bits.
   */
  readonly data: readonly ColumnData[];
  /** The words behind the codes of each dictionary column. */
  readonly dictionaries: Readonly<Record<string, readonly string[]>>;
}

/** One number of `summary.json`. */
export interface SummaryMetric {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  /** Name of the topic; empty for a metric of the whole run. */
  readonly topic: string;
}
