/** Columns of a run by name: a hash of all rows, and the rows that are kept, printed with 17 digits. */
export type GoldenColumns = Readonly<Record<string, { readonly hash: string; readonly values: readonly string[] }>>;

export interface GoldenRun {
  /** Which epochs are kept. */
  readonly epochs: readonly number[];
  readonly columns: GoldenColumns;
}

/** One sentence about where a run leaves its golden run first; undefined when it does not. */
export function firstDifference(profile: string, golden: GoldenRun | undefined, now: GoldenRun): string | undefined {
  if (golden === undefined) return `${profile}: no golden run`;
  const gone = Object.keys(golden.columns).find((name) => !(name in now.columns));
  if (gone !== undefined) return `${profile}: column ${gone} is gone`;
  const added = Object.keys(now.columns).find((name) => !(name in golden.columns));
  if (added !== undefined) return `${profile}: column ${added} is new`;
  const { epochs } = golden;
  const changed = Object.keys(golden.columns).filter((name) => golden.columns[name].hash !== now.columns[name].hash);
  for (let e = 0; e < epochs.length; ++e) {
    for (const name of Object.keys(golden.columns)) {
      const [was, is] = [golden.columns[name].values[e], now.columns[name].values[e]];
      if (was !== is) {
        return `${profile}: column ${name} differs, first in epoch ${epochs[e]} of those kept: ${is}, was ${was}`;
      }
    }
  }
  if (changed.length === 0) return undefined;
  return `${profile}: column ${changed[0]} differs between the epochs that are kept (${epochs.join(', ')})`;
}
