import type { ColumnDeclaration } from '../../../sim/index.ts';
import { streamTable } from '../../record/stream-table.ts';
import { BatchMeans, type MeanInterval } from './batch-means.ts';
import { addRows, EpochGroups, type GroupSums, type Points, thinned } from './epoch-groups.ts';
import { rowsByCode } from './rows-by-code.ts';
import { ThinnedValues } from './thinned-values.ts';

/** Groups kept per attack while the table is read. */
const MOST_GROUPS = 512;

/** What one attack did and came to. */
export interface AttackResult {
  readonly attack: string;
  readonly topic: string;
  readonly owner: string;
  /** Epochs recorded, and those of the attack proper. */
  readonly epochs: number;
  readonly attacking: number;
  /** First and last epoch of the attack proper; NaN without one. */
  readonly from: number;
  readonly to: number;
  /** 99 % quantile of a column of the run without the attack, `control_...`; NaN without a value. */
  high(column: string): number;
  /** Sum of a column over the epochs of the attack proper. */
  total(column: string): number;
  /** Sum of a column over all epochs recorded; NaN without a value. */
  overall(column: string): number;
  /** Mean of a column over the epochs of the attack proper; NaN without a value. */
  mean(column: string): number;
  /** Mean damage over the epochs of the attack proper. */
  readonly damage: MeanInterval;
  /** Part of the honest keys' reward that the attack cost them, over the attack proper. */
  readonly dilution: number;
  has(column: string): boolean;
  points(most: number): Points;
  sums(column: string): GroupSums;
}

/** Where an epoch lies. An attack that lasts to the end has no after. */
export function phaseAt({ from, to }: AttackResult, epoch: number): 'before' | 'during' | 'after' {
  if (!(epoch >= from)) return 'before';
  return epoch <= to ? 'during' : 'after';
}

/** What the attacks table says. */
export interface AttacksData {
  readonly columns: readonly ColumnDeclaration[];
  readonly attacks: readonly AttackResult[];
}

/**
 * Reads the attacks table once, from its start to its end. What is kept does not grow with the number of epochs.
 *
 * @param every one epoch in so many is recorded
 */
export function readAttacks(path: string, every = 1): AttacksData {
  const stream = streamTable(path);
  const columns = stream.declarations;
  const names = columns.filter(({ type }) => type !== 'dictionary').map(({ name }) => name);
  const readers = new Map<number, AttackReader>();
  for (const batch of stream.batches()) {
    const numbers = new Map(names.map((name) => [name, batch.numbers(name)]));
    const phases = batch.codes('phase');
    const attacking = batch.words('phase').indexOf('attacking');
    const word = (column: string, r: number): string => batch.words(column)[batch.codes(column)?.[r] ?? -1] ?? '';
    for (const [code, rows] of rowsByCode(batch.codes('attack'), batch.rows)) {
      let reader = readers.get(code);
      if (reader === undefined) {
        const [first] = rows;
        reader = new AttackReader(word('attack', first), word('topic', first), word('owner', first), names, every);
        readers.set(code, reader);
      }
      reader.take(numbers, rows, (r) => phases === undefined || phases[r] === attacking);
    }
  }
  return { columns, attacks: [...readers.values()].map((reader) => reader.result()) };
}

class AttackReader {
  readonly #names: readonly [string, string, string];
  readonly #groups: EpochGroups;
  readonly #sums = new Map<string, GroupSums>();
  readonly #totals = new Map<string, { sum: number; count: number }>();
  readonly #controls = new Map<string, ThinnedValues>();
  readonly #damage = new BatchMeans();
  #rows = 0;
  #attacking = 0;
  #from = Number.NaN;
  #to = Number.NaN;

  constructor(attack: string, topic: string, owner: string, columns: readonly string[], every: number) {
    this.#names = [attack, topic, owner];
    this.#groups = new EpochGroups(MOST_GROUPS, every);
    for (const name of columns) {
      this.#sums.set(name, this.#groups.column());
      this.#totals.set(name, { sum: 0, count: 0 });
      if (name.startsWith('control_')) this.#controls.set(name, new ThinnedValues());
    }
  }

  take(
    numbers: ReadonlyMap<string, Float64Array | Int32Array | undefined>,
    rows: Int32Array,
    isAttacking: (r: number) => boolean,
  ): void {
    const epochs = numbers.get('epoch') ?? new Int32Array(0);
    const places = new Int32Array(rows.length);
    let farthest = 0;
    for (const r of rows) farthest = Math.max(farthest, epochs[r]);
    this.#groups.reach(farthest);
    this.#rows += rows.length;
    const during = rows.filter(isAttacking);
    this.#attacking += during.length;
    rows.forEach((r, i) => {
      places[i] = this.#groups.place(epochs[r]);
      this.#groups.countEpoch(epochs[r]);
    });
    for (const r of during) {
      this.#from = Number.isNaN(this.#from) ? epochs[r] : Math.min(this.#from, epochs[r]);
      this.#to = Number.isNaN(this.#to) ? epochs[r] : Math.max(this.#to, epochs[r]);
      const damage = numbers.get('damage')?.[r] ?? Number.NaN;
      if (Number.isFinite(damage)) this.#damage.add(damage);
    }
    for (const [name, values] of numbers) {
      const sums = this.#sums.get(name);
      const total = this.#totals.get(name);
      if (values === undefined || sums === undefined || total === undefined) continue;
      addRows(sums, values, rows, places);
      const control = this.#controls.get(name);
      if (control !== undefined) for (const r of rows) control.add(values[r]);
      for (const r of during) {
        if (!Number.isFinite(values[r])) continue;
        total.sum += values[r];
        ++total.count;
      }
    }
  }

  result(): AttackResult {
    const [attack, topic, owner] = this.#names;
    const none: GroupSums = { sum: new Float64Array(MOST_GROUPS), count: new Uint32Array(MOST_GROUPS) };
    const sums = (column: string): GroupSums => this.#sums.get(column) ?? none;
    const has = (column: string): boolean => sums(column).count.some((count) => count > 0);
    const total = (column: string): number => this.#totals.get(column)?.sum ?? 0;
    return {
      attack,
      topic,
      owner,
      epochs: this.#rows,
      attacking: this.#attacking,
      from: this.#from,
      to: this.#to,
      high: (column) => this.#controls.get(column)?.quantile(0.99) ?? Number.NaN,
      total,
      overall: (column) => (has(column) ? sums(column).sum.reduce((sum, value) => sum + value, 0) : Number.NaN),
      mean: (column) => total(column) / (this.#totals.get(column)?.count ?? 0),
      damage: this.#damage.result(),
      dilution: 1 - total('honest_reward') / total('control_honest_reward'),
      has,
      points: (most) => thinned(this.#groups, most),
      sums,
    };
  }
}
