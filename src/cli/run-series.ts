import type { GroupSeries } from '../record/thinned-series.ts';

/** What the screen draws of a recorded run. */
export interface RunSeries {
  /** Per topic, over its epochs: `combined_loss`, `naive_loss`. Their difference is made of the same epochs. */
  readonly topics: readonly GroupSeries[];
  /** Per attack and topic, over the epochs: `damage`. */
  readonly attacks: readonly GroupSeries[];
  /** Over the recording intervals of the hub chain; null where it was not recorded. */
  readonly chain: GroupSeries | null;
}

/** Columns of the table chain that a screen shows when there are no topics to show. */
export const chainColumns = ['emission', 'circulating', 'staked_ratio', 'staker_yield', 'treasury', 'price'] as const;

/** Reads from the tables of a run what its screen draws. */
export async function readRunSeries(folder: string): Promise<RunSeries> {
  const [{ thinnedSeries }, { tablesOf }] = await Promise.all([
    import('../record/thinned-series.ts'),
    import('../run/find-run.ts'),
  ]);
  const tables = tablesOf(folder);
  const series = (name: string, wanted: Parameters<typeof thinnedSeries>[1]): GroupSeries[] => {
    const table = tables.get(name);
    return table === undefined ? [] : thinnedSeries(table.path, wanted);
  };
  return {
    topics: series('epochs', { columns: ['combined_loss', 'naive_loss'], by: ['topic'], at: 'epoch' }),
    attacks: series('attacks', { columns: ['damage'], by: ['attack', 'topic'], at: 'epoch' }),
    chain: series('chain', { columns: chainColumns, by: [] })[0] ?? null,
  };
}
