import type { Counts } from './run-machine.ts';

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};

/** Of all kinds: tries. */
export function triesOf(outcomes: ReadonlyMap<string, number>): number {
  return sum(outcomes.values());
}

/** How often each reason was given, over all kinds. */
export function refusalsOf(counts: Counts): Map<string, number> {
  const refusals = new Map<string, number>();
  for (const outcomes of counts.values()) {
    for (const [outcome, count] of outcomes) {
      if (outcome !== 'accepted') refusals.set(outcome, (refusals.get(outcome) ?? 0) + count);
    }
  }
  return refusals;
}

export function acceptedShare(counts: Counts): number {
  const all = [...counts.values()];
  return sum(all.map((outcomes) => outcomes.get('accepted') ?? 0)) / sum(all.map(triesOf));
}

/** One line per kind: tries, their share, accepted, and each reason for a refusal; then the sums. */
export function tableOfCounts(counts: Counts): string {
  const total = sum([...counts.values()].map(triesOf));
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`.padStart(7);
  const words = (outcomes: ReadonlyMap<string, number>): string =>
    [...outcomes]
      .filter(([outcome]) => outcome !== 'accepted')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([outcome, count]) => `${outcome} ${count}`)
      .join(', ');
  const line = (name: string, tries: number, accepted: number, refused: string): string =>
    `${name.padEnd(36)}${String(tries).padStart(9)}${percent(tries, total)}${percent(accepted, tries)}  ${refused}`;
  const lines = [...counts].map(([name, outcomes]) =>
    line(name, triesOf(outcomes), outcomes.get('accepted') ?? 0, words(outcomes)),
  );
  return [
    `${'transition'.padEnd(36)}${'tries'.padStart(9)}${'share'.padStart(7)}${'taken'.padStart(7)}  refused`,
    ...lines,
    line('all', total, acceptedShare(counts) * total, words(refusalsOf(counts))),
  ].join('\n');
}
