import type { Setting } from './experiment.ts';

const mostCharacters = 40;

/** A value as tables and charts can show it: scalars as they are, lists and groups as JSON, cut where it is long. */
export function settingLabel(value: Setting): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  const shown = text === '' ? '""' : text;
  return shown.length <= mostCharacters ? shown : `${shown.slice(0, mostCharacters - 3)}...`;
}

/** Labels of several values: with a number where values that differ would be called the same. */
export function settingLabels(values: readonly Setting[]): string[] {
  const byValue = new Map<string, string>();
  const taken = new Set<string>();
  return values.map((value) => {
    const identity = identityOf(value);
    const known = byValue.get(identity);
    if (known !== undefined) return known;
    const plain = settingLabel(value);
    let label = plain;
    for (let n = 2; taken.has(label); ++n) label = `${plain} (${n})`;
    taken.add(label);
    byValue.set(identity, label);
    return label;
  });
}

/** Equal for equal values only. */
export function identityOf(value: Setting): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
