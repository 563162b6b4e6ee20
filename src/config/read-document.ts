import type { z } from 'zod';
import { messages } from './messages.ts';
import { firstProblems, type Place, type Problem } from './problem.ts';
import { mostScenarioBytes } from './scenario-schema.ts';
import { schemaProblems } from './schema-problems.ts';
import { type DocumentKind, type Path, readYaml } from './yaml-document.ts';

/** A YAML file as its schema understands it, or up to ten things that are wrong with it. */
export type ReadDocument<Value> =
  | {
      readonly ok: true;
      /** With the schema's defaults. */
      readonly value: Value;
      /** As its author wrote it, without defaults. */
      readonly written: unknown;
      /** Where the value at `path` stands, or the nearest thing above it; with `key`, where that key of it stands. */
      readonly place: (path: Path, key?: string) => Place;
      /** A scalar's text as written: 007 stays 007. */
      readonly textAt: (path: Path) => string | undefined;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a file of experiments or suites, under the limits that scenarios have.
 *
 * @param file its name in messages
 * @param kind what it is meant to be, for messages: `{ what: 'an experiment', keys: 'name, scenario and more' }`
 */
export function readDocument<Value>(
  text: string,
  file: string,
  schema: z.ZodType<Value>,
  kind: DocumentKind,
): ReadDocument<Value> {
  const bytes = new TextEncoder().encode(text).byteLength;
  if (bytes > mostScenarioBytes) {
    const message = messages.tooLarge(bytes, mostScenarioBytes);
    return { ok: false, problems: [{ file, line: 1, column: 1, path: '', message }] };
  }
  const read = readYaml(text, file, kind);
  if ('problems' in read) return { ok: false, problems: firstProblems(read.problems, [file]) };
  const { value: written, place, textAt } = read.source;
  const parsed = schema.safeParse(written);
  if (parsed.success) return { ok: true, value: parsed.data, written, place, textAt };
  const problems = schemaProblems(parsed.error.issues as z.core.$ZodIssue[], written, place);
  return { ok: false, problems: firstProblems(problems, [file]) };
}
