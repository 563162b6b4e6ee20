import { attacks, controlOf, type Scenario } from '../../../sim/index.ts';
import type { Override } from '../../config/overrides.ts';
import { type RunnableScenario, scenarioReader } from '../../run/read-scenario.ts';
import { replicateSeed } from '../../run/replicate-seeds.ts';
import type { Gallery, GalleryEntry, GallerySize } from './gallery.ts';

/** The two sides of a cell: the attack, and the same resources played honestly. */
export const gallerySides = ['attack', 'honest'] as const;
export type GallerySide = (typeof gallerySides)[number];

/** An attack in one setting of the network. */
export interface PlannedCell {
  readonly entry: GalleryEntry;
  readonly profile: string;
  readonly slashing: string;
  readonly size: string;
  /** What the attack needs and the network has not; empty: nothing, and it can be run. */
  readonly lacks: string;
  /** The scenario of a side. Made anew each time. */
  scenario(side: GallerySide): Promise<RunnableScenario>;
}

/** All cells of a gallery, with the seeds that each is run with. */
export interface PlannedGallery {
  readonly cells: readonly PlannedCell[];
  readonly seed: string;
  readonly seeds: readonly string[];
  readonly network: string;
  readonly epochs: number;
}

/**
 * The cells of a gallery. Each is resolved once, so that whatever is wrong is known before anything runs.
 *
 * @throws ScenarioError when a cell makes no scenario that can be run
 */
export async function planGallery(gallery: Gallery): Promise<PlannedGallery> {
  const read = scenarioReader(gallery.network);
  const bare = await read({});
  const cells: PlannedCell[] = [];
  for (const entry of gallery.attacks) {
    for (const [p, profile] of gallery.profiles.entries()) {
      for (const [s, slashing] of gallery.slashing.entries()) {
        for (const size of gallery.sizes) {
          const values: Override[] = [
            { path: ['protocol', 'profile'], value: profile, place: gallery.places.profiles[p] },
            { path: ['protocol', 'slashing', 'mode'], value: slashing, place: gallery.places.slashing[s] },
            ...sizeOverrides(size),
            { path: ['attacks'], value: [entry.block], place: entry.place },
          ];
          const lacks = lackOf(entry, bare.scenario);
          if (lacks === '') await read({ values });
          cells.push({
            ...{ entry, profile, slashing, size: size.name, lacks },
            scenario: async (side) => sideOf(await read({ values }), side),
          });
        }
      }
    }
  }
  const seed = gallery.seed ?? bare.scenario.seed;
  return {
    cells,
    seed,
    seeds: Array.from({ length: gallery.replicates }, (_, r) => replicateSeed(seed, r)),
    network: bare.scenario.name,
    epochs: bare.scenario.epochs,
  };
}

function sizeOverrides({ set }: GallerySize): Override[] {
  return set.map(({ path, value, place }) => ({ path: path.split('.'), value, place }));
}

/** What an attack needs and a network has not. */
function lackOf({ attack }: GalleryEntry, { topics }: Scenario): string {
  const hasHub = topics.every(({ rewardPerEpoch }) => rewardPerEpoch === null);
  return attacks[attack].needsHub === true && !hasHub ? 'the hub chain' : '';
}

function sideOf(runnable: RunnableScenario, side: GallerySide): RunnableScenario {
  if (side === 'attack') return runnable;
  const scenario = controlOf(runnable.scenario, 'honest');
  return scenario === undefined ? runnable : { ...runnable, scenario };
}
