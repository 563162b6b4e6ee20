import { readTable } from '../../record/read-table.ts';

/** An index of sensitivity of a metric to a factor. */
export interface MetricIndex {
  readonly factor: string;
  /** `first`, `total`, `mu_star`, `mu`, `sigma`, or `prcc` of latin hypercubes. */
  readonly index: string;
  readonly value: number;
  /** 95 % bootstrap interval; NaN where there is none. */
  readonly low: number;
  readonly high: number;
  /** Rows of the design, trajectories or points. */
  readonly n: number;
}

/** The indices of `sensitivity.arrow`, by metric and topic with a zero character between them. */
export function readSensitivity(path: string): Map<string, MetricIndex[]> {
  const table = readTable(path);
  const word = (name: string): ((row: number) => string) => {
    const { codes, words } = table.words(name);
    return (row) => words[codes[row]];
  };
  const [metric, topic, factor, index] = ['metric', 'topic', 'factor', 'index'].map(word);
  const [value, low, high, n] = ['value', 'low', 'high', 'n'].map((name) => table.numbers(name));
  const indices = new Map<string, MetricIndex[]>();
  for (let r = 0; r < table.rows; ++r) {
    const key = `${metric(r)}\0${topic(r)}`;
    const known = indices.get(key) ?? [];
    indices.set(key, known);
    known.push({ factor: factor(r), index: index(r), value: value[r], low: low[r], high: high[r], n: n[r] });
  }
  return indices;
}
