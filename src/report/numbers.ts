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

/** A share as a percentage; `decimals` of it where they are given. */
export function percent(share: number, decimals?: number): string {
  if (!Number.isFinite(share)) return '–';
  const points = 100 * share;
  return `${points.toFixed(decimals ?? (Math.abs(points) < 9.95 ? 1 : 0)).replace('-', '−')} %`;
}

/** An amount of ALLO with three digits: from ten thousand on in thousands (k), from a million on in millions (M). */
export function allo(amount: number): string {
  const rounded = Math.abs(Number(amount.toPrecision(3)));
  if (rounded >= 1e6) return `${shortNumber(amount / 1e6)} M ALLO`;
  return rounded >= 1e4 ? `${shortNumber(amount / 1e3)} k ALLO` : `${shortNumber(amount)} ALLO`;
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
