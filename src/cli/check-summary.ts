import type { SuiteVerdict } from '../suite/verdict.ts';
import { baselineInWords, changeInWords, counted, headline, quietChanges } from '../suite/words.ts';
import { differencesTable } from './check-differences.ts';

/** What a check came to. */
export interface CheckFacts {
  /** The suite's file, as it was given. */
  readonly suite: string;
  /** The baseline's file. */
  readonly baseline: string;
  /** What became of the baseline; null when nobody asked for an update. */
  readonly updated: 'made' | 'rewritten' | 'unchanged' | 'refused' | null;
  readonly runs: number;
  /** Of these runs: their results were in the store. */
  readonly known: number;
  readonly seconds: number;
  readonly verdict: SuiteVerdict;
}

const usualColumns = 80;
/** Scenarios that were changed without effect: more than these are not named. */
const mostNotes = 3;

/** One line: whether anything moved. */
export function checkHeadline({ verdict, updated }: CheckFacts): string {
  if (updated === 'made') {
    const { suite, compared, entries } = verdict;
    return `${suite}: a first baseline was made: ${counted(compared, 'value')} of ${counted(entries.length, 'scenario')}.\n`;
  }
  const done = {
    rewritten: '; the baseline was rewritten',
    unchanged: '; the baseline stays as it is',
    refused: '; the baseline was not rewritten',
  };
  return `${headline(verdict)}${updated === null ? '' : done[updated]}.\n`;
}

/** One screen: the headline, what moved with the worst first, and what to do about it. */
export function checkSummary(facts: CheckFacts, columns = usualColumns): string {
  const { suite, baseline, runs, known, seconds, updated, verdict } = facts;
  const work = `${counted(runs, 'run')}, ${known} of them known, in ${seconds.toFixed(1)} s`;
  const since = updated === 'made' ? '' : `Compared with ${baselineInWords(verdict.since)}\n`;
  const lines = [checkHeadline(facts), since, `${work}.\n`];
  const shown = differencesTable(verdict, Math.max(columns, usualColumns));
  if (shown !== '') lines.push(`\n${shown}`);
  for (const { name, scenarioChange } of quietChanges(verdict).slice(0, mostNotes)) {
    lines.push(`Note: ${name}: ${changeInWords(scenarioChange)}; nothing moved by it.\n`);
  }
  if (updated === null && verdict.differences > 0 && verdict.failed === 0) {
    lines.push(`\nIf it is meant: allora-sim check ${suite} --update --reason "why"\n`);
  }
  if (updated === 'made' || updated === 'rewritten') lines.push(`Baseline: ${baseline}\n`);
  return lines.join('');
}
