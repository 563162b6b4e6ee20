import type { Findings } from '../findings.ts';
import { messages } from '../messages.ts';
import { parseSet, textValue } from '../overrides.ts';
import type { Path } from '../yaml-document.ts';
import { exceededLimit } from '../yaml-limits.ts';
import type { FixedSetting, Setting } from './experiment.ts';

/** A fixed setting and where it stands in the file. */
export interface WrittenSetting extends FixedSetting {
  readonly at: Path;
}

/** The settings under `set`: a group of paths with values, or a list of `path=value`. */
export function fixedSettings(written: unknown, findings: Findings): WrittenSetting[] {
  if (!Array.isArray(written)) {
    const group = written as Readonly<Record<string, Setting>>;
    return Object.keys(group).map((path) => ({ path: path.trim(), value: group[path], at: ['set', path] }));
  }
  return (written as string[]).flatMap((text, n) => {
    const at = ['set', n];
    const setting = settingOf(text);
    if ('path' in setting) return [{ ...setting, at }];
    findings.add(at, (path) => `${path}: ${setting.message}`);
    return [];
  });
}

function settingOf(text: string): FixedSetting | { readonly message: string } {
  const parsed = parseSet(text);
  if ('message' in parsed) return { message: parsed.message };
  if (exceededLimit(parsed.text) !== undefined) return { message: messages.tooDeep('a value') };
  const read = textValue(parsed.text);
  return 'message' in read ? read : { path: parsed.path.join('.'), value: read.value as Setting };
}
