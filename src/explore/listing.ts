import path from 'node:path';
import { foldersIn } from '../io/run-folder.ts';
import { changedAt } from '../io/served-files.ts';
import { MANIFEST, SUMMARY } from '../record/manifest.ts';
import type { ListedRecord, Listing, MetricCell, MetricName } from '../web/explorer/records.ts';
import { type KnownRecord, readRecord } from './read-record.ts';

/** Shown unless others are asked for, in this order, as far as any record has them. */
const usual = ['skill_vs_naive', 'skill_vs_best_single', 'mean_combined_loss', 'attack_damage', 'minted'];
const mostUsual = 3;

/** A record as it was read, until one of its files changes. */
interface Kept {
  readonly stamp: string;
  readonly record: KnownRecord;
}

/** The records below a folder of results, kept in memory while their files stay as they are. */
export class Records {
  readonly root: string;
  readonly shownRoot: string;
  #kept = new Map<string, Kept>();

  /** @param shownRoot the folder as the user would write it */
  constructor(root: string, shownRoot: string) {
    this.root = root;
    this.shownRoot = shownRoot;
  }

  /** Looks at all folders, and reads those that have changed. Hidden ones are stores and what is being written. */
  list(asked: readonly string[] | undefined): Listing {
    const found = new Map<string, Kept>();
    for (const group of shownIn(this.root)) {
      for (const id of shownIn(path.join(this.root, group))) {
        const place = `${group}/${id}`;
        const kept = this.#at(place);
        if (kept !== undefined) found.set(place, kept);
      }
    }
    this.#kept = found;
    const records = [...found.values()].map(({ record }) => record);
    const metrics = metricNames(records);
    const shown = asked ?? usual.filter((name) => metrics.some((metric) => metric.name === name)).slice(0, mostUsual);
    return { root: this.shownRoot, records: records.map((record) => listed(record, shown)), metrics, shown };
  }

  /** One of them; undefined when there is none of that path. */
  at(place: string): ListedRecord | undefined {
    const [group, id, ...more] = place.split('/');
    if (more.length > 0 || !shownIn(this.root).includes(group)) return undefined;
    if (!shownIn(path.join(this.root, group)).includes(id)) return undefined;
    const kept = this.#at(place);
    return kept && listed(kept.record, []);
  }

  #at(place: string): Kept | undefined {
    const folder = path.join(this.root, place);
    const stamp = stampOf(folder);
    const known = this.#kept.get(place);
    if (known?.stamp === stamp) return known;
    const record = readRecord(folder, place);
    return record && { stamp, record };
  }
}

function shownIn(folder: string): string[] {
  return foldersIn(folder).filter((name) => !name.startsWith('.'));
}

/** Changes when the record does: its manifest and summary are replaced whole, other files come and go. */
function stampOf(folder: string): string {
  const parts = [MANIFEST, SUMMARY, 'report.html', '.'].map((name) => changedAt(path.join(folder, name)));
  return parts.map((part) => (part === undefined ? '-' : `${part.time} ${part.bytes}`)).join(' ');
}

function metricNames(records: readonly KnownRecord[]): MetricName[] {
  const units = new Map<string, string>();
  for (const { metrics } of records) {
    for (const [name, { unit }] of metrics) if (!units.has(name)) units.set(name, unit);
  }
  return [...units].map(([name, unit]) => ({ name, unit })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function listed({ facts, metrics }: KnownRecord, shown: readonly string[]): ListedRecord {
  const cells: Record<string, MetricCell> = {};
  for (const name of shown) {
    const cell = metrics.get(name);
    if (cell !== undefined) cells[name] = { value: cell.value, topic: cell.topic, topics: cell.topics };
  }
  return { ...facts, metrics: cells };
}
