import type { ColumnDeclaration } from '../../sim/index.ts';
import type { RecordedFile } from './manifest.ts';

/*
 * What a gallery of attacks leaves in its folder, `results/gallery/<gallery id>/`: `cells.arrow`, `gallery.yaml`, `charts/`,
 * `report.html` and, written last, `manifest.json`.
 */

export const GALLERY_FORMAT = 1;
export const GALLERY_FILE = 'gallery.yaml';

/** What a gallery measures of each cell. */
export const galleryMeasures = ['roi', 'attack_damage'] as const;
export type GalleryMeasure = (typeof galleryMeasures)[number];

/** An attack at one version of the protocol, with slashing or without, in a network of one size. */
export interface GalleryCell {
  /** Name of the attack's entry. */
  readonly attack: string;
  readonly profile: string;
  readonly slashing: string;
  readonly size: string;
  readonly measure: GalleryMeasure;
  readonly unit: string;
  /** Seeds with all the values that it needs. */
  readonly n: number;
  /** NaN: no value. Of `roi` the ratio of means, of `attack_damage` the mean. */
  readonly mean: number;
  /** Ends of the 95 % interval; NaN for n = 1. */
  readonly low: number;
  readonly high: number;
  /** Two-sided, of the t test that it is 0; NaN for n = 1. */
  readonly p: number;
  /** The same by Holm's steps over all cells and measures of the gallery. */
  readonly adjustedP: number;
  /** Mean of what the attack lays out over the whole run, ALLO. */
  readonly outlay: number;
  /** Runs of the cell that failed. */
  readonly failed: number;
  /** Why there is no number: what the cell lacks, or how its runs ended; empty otherwise. */
  readonly lacks: string;
}

/** An attack of a gallery. */
export interface GalleryAttack {
  /** Of its entry; unique. */
  readonly name: string;
  /** Key in the registry, and number in the catalogue. */
  readonly attack: string;
  readonly number: number;
  readonly doc: string;
  readonly question: string;
}

/** `manifest.json` of a gallery. */
export interface GalleryManifest {
  readonly kind: 'gallery';
  readonly formatVersion: number;
  readonly engineVersion: string;
  /** SHA-256 of the engine's code, hexadecimal. */
  readonly codeHash: string;
  readonly galleryId: string;
  readonly name: string;
  readonly question: string;
  /** Name of the scenario of the network, and epochs of every run. */
  readonly network: string;
  readonly epochs: number;
  readonly sizes: readonly string[];
  readonly profiles: readonly string[];
  readonly slashing: readonly string[];
  readonly attacks: readonly GalleryAttack[];
  /** ALLO that the owner of each attack may lay out. */
  readonly budget: number;
  readonly seed: string;
  readonly seeds: readonly string[];
  readonly runs: number;
  readonly failed: number;
  /** Cells and measures that were tested, for the adjustment of p. */
  readonly tested: number;
  readonly wallSeconds: number;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly nodeVersion: string;
  readonly files: readonly RecordedFile[];
}

const label = (name: string, doc: string): ColumnDeclaration => ({ name, type: 'dictionary', unit: '', doc });
const count = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'int32', unit, doc });
const number = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'float64', unit, doc });

/** `cells.arrow`, one row per attack, profile, slashing, size and measure. */
export const galleryColumns: readonly ColumnDeclaration[] = [
  label('attack', 'Name of the attack.'),
  label('profile', 'Version of the protocol.'),
  label('slashing', 'How reputers lose stake for low scores (not on chain); none: they do not.'),
  label('size', 'Size of the network.'),
  label('measure', 'roi or attack_damage.'),
  label('unit', 'Unit of the measure.'),
  count('n', 'seeds', 'Seeds with all the values that it needs.'),
  number(
    'mean',
    "the measure's",
    'roi: (net of the attack less net of honest play) / outlay, a ratio of means; else the mean.',
  ),
  number('low', "the measure's", 'Lower end of its 95 % t-interval; none for n = 1.'),
  number('high', "the measure's", 'Upper end of it.'),
  number('p', 'probability', 'Of the t test that it is 0, two-sided.'),
  number('adjusted_p', 'probability', "The same by Holm's steps over the whole gallery."),
  number('outlay', 'ALLO', 'What the attack lays out over the whole run, mean over the seeds.'),
  count('failed', 'runs', 'Runs of the cell that failed.'),
  label('lacks', 'Why there is no number: what the cell lacks; empty otherwise.'),
];
