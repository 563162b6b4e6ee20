/** Words of a dictionary column, each with the code under which it was first named. */
export class Labels {
  readonly words: string[] = [];
  readonly #codes = new Map<string, number>();

  codeOf(word: string): number {
    const known = this.#codes.get(word);
    if (known !== undefined) return known;
    const code = this.words.length;
    this.words.push(word);
    this.#codes.set(word, code);
    return code;
  }
}

/** What the tables call things, over all topics of a run. */
export interface RunLabels {
  readonly topics: Labels;
  readonly actors: Labels;
  readonly policies: Labels;
  readonly owners: Labels;
}

export function createRunLabels(): RunLabels {
  return { topics: new Labels(), actors: new Labels(), policies: new Labels(), owners: new Labels() };
}

/** Codes of one role's actors in a topic; entry x is actor x. */
export interface RoleLabels {
  readonly actor: Int32Array;
  readonly policy: Int32Array;
  readonly owner: Int32Array;
}

export function createRoleLabels(count: number): RoleLabels {
  return { actor: new Int32Array(count), policy: new Int32Array(count), owner: new Int32Array(count) };
}
