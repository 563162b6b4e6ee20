/** A number with six significant digits; not a finite one becomes null. */
export function sixDigits(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}

/** Up to `digits` significant digits, without an exponent where that is short. */
export function shortNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = Number(value.toPrecision(digits));
  return String(rounded).replace('-', '−');
}

/** A share as a percentage. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const points = 100 * share;
  return `${(Math.abs(points) < 9.95 ? points.toFixed(1) : points.toFixed(0)).replace('-', '−')} %`;
}

/** Linear interpolation between the sorted values at position q (n - 1). */
export function quantileOf(sorted: readonly number[], q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/** How many different finite numbers there are, counted up to two. */
export function distinctUpToTwo(values: Iterable<number>): number {
  let first = Number.NaN;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (Number.isNaN(first)) first = value;
    else if (value !== first) return 2;
  }
  return Number.isNaN(first) ? 0 : 1;
}
