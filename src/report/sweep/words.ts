import { shortNumber } from '../numbers.ts';

/** A number with the interval that it can be trusted to; NaN where there is none. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Text and unit; numbers without a unit stand alone. */
export function withUnit(text: string, unit: string): string {
  return unit === '' || unit === '1' ? text : `${text} ${unit}`;
}

/** Title of an axis: what it shows, and its unit in brackets. */
export function axisTitle(name: string, unit: string): string {
  return unit === '' ? name : `${name} (${unit})`;
}

/** Letters that a title beside a chart has room for. */
const AXIS_LETTERS = 38;

/** The same, short enough to stand beside a chart. */
export function shortAxisTitle(name: string, unit: string, letters = AXIS_LETTERS): string {
  const room = letters - (unit === '' ? 0 : unit.length + 3);
  return axisTitle(shortened(name, Math.max(6, room)), unit);
}

/** A text of at most so many letters, shortened in the middle. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const half = (longest - 1) / 2;
  return `${text.slice(0, Math.ceil(half))}…${text.slice(text.length - Math.floor(half))}`;
}

/** Digits that a number is shown with at most. */
const MOST_DIGITS = 6;

/**
 * A number with its interval, as precise as the interval is: `12.1 ALLO (11.8 to 12.4)`.
 *
 * The half-width has one digit, or two where the first is 1 or 2.
 */
export function estimateText({ mean, low, high }: Estimate, unit = ''): string {
  if (!Number.isFinite(mean)) return '–';
  const largest = Math.max(Math.abs(mean), Math.abs(low) || 0, Math.abs(high) || 0);
  const [scale, letter] = scaleOf(largest);
  const half = (high - low) / 2 / scale;
  if (!Number.isFinite(half)) return withUnit(`${shortNumber(mean / scale, 4).replace('e-', 'e−')}${letter}`, unit);
  const write = writer(half, largest / scale);
  return `${withUnit(`${write(mean / scale)}${letter}`, unit)} (${write(low / scale)} to ${write(high / scale)}${letter})`;
}

/** Smaller numbers are written as powers of ten. */
const SMALL = 1e-4;

/** From ten thousand on numbers are shown in thousands (k), from a million on in millions (M). */
export function scaleOf(largest: number): readonly [scale: number, letter: string] {
  return largest >= 1e6 ? [1e6, ' M'] : largest >= 1e4 ? [1e3, ' k'] : [1, ''];
}

function writer(half: number, largest: number): (value: number) => string {
  const most = MOST_DIGITS - 1 - (largest > 0 ? Math.floor(Math.log10(largest)) : 0);
  const exponent = Math.floor(Math.log10(half));
  // Rounded: 0.03 may come as 0.0299999.
  const leading = Number((half / 10 ** exponent).toPrecision(3));
  const wanted = half > 0 ? (leading < 3 ? 1 : 0) - exponent : most;
  const decimals = Math.min(wanted, most);
  if (half === 0) return (value) => shortNumber(value, MOST_DIGITS);
  if (largest < SMALL) {
    const digits = Math.max(1, Math.floor(Math.log10(largest)) + decimals);
    return (value) => (value === 0 ? '0' : value.toExponential(digits).replaceAll('-', '−'));
  }
  return (value) => {
    const text = value.toFixed(Math.max(0, decimals));
    return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
  };
}

/** Whether zero lies outside the interval. */
export function isClearOfZero({ low, high }: Pick<Estimate, 'low' | 'high'>): boolean {
  return low > 0 || high < 0;
}

/** "1 run", "2 runs". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A number that has no interval. */
export function bare(mean: number): Estimate {
  return { mean, low: Number.NaN, high: Number.NaN };
}

/** "10 runs", or "8 to 10 runs" where they differ. */
export function countedFromTo(values: readonly number[], one: string): string {
  return `${fromTo(values)} ${values.every((value) => value === 1) ? one : `${one}s`}`;
}

/** "10", or "8 to 10" where they differ. */
export function fromTo(values: readonly number[]): string {
  const [least, most] = extent(values);
  return least === most ? String(least) : `${least} to ${most}`;
}

/** Least and most. */
export function extent(values: readonly number[]): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** Words in a row: "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
