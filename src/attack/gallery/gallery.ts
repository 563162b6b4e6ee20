import type { Place } from '../../config/problem.ts';

/** A setting of the scenario, and where it stands in the gallery file. */
export interface PlacedSetting {
  /** As after `--set`. */
  readonly path: string;
  readonly value: unknown;
  readonly place: Place;
}

/** A size of the network: what is set for it, population counts as a rule. */
export interface GallerySize {
  readonly name: string;
  readonly set: readonly PlacedSetting[];
}

/** An attack as scenarios write it. */
export interface GalleryEntry {
  /** Its name, or that of its attack; unique. */
  readonly name: string;
  /** Key in the registry. */
  readonly attack: string;
  /** The block for `attacks:`, with name and budget. */
  readonly block: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/** What a gallery file asks for. */
export interface Gallery {
  readonly name: string;
  /** First line of the file. */
  readonly question: string;
  /** Text of the file. */
  readonly text: string;
  /** Scenario file of the network. */
  readonly network: string;
  readonly sizes: readonly GallerySize[];
  readonly profiles: readonly string[];
  readonly slashing: readonly string[];
  /** ALLO that the owner of each attack may lay out. */
  readonly budget: number;
  readonly replicates: number;
  /** Root of the seeds; the scenario's unless given. */
  readonly seed: string | undefined;
  readonly attacks: readonly GalleryEntry[];
  /** Where profiles and slashing stand. */
  readonly places: { readonly profiles: readonly Place[]; readonly slashing: readonly Place[] };
}
