/** Four digits: enough to compare, few enough to read. `none` where there is no value. */
export function shownNumber(value: number | null, digits = 4): string {
  if (value === null || Number.isNaN(value)) return 'none';
  const size = Math.abs(value);
  if (size < 1e15 && size >= 10 ** digits) return grouped(Math.round(value));
  if (Number.isInteger(value)) return String(value);
  return size < 1e-4 || size >= 1e15 ? value.toExponential(digits - 1) : String(Number(value.toPrecision(digits)));
}

/** Three digits, from ten thousand on in thousands (k), from a million on in millions (M): for a place with little room. */
export function shortNumber(value: number): string {
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  return size >= 1e4 ? `${Number((value / 1e3).toPrecision(3))}k` : shownNumber(value, 3);
}

/** Numbers below each other with equally many decimals: four digits of the largest. `none` where there is no value. */
export function alignedNumbers(values: readonly (number | null)[], digits = 4): string[] {
  const largest = Math.max(0, ...values.map((value) => Math.abs(value ?? 0)));
  const before = largest < 1 ? 1 : String(Math.floor(largest)).length;
  // Of amounts below one the digits behind the noughts count.
  const noughts = largest > 0 && largest < 0.1 ? Math.floor(-Math.log10(largest)) : 0;
  const decimals = Math.min(12, Math.max(0, digits - before + noughts));
  return values.map((value) => {
    if (value === null || Number.isNaN(value)) return 'none';
    return largest >= 10 ** digits ? shownNumber(value) : value.toFixed(decimals);
  });
}

/** `1234`, `12 345 678`. */
function grouped(value: number): string {
  return Math.abs(value) < 1e4 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** `1 run`, `2 runs`, `12 345 epochs`. */
export function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? '' : 's'}`;
}
