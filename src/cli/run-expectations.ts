import type { Colors } from 'picocolors/types.js';
import type { Verdict } from '../expect/evaluate.ts';
import { type FittedColumn, fittedTable } from './fitted-table.ts';
import { shownNumber } from './shown-number.ts';
import type { Terminal } from './terminal.ts';
import { moreLine } from './text-width.ts';

/** What was expected of each metric and what came out: met, NOT MET, or what it takes to know. */
export function expectationsTable(
  verdicts: readonly Verdict[],
  most: number,
  { columns: width }: Terminal,
  { dim, green, red }: Pick<Colors, 'dim' | 'green' | 'red'>,
): string {
  const several = new Set(verdicts.map(({ topic }) => topic).filter((topic) => topic !== '')).size > 1;
  // The first to be seen are those that are not as expected.
  const order = [...verdicts].sort((a, b) => Number(a.met !== false) - Number(b.met !== false));
  const shown = verdicts.length > most ? order.slice(0, most) : verdicts;
  const word = (met: boolean | null): string => (met === null ? '' : met ? green('met') : red('NOT MET'));
  const rows = shown.map(({ metric, topic, than, expected, mean, low, high, n, met, reason }) => [
    `${metric}${than === '' ? '' : ` less that of ${than}`}`,
    several ? topic : '',
    expected,
    mean === null ? '' : shownNumber(mean),
    n < 2 ? '' : `${shownNumber(low)} to ${shownNumber(high)}`,
    n === 0 ? '' : String(n),
    [word(met), reason].filter((text) => text !== '').join(': '),
  ]);
  const columns: FittedColumn[] = [
    { head: 'expected of', least: 20 },
    { head: several ? 'topic' : '', least: 8 },
    { head: '' },
    { head: 'mean', right: true, rank: 1 },
    { head: '95 % interval', rank: 2 },
    { head: 'n', right: true, rank: 3 },
    { head: '' },
  ];
  const left = verdicts.length - shown.length;
  const more = left > 0 ? moreLine(`${left} more with --json`, width) : '';
  return fittedTable(columns, rows, width, dim) + more;
}
