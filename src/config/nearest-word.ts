/**
 * The candidate nearest to `word` by edit distance (upper and lower case count as equal), the earlier one on a tie;
 * undefined when none is near enough to be meant: more than a third of the word, at least two letters, would change.
 */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const nearest = byDistance(word, candidates)[0];
  if (nearest === undefined) return undefined;
  const limit = Math.max(2, Math.floor(Math.max(word.length, nearest.length) / 3));
  return editDistance(word.toLowerCase(), nearest.toLowerCase()) <= limit ? nearest : undefined;
}

/** The candidates, nearest to `word` first; equally near ones keep their order. */
export function byDistance(word: string, candidates: readonly string[]): string[] {
  const lower = word.toLowerCase().slice(0, 100);
  const measured = candidates.map((candidate) => ({
    candidate,
    distance: editDistance(lower, candidate.toLowerCase()),
  }));
  return measured.sort((a, b) => a.distance - b.distance).map(({ candidate }) => candidate);
}

/** Fewest insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; ++row) {
    const current = [row];
    for (let column = 1; column <= b.length; ++column) {
      const same = a[row - 1] === b[column - 1];
      let distance = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        distance = Math.min(distance, beforeLast[column - 2] + 1);
      }
      current.push(distance);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length];
}
