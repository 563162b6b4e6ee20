import { type OpenPool, openRunPool } from '../../experiment/run-pool.ts';
import { openRunStore } from '../../experiment/run-store.ts';
import { runUnits, type UnitsEnd, type UnitsProgress, type UnitTask } from '../../experiment/run-units.ts';
import type { UnitOutcome } from '../../experiment/stored-run.ts';
import type { GalleryCell } from '../../record/gallery-record.ts';
import { unitAddress, unitOf } from '../../run/run-unit.ts';
import { adjusted, cellMeasures, type SeedOfCell } from './cell-measures.ts';
import { type GallerySide, gallerySides, type PlannedGallery, planGallery } from './cells.ts';
import { readGallery, resolveGallery } from './read-gallery.ts';
import { type RecordedGallery, recordGallery } from './record-gallery.ts';

export interface GalleryOptions {
  /** Folder of all results. */
  readonly root: string;
  readonly threads: number;
  readonly onProgress?: (progress: UnitsProgress) => void;
  readonly interrupted?: () => boolean;
  /** The gallery itself, in place of what its file says: paths in it are still relative to the file. */
  readonly text?: string;
  /** Where runs are made; threads of this program unless given. */
  readonly openPool?: OpenPool;
}

/** How a gallery ended, and where it is recorded: nowhere when it was interrupted. */
export interface GalleryRuns extends UnitsProgress {
  readonly end: UnitsEnd;
  readonly recorded: RecordedGallery | undefined;
}

/**
 * Runs all attacks of a gallery file in all its settings, both sides on common seeds, and records what came out in
 * `<root>/gallery/<gallery id>/`. Runs that are in the store are not made again. A run that fails is left out of its cell.
 *
 * @throws ScenarioError when something is wrong in the file, or a cell of it makes no scenario that can be run
 */
export async function runGallery(file: string, options: GalleryOptions): Promise<GalleryRuns> {
  const begin = performance.now();
  const gallery = options.text === undefined ? readGallery(file) : resolveGallery(options.text, file);
  const plan = await planGallery(gallery);
  const { tasks, places } = await tasksOf(plan, options.interrupted);
  const outcomes: (UnitOutcome | undefined)[] = new Array(tasks.length).fill(undefined);
  let progress: UnitsProgress = { total: tasks.length, done: 0, failed: 0, stored: 0 };
  const { root, threads, onProgress, interrupted, openPool = openRunPool } = options;
  const pool = openPool(threads, { root, keepFailures: true });
  let end: UnitsEnd;
  try {
    end = await runUnits(tasks, {
      store: openRunStore(root),
      pool,
      take: (index, outcome) => {
        outcomes[index] = outcome;
      },
      onProgress: (now) => {
        progress = now;
        onProgress?.(now);
      },
      ...(interrupted && { interrupted }),
    });
  } finally {
    await pool.close();
  }
  if (end !== 'done' || interrupted?.()) return { ...progress, end: 'interrupted', recorded: undefined };
  const metricsOf = (cell: number, side: GallerySide, r: number) => {
    const outcome = outcomes[places.get(keyOf(cell, side, r)) ?? -1];
    return outcome?.status === 'done' ? outcome.metrics : null;
  };
  const cells = cellsOf(plan, metricsOf);
  const recorded = recordGallery({
    ...{ gallery, plan, cells, root },
    runs: progress.total,
    failed: progress.failed,
    addresses: tasks.map(({ address }) => address),
    wallSeconds: (performance.now() - begin) / 1000,
  });
  return { ...progress, end, recorded };
}

const keyOf = (cell: number, side: GallerySide, replicate: number): string => `${cell} ${side} ${replicate}`;

/** A run per cell, side and seed; those of cells that lack something are not made. */
async function tasksOf(
  { cells, seeds }: PlannedGallery,
  interrupted: (() => boolean) | undefined,
): Promise<{ tasks: UnitTask[]; places: Map<string, number> }> {
  const tasks: UnitTask[] = [];
  const places = new Map<string, number>();
  for (const [c, cell] of cells.entries()) {
    if (cell.lacks !== '') continue;
    for (const side of gallerySides) {
      if (interrupted?.()) return { tasks, places };
      const runnable = await cell.scenario(side);
      for (const [r, seed] of seeds.entries()) {
        places.set(keyOf(c, side, r), tasks.length);
        tasks.push({
          address: unitAddress(unitOf(runnable, seed)),
          unit: async () => unitOf(await cell.scenario(side), seed),
        });
      }
    }
  }
  return { tasks, places };
}

function cellsOf(
  { cells, seeds }: PlannedGallery,
  metricsOf: (cell: number, side: GallerySide, r: number) => SeedOfCell['attack'],
): GalleryCell[] {
  return adjusted(
    cells.flatMap(({ entry, profile, slashing, size, lacks }, c) => {
      const pairs = seeds.map((_, r): SeedOfCell => {
        return { attack: metricsOf(c, 'attack', r), honest: metricsOf(c, 'honest', r) };
      });
      return cellMeasures({ attack: entry.name, profile, slashing, size }, lacks === '' ? pairs : [], lacks);
    }),
  );
}
