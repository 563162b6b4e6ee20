import { parseDocument } from 'yaml';
import { messages } from './messages.ts';
import type { Place, Problem } from './problem.ts';
import type { Path } from './yaml-document.ts';

/** A value of the scenario given from outside its file. */
export type Override = TextOverride | ValueOverride;

/** One of the command line. */
export interface TextOverride {
  readonly path: Path;
  /** As the user wrote it. */
  readonly text: string;
  /** What errors about it are reported at, for example `--set epochs=0`. */
  readonly label: string;
}

/** One of another file, which is a value already. */
export interface ValueOverride {
  readonly path: Path;
  readonly value: unknown;
  /** Where errors about it are reported. */
  readonly place: Place;
}

/** Words that may stand where a group is meant, and the key of the group they are the value of. */
export const shorthand: Readonly<Record<string, string>> = {
  protocol: 'profile',
  tokenomics: 'preset',
  loss: 'method',
  truth: 'process',
  price: 'process',
};

/** `a.0.b=value` as an override; list entries are named by their index, from 0. */
export function parseSet(text: string): TextOverride | Problem {
  const label = `--set ${text}`;
  const split = text.indexOf('=');
  const path = text.slice(0, Math.max(split, 0)).trim().split('.');
  if (split < 1 || path.some((step) => !isPathStep(step))) {
    return { ...placeOf({ path: [], text, label }), path: '', message: messages.setWithoutValue(text) };
  }
  if (path[0] === 'extends') {
    return { ...placeOf({ path, text, label }), path: 'extends', message: messages.setExtends() };
  }
  return { path, text: text.slice(split + 1).trim(), label };
}

/** Where errors about an override are reported. */
export function placeOf(override: Override): Place {
  return 'place' in override ? override.place : { file: override.label, line: 1, column: 1 };
}

/** Whether it can be a key or an index of a path. */
export function isPathStep(step: string): boolean {
  return step !== '' && step !== '__proto__';
}

/** The override that decides what stands at `path`: the last one that set it, something around it or something in it. */
export function overrideAt(path: Path, overrides: readonly Override[]): Override | undefined {
  const covers = (short: Path, long: Path) => short.every((step, index) => String(step) === String(long[index]));
  return overrides.findLast((override) => covers(override.path, path));
}

/** Sets the value in `root`, in place. Hands back a problem when there is no such place or the value is no YAML. */
export function applyOverride(root: unknown, override: Override): Problem | undefined {
  const fail = (steps: Path, message: string): Problem => ({
    ...placeOf(override),
    path: steps.join('.'),
    message,
  });
  const read = 'text' in override ? textValue(override.text) : { value: structuredClone(override.value) };
  if ('message' in read) return fail(override.path, read.message);
  let holder: unknown = root;
  for (let depth = 0; depth < override.path.length; ++depth) {
    const step = override.path[depth] as string;
    const last = depth === override.path.length - 1;
    const here = override.path.slice(0, depth + 1);
    if (Array.isArray(holder)) {
      const index = /^\d+$/.test(step) ? Number(step) : Number.NaN;
      if (!(index < holder.length)) return fail(here, messages.setNoSuchEntry(here.join('.'), holder.length));
    } else if (holder === null || typeof holder !== 'object') {
      return fail(here, messages.setNotAGroup(here.slice(0, -1).join('.'), holder));
    }
    const group = holder as Record<string, unknown>;
    if (last) {
      group[step] = settingOf(step, override, read.value);
      return undefined;
    }
    const nextIsIndex = /^\d+$/.test(override.path[depth + 1] as string);
    group[step] = opened(step, Object.hasOwn(group, step) ? group[step] : undefined, nextIsIndex);
    holder = group[step];
  }
  return undefined;
}

/** The seed is text as written; everything else is YAML. */
function settingOf(step: string, override: Override, value: unknown): unknown {
  return step === 'seed' && override.path.length === 1 && 'text' in override ? unquoted(override.text) : value;
}

/** The value that a text is as YAML, or why it is none. */
export function textValue(text: string): { readonly value: unknown } | { readonly message: string } {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const error = document.errors[0] ?? document.warnings[0];
  if (error !== undefined) return { message: messages.syntax(error.message.split('\n')[0] as string) };
  try {
    return { value: document.toJS({ maxAliasCount: 0 }) };
  } catch {
    return { message: messages.aliasInValue() };
  }
}

function unquoted(text: string): string {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const value: unknown = document.toJS();
  return typeof value === 'string' ? value : text;
}

/** Something can be set inside a group that is left out or written as a single word. A list left out has no entries. */
function opened(step: string, value: unknown, nextIsIndex: boolean): unknown {
  const key = shorthand[step];
  if (value === undefined || value === null) return nextIsIndex ? [] : {};
  return key !== undefined && typeof value === 'string' ? { [key]: value } : value;
}
