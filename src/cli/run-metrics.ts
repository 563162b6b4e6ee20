import type { SummaryMetric } from '../../sim/index.ts';
import { type FittedColumn, fittedTable } from './fitted-table.ts';
import { shownNumber } from './shown-number.ts';
import type { Terminal } from './terminal.ts';
import { moreLine } from './text-width.ts';

/** What runs are about, in the order in which it is shown; what the topics' lines say is not said again. */
const headlines: readonly string[] = [
  'attack_damage',
  'attack_reward_ratio',
  'attack_dilution',
  'attack_shift',
  'attack_net',
  'overall_skill_vs_naive',
  'skill_vs_equal_weight',
  'skill_vs_best_single',
  'alignment_inferers',
  'alignment_forecasters',
  'alignment_reputers',
  'emission_total',
  'circulating_end',
  'staked_ratio_end',
  'staker_yield_end',
  'treasury_end',
  'peak_emission_month',
  'reward_gini_end',
  'reward_nakamoto_end',
  'to_topics_total',
  'to_validators_total',
  'fee_coverage',
];

/** More topics than this do not fit beside each other. */
const mostTopics = 4;

/**
 * A line per metric: its value; a column per topic when there are a few; mean, least and most when there are many.
 *
 * @param elsewhere names of metrics that the screen shows in another place
 * @param most lines
 */
export function metricsTable(
  metrics: readonly SummaryMetric[],
  elsewhere: ReadonlySet<string>,
  most: number,
  { columns: width }: Terminal,
  dim: (text: string) => string,
): string {
  const valued = new Set(metrics.filter(({ value }) => value !== null).map(({ name }) => name));
  const names = headlines.filter((name) => valued.has(name) && !elsewhere.has(name)).slice(0, most);
  const topics = [...new Set(metrics.map(({ topic }) => topic).filter((topic) => topic !== ''))];
  const valuesOf = (name: string) => metrics.filter((metric) => metric.name === name);
  const unitOf = (name: string) => (valuesOf(name)[0].unit === '1' ? '' : valuesOf(name)[0].unit);
  const { columns, cells } = layout(topics);
  const rows = names.map((name) => [name, ...cells(valuesOf(name)), unitOf(name)]);
  const all = new Set(metrics.map(({ name }) => name)).size;
  const more = all > names.length ? moreLine(`all ${all} metrics in summary.json`, width) : '';
  const whole: FittedColumn[] = [{ head: '', least: 16 }, ...columns, { head: '', rank: 1, least: 12 }];
  return fittedTable(whole, rows, width, dim) + more;
}

interface Layout {
  readonly columns: readonly FittedColumn[];
  /** Of one metric: the cells below those columns. */
  readonly cells: (found: readonly SummaryMetric[]) => string[];
}

function layout(topics: readonly string[]): Layout {
  const run = (found: readonly SummaryMetric[]) => found.find(({ topic }) => topic === '');
  if (topics.length <= 1) {
    return { columns: [{ head: '', right: true }], cells: ([one]) => [shownNumber(one.value)] };
  }
  if (topics.length <= mostTopics) {
    return {
      columns: ['run', ...topics].map((head) => ({ head, right: true })),
      cells: (found) => {
        const each = topics.map((topic) => found.find((one) => one.topic === topic));
        return [run(found), ...each].map((one) => (one === undefined ? '' : shownNumber(one.value)));
      },
    };
  }
  return {
    columns: [
      { head: 'mean', right: true },
      { head: 'least topic', right: true, rank: 2 },
      { head: 'most', right: true, rank: 3 },
    ],
    cells: (found) => {
      const whole = run(found);
      if (whole !== undefined) return [shownNumber(whole.value), '', ''];
      const values = found.flatMap(({ value }) => value ?? []);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return [mean, Math.min(...values), Math.max(...values)].map((value) => shownNumber(value));
    },
  };
}
