import type { ListedRecord } from './records.ts';
import type { PageState } from './state.ts';

/* Which records are shown, and in which order. */

type Filters = Pick<PageState, 'words' | 'kind' | 'name' | 'protocol'>;

/** Records that contain every word, and are of the kind, name and protocol asked for. */
export function filtered(records: readonly ListedRecord[], { words, kind, name, protocol }: Filters): ListedRecord[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return records.filter((record) => {
    if (kind !== '' && record.kind !== kind) return false;
    if (name !== '' && record.name !== name) return false;
    if (protocol !== '' && record.protocol !== protocol) return false;
    const text = [record.path, record.name, record.question, record.kind, record.protocol, record.seed, record.state]
      .join(' ')
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** What a column sorts by; undefined: no value, which comes last in either order. */
export type SortKey = (record: ListedRecord) => string | number | undefined;

/** Columns that every record has, by their keys in the address. */
export const sortKeys: Readonly<Record<string, SortKey>> = {
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  time: ({ time }) => time,
  protocol: ({ protocol }) => protocol || undefined,
  seed: ({ seed }) => seed || undefined,
  epochs: ({ epochs }) => epochs ?? undefined,
  wallSeconds: ({ wallSeconds }) => wallSeconds ?? undefined,
  bytes: ({ bytes }) => bytes ?? undefined,
};

const metricMark = 'metric:';
export const metricKey = (name: string): string => `${metricMark}${name}`;

function keyOf(sort: string): SortKey {
  if (!sort.startsWith(metricMark)) return Object.hasOwn(sortKeys, sort) ? sortKeys[sort] : sortKeys.time;
  const name = sort.slice(metricMark.length);
  return ({ metrics }) => (Object.hasOwn(metrics, name) ? (metrics[name].value ?? undefined) : undefined);
}

/** The records in order; equal ones by their paths. */
export function sorted(records: readonly ListedRecord[], sort: string, falling: boolean): ListedRecord[] {
  const key = keyOf(sort);
  const order = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), 'en', { numeric: true });
  return [...records].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === undefined || b === undefined) {
      if (a !== b) return a === undefined ? 1 : -1;
    } else {
      const sign = order(a, b);
      if (sign !== 0) return falling ? -sign : sign;
    }
    return one.path < other.path ? -1 : 1;
  });
}

/** Different words of the records, in order; those that are empty left out. */
export function wordsOf(records: readonly ListedRecord[], of: (record: ListedRecord) => string): string[] {
  return [...new Set(records.map(of))].filter((word) => word !== '').sort((a, b) => a.localeCompare(b, 'en'));
}
