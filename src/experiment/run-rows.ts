import type { SummaryMetric } from '../../sim/index.ts';
import type { RecordedMetric } from '../record/sweep-record.ts';
import type { UnitOutcome } from './stored-run.ts';

/** A run of a sweep. */
export interface RunRow {
  readonly point: number;
  readonly replicate: number;
  readonly seed: string;
  readonly address: string;
}

/** A metric of a sweep, with its values run by run. */
export interface MetricColumn extends RecordedMetric {
  /** One per row; NaN where a run has no value. */
  readonly values: Float64Array;
}

/** What the runs of a sweep came to, as columns. Results may arrive in any order. */
export class RunRows {
  readonly rows: RunRow[] = [];
  readonly #errors: (string | null)[] = [];
  /** By metric and topic. */
  readonly #metrics = new Map<string, Found>();
  #capacity = 0;

  /** Makes room for further runs and hands back the row of the first of them. */
  add(rows: readonly RunRow[]): number {
    const first = this.rows.length;
    this.rows.push(...rows);
    for (const _ of rows) this.#errors.push(null);
    if (this.rows.length > this.#capacity) {
      this.#capacity = Math.max(this.rows.length, 2 * this.#capacity);
      for (const found of this.#metrics.values()) found.values = grown(found.values, this.#capacity);
    }
    return first;
  }

  take(row: number, outcome: UnitOutcome): void {
    if (outcome.status === 'failed') {
      this.#errors[row] = outcome.error;
      return;
    }
    outcome.metrics.forEach((metric, place) => {
      const { name, topic, value } = metric;
      const key = `${name}\0${topic}`;
      let found = this.#metrics.get(key);
      if (found === undefined) {
        found = { metric, row, place, values: grown(new Float64Array(0), this.#capacity) };
        this.#metrics.set(key, found);
      } else if (row < found.row || (row === found.row && place < found.place)) {
        found.row = row;
        found.place = place;
      }
      found.values[row] = value ?? Number.NaN;
    });
  }

  /** The same runs in another order of rows. */
  reordered(order: readonly number[]): RunRows {
    const other = new RunRows();
    other.add(order.map((row) => this.rows[row]));
    const placeOf = new Map(order.map((row, place) => [row, place]));
    order.forEach((row, place) => {
      other.#errors[place] = this.#errors[row];
    });
    for (const [key, { metric, place, values, row }] of this.#metrics) {
      const moved = grown(new Float64Array(0), other.#capacity);
      order.forEach((from, to) => {
        moved[to] = values[from];
      });
      other.#metrics.set(key, { metric, place, row: placeOf.get(row) ?? row, values: moved });
    }
    return other;
  }

  /** Why a run failed; null for one that did not. */
  errorOf(row: number): string | null {
    return this.#errors[row];
  }

  /** The runs that failed, in the order of the rows. */
  failures(): (RunRow & { readonly error: string })[] {
    return this.rows.flatMap((row, r) => {
      const error = this.#errors[r];
      return error === null ? [] : { ...row, error };
    });
  }

  get failed(): number {
    return this.#errors.filter((error) => error !== null).length;
  }

  /** Values of a metric, of every topic that has it when the name of none is given. */
  columnsOf(metric: string, topic: string): Float64Array[] {
    return [...this.#metrics.values()]
      .filter(({ metric: { name, topic: own } }) => name === metric && (topic === '' || own === topic))
      .map(({ values }) => values);
  }

  /** Every metric, in the order in which the first row that has it names it: the order of arrival does not matter. */
  metrics(): MetricColumn[] {
    const found = [...this.#metrics.values()].sort((a, b) => a.row - b.row || a.place - b.place);
    const topicsOf = new Map<string, number>();
    for (const { metric } of found) topicsOf.set(metric.name, (topicsOf.get(metric.name) ?? 0) + 1);
    return found.map(({ metric: { name, topic, unit }, values }) => {
      const column = topicsOf.get(name) === 1 ? name : `${name}@${topic}`;
      return { column, metric: name, topic, unit, values: values.subarray(0, this.rows.length) };
    });
  }
}

interface Found {
  readonly metric: SummaryMetric;
  /** Where it was named first. */
  row: number;
  place: number;
  values: Float64Array;
}

function grown(values: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity).fill(Number.NaN);
  larger.set(values);
  return larger;
}
