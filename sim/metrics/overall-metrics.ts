import type { SummaryMetric } from './column.ts';
import type { TopicTotals } from './topic-totals.ts';

/** One number of `summary.json` about all topics together, declared. */
export interface OverallMetricDeclaration {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  /** null: not defined for this run. */
  readonly of: (totals: readonly TopicTotals[]) => number | null;
}

const loss = 'log10 loss';

function sum(totals: readonly TopicTotals[], of: (totals: TopicTotals) => number): number {
  let all = 0;
  for (const one of totals) all += of(one);
  return all;
}

/** Of losses over all compared epochs of all topics, each epoch counting alike. */
function mean(name: string, doc: string, of: (totals: TopicTotals) => number): OverallMetricDeclaration {
  return {
    name,
    unit: loss,
    doc: `${doc}, over the compared epochs of all topics; none when some topics’ losses are logarithms and others’ raw`,
    of(totals) {
      const compared = sum(totals, (one) => one.compared);
      return compared > 0 ? sum(totals, of) / compared : null;
    },
  };
}

/** The metrics of `summary.json` about all topics of a run together. */
export const overallMetrics: readonly OverallMetricDeclaration[] = [
  mean('overall_combined_loss', 'mean true loss of the combined inference', (t) => t.combined),
  mean('overall_skill_vs_naive', 'naive less combined mean loss', (t) => t.naive - t.combined),
  mean('overall_skill_vs_equal_weight', 'equal-weight less combined mean loss', (t) => t.equalWeight - t.combined),
  mean('overall_skill_vs_best_single', 'best-so-far less combined mean loss', (t) => t.bestSingle - t.combined),
  {
    name: 'overall_epochs_paid',
    unit: 'epochs',
    doc: 'nonces of all topics whose reward was paid',
    of: (totals) => sum(totals, (one) => one.paidEpochs),
  },
  {
    name: 'overall_reward_paid',
    unit: 'ALLO',
    doc: 'rewards paid to all actors of all topics',
    of: (totals) => sum(totals, (one) => one.paid),
  },
];

/**
 * All metrics over all topics.
 *
 * @param views one per entry of `totals`; losses that are logarithms and losses that are not have no common mean
 */
export function summariseOverall(
  totals: readonly TopicTotals[],
  views: readonly { readonly allowNegative: boolean }[],
): SummaryMetric[] {
  const raw = views.some(({ allowNegative }) => allowNegative);
  const mixed = raw && views.some(({ allowNegative }) => !allowNegative);
  return overallMetrics.map(({ name, unit, of }) => {
    const isLoss = unit === loss;
    return { name, value: isLoss && mixed ? null : of(totals), unit: isLoss && raw ? 'loss' : unit, topic: '' };
  });
}
