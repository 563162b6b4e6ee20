import { nearestWord } from './nearest-word.ts';
import type { Place, Problem } from './problem.ts';
import { joined, valueAt } from './schema-problems.ts';
import type { Path } from './yaml-document.ts';

/** Collects what is wrong across the values of a scenario, each at the place where its author wrote it. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly #root: unknown;
  readonly #place: (path: Path, key?: string) => Place;

  constructor(root: unknown, place: (path: Path, key?: string) => Place) {
    this.#root = root;
    this.#place = place;
  }

  /** Whether the author wrote something there, or it is a default. */
  wrote(path: Path): boolean {
    return valueAt(this.#root, path) !== undefined;
  }

  /** The first of these that the author wrote; the first of all when none was. */
  written(...paths: readonly Path[]): Path {
    return paths.find((path) => this.wrote(path)) ?? (paths[0] as Path);
  }

  /** Adds a problem with what stands at `path`. */
  add(path: Path, message: (path: string) => string, place: Path = path): void {
    this.problems.push({ ...this.#place(place), path: joined(path), message: message(joined(path)) });
  }

  /** The same for a word that is none of `words`; the nearest of them is suggested. */
  addWord(path: Path, found: string, words: readonly string[], message: (path: string) => string): void {
    const suggestion = nearestWord(found, words);
    const problem = { ...this.#place(path), path: joined(path), message: message(joined(path)) };
    this.problems.push(suggestion === undefined ? problem : { ...problem, suggestion });
  }
}
