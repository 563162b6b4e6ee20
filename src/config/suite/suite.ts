/** A suite file, checked and complete: which scenarios are run, and how far their metrics may move. */
export interface Suite {
  readonly name: string;
  /** The baseline file, as it is found from where the program runs. */
  readonly baseline: string;
  readonly entries: readonly SuiteEntry[];
}

/** A scenario of a suite. */
export interface SuiteEntry {
  /** No other entry of the suite has it. */
  readonly name: string;
  /** The scenario file, as it is found from where the program runs. */
  readonly scenario: string;
  /** Values in place of the scenario's, `path=value`. */
  readonly set: readonly string[];
  /** How many seeds it is run with: 1 means the scenario's own, n more `<seed>-1` to `<seed>-n`. */
  readonly seeds: number;
  readonly rules: readonly ToleranceRule[];
  /** Whether the rules are its own: what they name, it must have. Those of the suite need not fit every scenario. */
  readonly ownRules: boolean;
}

/** How far the metrics that it is about may move. */
export interface ToleranceRule {
  /** Name of a summary metric, or `*` for all of them. */
  readonly metric: string;
  /** Empty: whatever its topic. */
  readonly topic: string;
  readonly tolerance: Tolerance;
}

export type Tolerance =
  /** Seed by seed, |new - old| is at most absolute + relative x |old|. */
  | { readonly kind: 'each'; readonly absolute: number; readonly relative: number }
  /**
   * The 90 % t-interval of the mean of new - old over the seeds lies within ± (absolute + relative x |mean of old|), which
   * is what two one-sided tests at 5 % ask for.
   */
  | { readonly kind: 'equivalence'; readonly absolute: number; readonly relative: number }
  /** It is not looked at. */
  | { readonly kind: 'ignored' };

/** Stands for every metric. */
export const anyMetric = '*';

/** Fewer seeds tell nothing of equivalence. */
export const leastSeedsOfEquivalence = 3;

/** The rule that counts for a metric: the most specific one, by name and topic, name, topic, or none of them. */
export function ruleOf(rules: readonly ToleranceRule[], metric: string, topic: string): ToleranceRule | undefined {
  const fits = (rule: ToleranceRule): boolean =>
    (rule.metric === metric || rule.metric === anyMetric) && (rule.topic === topic || rule.topic === '');
  const weight = (rule: ToleranceRule): number => (rule.metric === anyMetric ? 0 : 2) + (rule.topic === '' ? 0 : 1);
  let best: ToleranceRule | undefined;
  for (const rule of rules) {
    if (fits(rule) && (best === undefined || weight(rule) > weight(best))) best = rule;
  }
  return best;
}
