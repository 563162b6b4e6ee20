/*
 * What the explorer's server and its pages have agreed on. Paths are relative to the page: the playground is also part of
 * static sites, where `scenarios.json` is a file and nothing can be saved.
 */

/** `scenarios.json`: what the playground can start from. */
export interface ScenarioBundle {
  readonly scenarios: readonly OfferedScenario[];
  /**
   * Texts of all files that these scenarios name (`extends`, series in CSV, scenarios of `than`) and of their own, by path
   * as `resolveScenario` asks for them.
   */
  readonly files: Readonly<Record<string, string>>;
  /** Whether `POST api/scenarios` saves. */
  readonly canSave: boolean;
}

export interface OfferedScenario {
  /** Path of its file, the key in `files`: `scenarios/baseline.yaml`. */
  readonly file: string;
  readonly name: string;
  /** The question in its first line; empty when it asks none. */
  readonly question: string;
}

/** `POST api/scenarios`: saves a scenario as a new file; nothing is ever overwritten. */
export interface SaveScenario {
  /** Name of the file without folder and ending: letters, digits, `-`, `_` and `.`, at most 100. */
  readonly name: string;
  readonly yaml: string;
}

/** Its answer: where it is (200), or why it was not saved (400 wrong scenario or name, 409 exists). */
export type SavedScenario = { readonly path: string } | { readonly problem: string };
