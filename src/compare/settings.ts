import { parse } from 'yaml';
import type { SettingDifference } from '../record/comparison-record.ts';

/** What decides nothing about a run. */
const leftOut = ['name', 'expect'];

/**
 * Settings in which two resolved scenarios (or experiments) differ, path by path, in the order of A. What a side has not
 * at all is shown as a whole on the other one.
 *
 * @param a text, YAML
 */
export function settingDifferences(a: string, b: string): SettingDifference[] {
  return differences('', parse(a), parse(b)).filter(({ path }) => !leftOut.includes(path.split('.')[0]));
}

function differences(path: string, a: unknown, b: unknown): SettingDifference[] {
  const [ofA, ofB] = [membersOf(a), membersOf(b)];
  if (ofA === undefined || ofB === undefined || Array.isArray(a) !== Array.isArray(b)) {
    const [textA, textB] = [textOf(a), textOf(b)];
    return textA === textB ? [] : [{ path, a: textA, b: textB }];
  }
  return [...new Set([...ofA.keys(), ...ofB.keys()])].flatMap((key) =>
    differences(path === '' ? key : `${path}.${key}`, ofA.get(key), ofB.get(key)),
  );
}

/** Keys or indices with their values; undefined of what has none. */
function membersOf(value: unknown): Map<string, unknown> | undefined {
  return value !== null && typeof value === 'object' ? new Map(Object.entries(value)) : undefined;
}

/** As a scenario would write it on one line. */
function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
