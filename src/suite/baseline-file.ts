import { z } from 'zod';
import { failing, groupSchema } from '../config/parameter-schema.ts';
import type { Problem } from '../config/problem.ts';
import { schemaProblems } from '../config/schema-problems.ts';
import { pathExists } from '../io/run-folder.ts';
import { readTextFile } from '../io/text-file.ts';
import { ScenarioError } from '../run/read-scenario.ts';
import type { Baseline, BaselineEntry, BaselineStamp } from './baseline.ts';
import { byNameAndTopic, compared, keyOf } from './metric-values.ts';
import { writeWhole } from './write-whole.ts';

/** Grows when the meaning of the file changes. */
const baselineFormat = 1;

const mostBytes = 256 * 1024 * 1024;

/**
 * The baseline in a file; undefined when there is no such file.
 *
 * @throws ScenarioError, FileError when it cannot be read or is no baseline
 */
export function readBaseline(file: string): Baseline | undefined {
  if (!pathExists(file)) return undefined;
  const parsed = parseBaseline(readTextFile(file, mostBytes), file);
  if ('problems' in parsed) throw new ScenarioError(parsed.problems);
  return parsed.baseline;
}

/**
 * Writes the file whole or not at all.
 *
 * @throws FileError
 */
export function writeBaseline(file: string, baseline: Baseline): void {
  writeWhole(file, formatBaseline(baseline));
}

/** The baseline as text that a diff can be read of: a line for each metric of each entry. */
export function formatBaseline({ stamp, history, entries }: Baseline): string {
  const lines = [
    '{',
    `  "format": ${baselineFormat},`,
    ...Object.entries(stampKeys(stamp)).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`),
    `  "history": ${list(
      history.map((one) => JSON.stringify(stampKeys(one))),
      '  ',
    )},`,
    `  "scenarios": ${list(entries.map(formatEntry), '  ')}`,
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** In this order, whatever that of the object. */
function stampKeys({ date, engineVersion, codeHash, reason }: BaselineStamp): BaselineStamp {
  return { date, engineVersion, codeHash, reason };
}

function formatEntry({ name, written, resolved, seeds, metrics }: BaselineEntry): string {
  const keys = { name, written, resolved, seeds };
  const lines = metrics.map(({ metric, topic, values }) => JSON.stringify({ metric, topic, values }));
  const head = Object.entries(keys).map(([key, value]) => `      ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${head.join('')}      "metrics": ${list(lines, '      ')}\n    }`;
}

function list(lines: readonly string[], indent: string): string {
  if (lines.length === 0) return '[]';
  return `[\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}]`;
}

const stampShape = {
  date: textSchema('a date'),
  engineVersion: textSchema('a version'),
  codeHash: textSchema('a SHA-256'),
  reason: textSchema('a reason'),
};

const entrySchema = groupSchema('a scenario', {
  name: textSchema('a name'),
  written: textSchema('a SHA-256'),
  resolved: textSchema('a SHA-256'),
  seeds: listSchema(textSchema('a seed'), 'seed'),
  metrics: listSchema(
    groupSchema('a metric', {
      metric: textSchema('the name of a metric'),
      topic: textSchema('the name of a topic, or nothing'),
      values: listSchema(z.number(failing({ text: 'a number, or null' })).nullable(), 'value'),
    }),
    'metric',
  ),
});

const baselineSchema = groupSchema('a baseline', {
  format: z.literal(baselineFormat, failing({ text: `${baselineFormat}: no other format is known to this version` })),
  ...stampShape,
  history: listSchema(groupSchema('an earlier reason', stampShape), 'earlier reason'),
  scenarios: listSchema(entrySchema, 'scenario'),
});

/** Reads what `formatBaseline` wrote, or says why it cannot. */
export function parseBaseline(
  text: string,
  file: string,
): { readonly baseline: Baseline } | { readonly problems: readonly Problem[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problems: [noJson(text, file, error as Error)] };
  }
  const parsed = baselineSchema.safeParse(value);
  if (!parsed.success) {
    const place = () => ({ file, line: 1, column: 1 });
    return { problems: schemaProblems(parsed.error.issues as z.core.$ZodIssue[], value, place).slice(0, 1) };
  }
  const { format: _, history, scenarios, ...stamp } = parsed.data;
  const twice = repeated(scenarios.map(({ name }) => name));
  if (twice !== undefined) return inconsistent(file, `the scenario "${twice}" stands in it twice; expected once.`);
  const uneven = scenarios.find(({ seeds, metrics }) => metrics.some(({ values }) => values.length !== seeds.length));
  if (uneven !== undefined) {
    return inconsistent(
      file,
      `a metric of "${uneven.name}" has more or fewer values than seeds; expected one for each.`,
    );
  }
  const double = scenarios.find(
    ({ metrics }) => repeated(metrics.map((one) => keyOf(one.metric, one.topic))) !== undefined,
  );
  if (double !== undefined)
    return inconsistent(file, `a metric of "${double.name}" stands in it twice; expected once.`);
  const entries = scenarios.map((entry) => ({ ...entry, metrics: [...entry.metrics].sort(byNameAndTopic) }));
  return { baseline: { stamp, history, entries: entries.sort((a, b) => compared(a.name, b.name)) } };
}

function repeated(words: readonly string[]): string | undefined {
  const before = new Set<string>();
  return words.find((word) => before.size === before.add(word).size);
}

function inconsistent(file: string, message: string): { readonly problems: readonly Problem[] } {
  return { problems: [{ file, line: 1, column: 1, path: '', message }] };
}

/** A merge that was left half done is the usual reason. */
function noJson(text: string, file: string, error: Error): Problem {
  const merge = text.split('\n').findIndex((line) => /^(<<<<<<<|=======|>>>>>>>)/.test(line));
  const found = merge < 0 ? `this is not JSON: ${error.message.split('\n')[0]}` : 'a merge left its marks here';
  const message = `${found}. Take either side whole, then check again, and --update if that is what it should be.`;
  return { file, line: Math.max(merge + 1, 1), column: 1, path: '', message };
}

function textSchema(text: string) {
  return z.string(failing({ text }));
}

function listSchema<Item extends z.ZodType>(item: Item, what: string) {
  return z.array(item, failing({ text: `a list of ${what}s` }));
}
