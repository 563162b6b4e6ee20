import type { z } from 'zod';
import { decodeExpectation } from './expectation.ts';
import { expectations, messages } from './messages.ts';
import { nearestWord } from './nearest-word.ts';
import type { Place, Problem } from './problem.ts';
import type { Path } from './yaml-document.ts';

type Issue = z.core.$ZodIssue;

/** Nobody reads more than the first few; to find the place and the nearest word of each takes time. */
const mostIssues = 100;

/** A zod issue in the words of this program, with the place where the value stands. */
export function schemaProblems(
  issues: readonly Issue[],
  value: unknown,
  place: (path: Path, key?: string) => Place,
): Problem[] {
  const problems = issues.slice(0, mostIssues).flatMap((issue) => problemsOf(issue, [], value, place));
  // A key that is misspelled is not missing as well.
  const meant = new Set(
    problems.flatMap(({ path, suggestion }) =>
      suggestion === undefined ? [] : [[...path.split('.').slice(0, -1), suggestion].join('.')],
    ),
  );
  return problems.filter(({ path }) => !(meant.has(path) && valueAt(value, path.split('.')) === undefined));
}

function problemsOf(issue: Issue, above: Path, root: unknown, place: (path: Path, key?: string) => Place): Problem[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return meantBranch(issue.errors, path, root).flatMap((inner) => problemsOf(inner, path, root, place));
  }
  const { text, choices, keys } = decodeExpectation(issue.message);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, mostIssues).map((key) => {
      const known = keys ?? [];
      const message = messages.unknownKey(joined([...path, key]), known, key);
      return withSuggestion({ ...place(path, key), path: joined([...path, key]), message }, key, known);
    });
  }
  const found = valueAt(root, path);
  const isDiscriminator = issue.code === 'invalid_union';
  const isChoice = choices !== undefined && (isDiscriminator || issue.code !== 'invalid_type' || text === 'one of');
  const expected = isChoice ? expectations.oneOf(choices, typeof found === 'string' ? found : '') : text;
  const message =
    found === undefined ? messages.isMissing(joined(path), expected) : messages.isOther(joined(path), found, expected);
  const problem = { ...place(path), path: joined(path), message };
  return [isChoice && typeof found === 'string' ? withSuggestion(problem, found, choices) : problem];
}

/** Of the forms a value may have, the one that its author seems to have meant: the one with the least wrong with it. */
function meantBranch(branches: readonly Issue[][], path: Path, root: unknown): Issue[] {
  const weight = (issue: Issue): number => {
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return Math.min(...issue.errors.map(total));
    const at = [...path, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    if (issue.path.length === 0 && issue.code === 'invalid_type') return 1000;
    // A list where a word or a group is meant: the form that speaks of both.
    if (issue.path.length === 0 && issue.code === 'invalid_value')
      return typeof valueAt(root, at) === 'string' ? 1 : 2000;
    if (valueAt(root, at) === undefined) return 10;
    return issue.code === 'unrecognized_keys' ? 5 * issue.keys.length : 1;
  };
  const total = (issues: readonly Issue[]): number => issues.reduce((sum, issue) => sum + weight(issue), 0);
  return branches.reduce((best, branch) => (total(branch) < total(best) ? branch : best));
}

function withSuggestion(problem: Problem, found: string, words: readonly string[]): Problem {
  const suggestion = nearestWord(found, words);
  return suggestion === undefined ? problem : { ...problem, suggestion };
}

export function joined(path: Path): string {
  return path.join('.');
}

export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
