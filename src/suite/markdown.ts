import { byEntryWorstFirst, type Difference, differencesOf } from './differences.ts';
import { isDifference, type SuiteVerdict } from './verdict.ts';
import {
  baselineInWords,
  changeInWords,
  counted,
  entryInWords,
  headline,
  kindInWords,
  metricName,
  percentOf,
  quietChanges,
  ruleInWords,
  signed,
  times,
  valuePair,
} from './words.ts';

/** Rows that stand in sight, and rows in all: a comment on a pull request holds 65 536 characters. */
const mostRows = 15;
const mostDetails = 150;

/** The verdict for a comment on a pull request: the headline, what moved most, and the rest folded up. */
export function toMarkdown(verdict: SuiteVerdict): string {
  const { since, failed, differences } = verdict;
  const mark = failed > 0 ? '❌' : differences > 0 ? '⚠️' : '✅';
  const all = differencesOf(verdict);
  const parts = [`### ${mark} ${text(headline(verdict))}`, `Compared with ${text(baselineInWords(since))}`];
  if (all.length > 0) parts.push(worst(all));
  if (all.length > mostRows) parts.push(`The ${mostRows} worst of ${all.length}.`);
  const notes = quietChanges(verdict).map(({ name, scenarioChange }) => {
    return `- ${text(name)}: ${changeInWords(scenarioChange)}; what is compared did not move.`;
  });
  if (notes.length > 0) parts.push(notes.join('\n'));
  parts.push(details(verdict));
  return `${parts.join('\n\n')}\n`;
}

function worst(all: readonly Difference[]): string {
  const head = ['scenario', 'metric', 'was', 'now', 'difference', '', 'x allowed', ''];
  const right = '---:';
  const rule = ['---', '---', right, right, right, right, right, '---'];
  return [head, rule, ...all.slice(0, mostRows).map(row)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function row({ entry, metric }: Difference): string[] {
  if (metric === null) return [text(entry.name), '', '', '', '', '', '', text(entryInWords(entry))];
  const [old, now] = metric.kind === 'unjudged' ? ['', ''] : valuePair(metric.old, metric.new);
  return [
    text(entry.name),
    text(metricName(metric)),
    old,
    now,
    signed(metric.difference),
    percentOf(metric.difference, metric.old),
    times(metric.ratio),
    metric.kind === 'moved' ? '' : text(kindInWords(metric)),
  ];
}

/** By scenario: what moved, by which rule, and what did not. */
function details(verdict: SuiteVerdict): string {
  let left = mostDetails;
  const parts = byEntryWorstFirst(differencesOf(verdict)).map((group) => {
    const { entry } = group[0];
    const same = entry.metrics.filter((metric) => !isDifference(metric)).length;
    const change = changeInWords(entry.scenarioChange);
    const title = `**${text(entry.name)}**${change === '' ? '' : ` (${change})`}: ${counted(same, 'value')} as before`;
    const shown = group.slice(0, left);
    left -= shown.length;
    const lines = shown.map(({ metric }) => `- ${metric === null ? text(entryInWords(entry)) : line(metric)}`);
    const more = group.length - shown.length;
    return [title, '', ...lines, ...(more > 0 ? [`- ... ${more} more: \`--json\` has all`] : [])].join('\n');
  });
  const still = verdict.entries.filter(({ kind, metrics }) => kind === 'compared' && !metrics.some(isDifference));
  if (still.length > 0) parts.push(`As before: ${still.map(({ name }) => text(name)).join(', ')}`);
  return `<details><summary>Details</summary>\n\n${parts.join('\n\n')}\n\n</details>`;
}

function line(metric: Difference['metric'] & object): string {
  const { old, new: now, difference, rule, seed } = metric;
  const numbers = difference === null ? '' : `: ${old} to ${now}, ${signed(difference)}`;
  const rules = rule === null ? '' : `; ${text(ruleInWords(rule))}`;
  const which = seed === '' ? '' : `; seed ${text(seed)}`;
  return `${text(metricName(metric))} ${text(kindInWords(metric))}${numbers}${rules}${which}`;
}

/** Text that Markdown shows as it is, in one line. */
function text(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|~#]/g, (character) => `\\${character}`);
}
