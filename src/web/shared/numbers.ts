/** A number for a table: six significant digits, or as many as asked for; a dash for none. */
export function numberText(value: number | null | undefined, digits = 6): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return String(Number(value.toPrecision(digits))).replace(/^-/, '−');
}

/** The same with its sign, for differences. */
export function signedText(value: number | null | undefined, digits = 6): string {
  const text = numberText(value, digits);
  return value !== null && value !== undefined && value > 0 && Number.isFinite(value) ? `+${text}` : text;
}

/** Bytes as people read them. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Number((bytes / 1e3).toPrecision(3))} kB`;
  return `${Number((bytes / 1e6).toPrecision(3))} MB`;
}
