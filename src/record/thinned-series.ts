import { streamTable } from './stream-table.ts';

/** Entries kept of a series while it is read; when they are full, neighbours are joined. Even. */
const mostEntries = 256;

/** A column's values in the order of their places, as means of equally many neighbouring places. */
export class GrowingMeans {
  readonly #sums = new Float64Array(mostEntries);
  readonly #counts = new Float64Array(mostEntries);
  #size = 1;
  #last = -1;

  /**
   * @param place where the value stands, from 0; in any order
   * @param value not finite: there is none
   */
  add(place: number, value: number): void {
    while (place >= mostEntries * this.#size) this.#join();
    const entry = Math.floor(place / this.#size);
    this.#last = Math.max(this.#last, entry);
    if (!Number.isFinite(value)) return;
    this.#sums[entry] += value;
    ++this.#counts[entry];
  }

  /** One mean per entry, NaN where there was no value. */
  means(): Float64Array {
    return this.#sums.slice(0, this.#last + 1).map((sum, n) => sum / this.#counts[n]);
  }

  #join(): void {
    for (const column of [this.#sums, this.#counts]) {
      for (let n = 0; n < mostEntries / 2; ++n) column[n] = column[2 * n] + column[2 * n + 1];
      column.fill(0, mostEntries / 2);
    }
    this.#size *= 2;
    this.#last = Math.floor(this.#last / 2);
  }
}

/** What is wanted of a table. */
export interface SeriesWanted {
  /** Number columns; those that the table lacks have no values. */
  readonly columns: readonly string[];
  /** Word columns whose words together name a group, such as the topic; none: the table is one group called ''. */
  readonly by: readonly string[];
  /** The column that orders the rows of a group, such as the epoch; their own order unless given. */
  readonly at?: string;
}

/** Of one group: first and last place, and the means of each column. */
export interface GroupSeries {
  readonly words: readonly string[];
  readonly first: number;
  readonly last: number;
  readonly series: ReadonlyMap<string, Float64Array>;
}

interface Growing {
  readonly words: readonly string[];
  first: number;
  last: number;
  readonly columns: GrowingMeans[];
}

/**
 * The columns of a table over time, thinned to a few hundred means however long it is, in the order in which groups
 * appear. One batch is in memory at a time.
 */
export function thinnedSeries(path: string, { columns, by, at }: SeriesWanted): GroupSeries[] {
  const groups = new Map<string, Growing>();
  let before = 0;
  for (const batch of streamTable(path).batches()) {
    const codes = by.map((name) => batch.codes(name));
    const texts = by.map((name) => batch.words(name));
    const values = columns.map((name) => batch.numbers(name));
    const places = at === undefined ? undefined : batch.numbers(at);
    for (let row = 0; row < batch.rows; ++row) {
      const key = codes.map((column) => column?.[row]).join();
      let group = groups.get(key);
      if (group === undefined) {
        const words = codes.map((column, c) => texts[c][column?.[row] ?? -1] ?? '');
        group = { words, first: Number.POSITIVE_INFINITY, last: 0, columns: columns.map(() => new GrowingMeans()) };
        groups.set(key, group);
      }
      const place = places === undefined ? before + row : places[row];
      group.first = Math.min(group.first, place);
      group.last = Math.max(group.last, place);
      for (let c = 0; c < columns.length; ++c) group.columns[c].add(place, values[c]?.[row] ?? Number.NaN);
    }
    before += batch.rows;
  }
  return [...groups.values()].map(({ words, first, last, columns: grown }) => ({
    words,
    first,
    last,
    series: new Map(columns.map((name, c) => [name, grown[c].means()])),
  }));
}
