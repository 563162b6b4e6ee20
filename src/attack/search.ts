import { sobolPoints } from '../experiment/design/sobol.ts';
import type { VariedParameter } from '../record/attack-record.ts';

/** What a search is told. */
export interface SearchRules {
  readonly parameters: readonly VariedParameter[];
  /** The scenario's own values, which are tried first where they lie in the range. */
  readonly own: Readonly<Record<string, number>>;
  /** Seeds over all settings: how often the objective may be looked at. */
  readonly evaluations: number;
  /** Most seeds of one setting. */
  readonly mostReplicates: number;
  /** Of the settings drawn. */
  readonly seed: string;
}

/** A setting, and the seeds that it has been run with. */
export interface Candidate {
  readonly settings: Readonly<Record<string, number>>;
  /** The same in the unit cube. */
  readonly place: readonly number[];
  replicates: number;
  /** Mean of the objective over them; null: none, which is worse than any. */
  score: number | null;
}

/** Scores of settings over the first `replicates` seeds; undefined: somebody interrupted. */
export type Evaluate = (
  candidates: readonly { readonly settings: Readonly<Record<string, number>>; readonly replicates: number }[],
) => Promise<readonly (number | null)[] | undefined>;

const rounds = 4;
const firstReplicates = 2;
/** Sequences are made of powers of two, at most this. */
const mostDrawn = 1 << 12;

/**
 * Looks for the settings with the largest objective. A quarter of the evaluations goes to points of a Sobol sequence over
 * the whole range, with two seeds each. Then, three times over, seeds are doubled, half of a quarter goes to the best settings so
 * far, and the other half to new ones in a box around the best whose sides are half as long as before.
 *
 * The same rules and scores lead to the same settings. What comes out best was picked for its score, so the score flatters
 * it: measure it again on other seeds.
 *
 * @returns every candidate in the order tried; undefined when somebody interrupted
 */
export async function searchWorst(rules: SearchRules, evaluate: Evaluate): Promise<Candidate[] | undefined> {
  const tried: Candidate[] = [];
  let left = rules.evaluations;
  for (let round = 0; round < rounds; ++round) {
    const share = Math.floor(left / (rounds - round));
    const replicates = Math.min(rules.mostReplicates, firstReplicates * 2 ** round);
    const kept = round === 0 ? [] : promoted(tried, replicates, share);
    const spent = kept.reduce((sum, { replicates: has }) => sum + replicates - has, 0);
    const fresh = newCandidates(rules, tried, round, Math.floor((share - spent) / replicates));
    const asked = [...kept, ...fresh];
    if (asked.length === 0) continue;
    const scores = await evaluate(asked.map(({ settings }) => ({ settings, replicates })));
    if (scores === undefined) return undefined;
    left -= spent + fresh.length * replicates;
    tried.push(...fresh);
    asked.forEach((candidate, c) => {
      candidate.replicates = replicates;
      candidate.score = scores[c];
    });
  }
  return tried;
}

/** The best of those with the most seeds that have a score; undefined: none has. */
export function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const scored = candidates.filter(({ score }) => score !== null);
  const most = Math.max(...scored.map(({ replicates }) => replicates));
  return byScore(scored.filter(({ replicates }) => replicates === most))[0];
}

function byScore(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => (b.score ?? Number.NEGATIVE_INFINITY) - (a.score ?? Number.NEGATIVE_INFINITY));
}

/** The best settings of the round before that half a share gives more seeds to, or a whole one to a single setting. */
function promoted(tried: readonly Candidate[], replicates: number, share: number): Candidate[] {
  const most = Math.max(...tried.map((candidate) => candidate.replicates));
  const last = byScore(tried.filter((one) => one.replicates === most && one.score !== null));
  const kept: Candidate[] = [];
  let spent = 0;
  // Half of them at most: the others have lost.
  for (const candidate of last.slice(0, Math.ceil(last.length / 2))) {
    spent += replicates - candidate.replicates;
    if (spent > (kept.length === 0 ? share : share / 2)) break;
    kept.push(candidate);
  }
  return kept;
}

/** Settings that were not tried yet, in a box around the best, or anywhere in the first round. */
function newCandidates(rules: SearchRules, tried: readonly Candidate[], round: number, count: number): Candidate[] {
  if (count < 1) return [];
  const center = round === 0 ? undefined : bestOf(tried)?.place;
  const side = center === undefined ? 1 : 0.5 ** round;
  const known = new Set(tried.map(({ settings }) => JSON.stringify(settings)));
  const found: Candidate[] = [];
  const add = (settings: Readonly<Record<string, number>>, place: readonly number[]): void => {
    const key = JSON.stringify(settings);
    if (known.has(key) || found.length === count) return;
    known.add(key);
    found.push({ settings, place, replicates: 0, score: null });
  };
  if (round === 0) ownCandidate(rules, add);
  // Twice as many as are wanted: whole numbers repeat themselves.
  const drawn = Math.min(mostDrawn, 2 ** Math.ceil(Math.log2(2 * count)));
  const { parameters, seed } = rules;
  for (const unit of sobolPoints(drawn, parameters.length, `${seed} ${round}`).slice(0, drawn)) {
    const place = unit.map((u, d) => {
      // The box is moved, not cut, where it would leave the range.
      const low = center === undefined ? 0 : Math.min(1 - side, Math.max(0, center[d] - side / 2));
      return low + side * u;
    });
    add(Object.fromEntries(parameters.map((parameter, d) => [parameter.name, valueAt(parameter, place[d])])), place);
  }
  return found;
}

function ownCandidate(
  { parameters, own }: SearchRules,
  add: (settings: Readonly<Record<string, number>>, place: readonly number[]) => void,
): void {
  const inside = parameters.every(({ name, low, high }) => own[name] >= low && own[name] <= high);
  if (!inside) return;
  const settings = Object.fromEntries(parameters.map(({ name }) => [name, own[name]]));
  add(
    settings,
    parameters.map((parameter) => placeOf(parameter, own[parameter.name])),
  );
}

/** Value of a parameter at a place between 0 and 1 of its range, to six digits: what a reader sees is what was run. */
export function valueAt({ low, high, whole, scale }: VariedParameter, u: number): number {
  if (whole && scale === 'linear') return Math.min(high, low + Math.floor(u * (high - low + 1)));
  const value = scale === 'log' ? low * (high / low) ** u : low + u * (high - low);
  if (whole) return Math.min(high, Math.max(low, Math.round(value)));
  return Math.min(high, Math.max(low, Number(value.toPrecision(6))));
}

function placeOf({ low, high, whole, scale }: VariedParameter, value: number): number {
  if (whole && scale === 'linear') return (value - low + 0.5) / (high - low + 1);
  return scale === 'log' ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}
