import { createHash } from 'node:crypto';
import { runNames } from '../config/check-names.ts';
import { readLayers } from '../config/layers.ts';
import { messages } from '../config/messages.ts';
import { nearestWord } from '../config/nearest-word.ts';
import { firstProblems, type Problem } from '../config/problem.ts';
import { mostScenarioBytes } from '../config/scenario-schema.ts';
import { simRegistries } from '../config/sim-registries.ts';
import { type ReadSuite, readSuite } from '../config/suite/read-suite.ts';
import type { Suite, SuiteEntry } from '../config/suite/suite.ts';
import { suiteMessages } from '../config/suite/suite-messages.ts';
import type { Path } from '../config/yaml-document.ts';
import { scenarioFiles } from '../io/scenario-files.ts';
import { canonicalJson } from '../record/canonical-json.ts';
import { type RunnableScenario, runnableScenario, ScenarioError } from '../run/read-scenario.ts';
import { replicateSeeds } from '../run/replicate-seeds.ts';
import { unitAddress, unitOf } from '../run/run-unit.ts';

/** An entry with all that its runs need. */
export interface LoadedEntry extends Omit<SuiteEntry, 'seeds'> {
  readonly runnable: RunnableScenario;
  /** The seed of each run. */
  readonly seeds: readonly string[];
  /** SHA-256, hexadecimal, of what the scenario's author wrote: the files' values and what the suite sets. */
  readonly written: string;
  /** SHA-256, hexadecimal, of what that resolves to: every default filled in, and the files that the scenario reads. */
  readonly resolved: string;
}

/** A suite with its scenarios read: it can be run and judged as often as wanted. */
export interface LoadedSuite extends Omit<Suite, 'entries'> {
  readonly entries: readonly LoadedEntry[];
}

/**
 * Reads a suite and its scenarios.
 *
 * @throws ScenarioError with up to ten things that are wrong in the suite or in its scenarios
 */
export async function loadSuite(file: string): Promise<LoadedSuite> {
  const text = scenarioFiles.readText(file, mostScenarioBytes);
  if ('reason' in text) {
    throw new ScenarioError([{ file, line: 1, column: 1, path: '', message: text.reason }]);
  }
  const read = readSuite(text.text, file, simRegistries);
  if (!read.ok) throw new ScenarioError(read.problems);
  const entries: LoadedEntry[] = [];
  const problems: Problem[] = [];
  for (let e = 0; e < read.suite.entries.length; ++e) {
    const loaded = await loadEntry(read, e);
    if ('problems' in loaded) problems.push(...loaded.problems);
    else entries.push(loaded);
  }
  // Topics of the suite's rules can be told wrong only when all scenarios are known.
  if (problems.length === 0) problems.push(...unknownTopics(read, entries));
  if (problems.length > 0) throw new ScenarioError(firstProblems(problems, [file]));
  return { ...read.suite, entries };
}

type GoodSuite = Extract<ReadSuite, { ok: true }>;

async function loadEntry(read: GoodSuite, e: number): Promise<LoadedEntry | { readonly problems: readonly Problem[] }> {
  const entry = read.suite.entries[e];
  const { scenario: file, set } = entry;
  const text = scenarioFiles.readText(file, mostScenarioBytes);
  if ('reason' in text) {
    const path = ['scenarios', e, 'scenario'];
    const message = messages.unreadable(path.join('.'), file, text.reason);
    return { problems: [{ ...read.place(path), path: path.join('.'), message }] };
  }
  try {
    const runnable = await runnableScenario(text.text, file, { set });
    const { seed } = runnable.scenario;
    return {
      ...entry,
      runnable,
      seeds: entry.seeds === 1 ? [seed] : replicateSeeds(seed, entry.seeds),
      written: writtenHash(text.text, file, set),
      resolved: unitAddress(unitOf(runnable, seed), ''),
    };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { problems: error.problems.map((problem) => atSetting(problem, read, e)) };
  }
}

/** What is wrong with a value that the suite sets is told where it stands there. */
function atSetting(problem: Problem, { suite, place, settingsOf }: GoodSuite, e: number): Problem {
  const s = suite.entries[e].set.findIndex((setting) => problem.file === `--set ${setting}`);
  return s < 0 ? problem : { ...problem, ...place(['scenarios', e, 'set', settingsOf(e)[s]]) };
}

/** Comments, white space and what the author expects make no difference. */
function writtenHash(text: string, file: string, set: readonly string[]): string {
  const read = readLayers(text, file, scenarioFiles);
  const values = 'problems' in read ? {} : (read.layers.value as Record<string, unknown>);
  const { expect: _, ...scenario } = values;
  return createHash('sha256').update(canonicalJson({ scenario, set })).digest('hex');
}

/** Rules about topics that no scenario has which they are for. */
function unknownTopics(read: GoodSuite, entries: readonly LoadedEntry[]): Problem[] {
  const problems: Problem[] = [];
  const lists = new Map<string, { readonly list: Path; readonly entries: LoadedEntry[] }>();
  entries.forEach((entry, e) => {
    const list = read.rulesAt(e);
    const known = lists.get(list.join('.')) ?? { list, entries: [] };
    known.entries.push(entry);
    lists.set(list.join('.'), known);
  });
  for (const { list, entries } of lists.values()) {
    const topics = [...new Set(entries.flatMap(({ runnable }) => runnable.scenario.topics.flatMap(runNames)))];
    entries[0].rules.forEach(({ topic }, r) => {
      if (topic === '' || topics.includes(topic)) return;
      const path = [...list, r, 'topic'];
      const message = suiteMessages.unknownTopic(path.join('.'), topic, topics);
      const suggestion = nearestWord(topic, topics);
      const problem = { ...read.place(path), path: path.join('.'), message };
      problems.push(suggestion === undefined ? problem : { ...problem, suggestion });
    });
  }
  return problems;
}
