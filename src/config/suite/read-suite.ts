import { besideFile, lastName } from '../files.ts';
import { Findings } from '../findings.ts';
import { firstProblems, type Place, type Problem } from '../problem.ts';
import { readDocument } from '../read-document.ts';
import type { Registries } from '../registries.ts';
import type { Path } from '../yaml-document.ts';
import { leastSeedsOfEquivalence, type Suite, type SuiteEntry, type ToleranceRule } from './suite.ts';
import { suiteMessages } from './suite-messages.ts';
import { type RuleInFile, type SuiteFile, suiteSchema } from './suite-schema.ts';

/** A suite with the way back from its parts to their lines, or up to ten things that are wrong with it. */
export type ReadSuite =
  | {
      readonly ok: true;
      readonly suite: Suite;
      readonly place: (path: Path, key?: string) => Place;
      /** Where entry `e` has its rules: those of the suite when it has none of its own. */
      readonly rulesAt: (e: number) => Path;
      /** Paths that entry `e` sets, in the order of its `set`. */
      readonly settingsOf: (e: number) => readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Checks the text of a suite file and fills in every default. The scenarios themselves are not read.
 *
 * @param file the file's name as the user knows it, for messages and as the place that other files are relative to
 */
export function readSuite(text: string, file: string, registries: Pick<Registries, 'metrics'>): ReadSuite {
  const kind = { what: 'a suite', keys: 'name, scenarios and more' };
  const read = readDocument<SuiteFile>(text, file, suiteSchema(registries), kind);
  if (!read.ok) return read;
  const { value, written, place, textAt } = read;
  const findings = new Findings(written, place);
  checkRules(value, findings);
  const names = entryNames(value, findings);
  if (findings.problems.length > 0) return { ok: false, problems: firstProblems(findings.problems, [file]) };

  const own = (e: number): boolean => value.scenarios[e].metrics !== undefined;
  const entries = value.scenarios.map(({ scenario, set, seeds, metrics }, e): SuiteEntry => {
    const settings = Object.entries(set).map(([path, setting]) => {
      // The seed is text as written: 007 stays 007.
      const seed = path === 'seed' ? textAt(['scenarios', e, 'set', path]) : undefined;
      return `${path}=${settingText(seed ?? setting)}`;
    });
    const rules = (metrics ?? value.metrics).map(ruleFrom);
    return {
      name: names[e],
      scenario: besideFile(file, scenario),
      set: settings,
      seeds: seeds ?? value.seeds,
      rules,
      ownRules: own(e),
    };
  });
  const baseline = value.baseline ?? `${withoutEnding(lastName(file))}.baseline.json`;
  return {
    ok: true,
    suite: { name: value.name, baseline: besideFile(file, baseline), entries },
    place,
    rulesAt: (e) => (own(e) ? ['scenarios', e, 'metrics'] : ['metrics']),
    settingsOf: (e) => Object.keys(value.scenarios[e].set),
  };
}

/** A value as YAML in one line. JSON is YAML, but has no word for what is no finite number. */
function settingText(value: unknown): string {
  if (typeof value !== 'number' || Number.isFinite(value)) return JSON.stringify(value);
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}

function withoutEnding(name: string): string {
  return name.replace(/\.ya?ml$/i, '');
}

/** What an entry is called: by its name, or like its file. */
function calledOf({ name, scenario }: SuiteFile['scenarios'][number]): string {
  return name ?? withoutEnding(lastName(scenario));
}

/** Names of the entries, given or those of their files; each once. */
function entryNames({ scenarios }: SuiteFile, findings: Findings): string[] {
  const names: string[] = [];
  scenarios.forEach((entry, e) => {
    const { name } = entry;
    const called = calledOf(entry);
    if (names.includes(called)) {
      if (name === undefined) {
        findings.add(['scenarios', e, 'name'], (at) => suiteMessages.calledLikeFile(at, called), [
          'scenarios',
          e,
          'scenario',
        ]);
      } else findings.add(['scenarios', e, 'name'], (at) => suiteMessages.twice(at, called));
    }
    names.push(called);
  });
  return names;
}

function checkRules(value: SuiteFile, findings: Findings): void {
  checkList(value.metrics, ['metrics'], findings);
  const seedsOf = ({ seeds = value.seeds }: SuiteFile['scenarios'][number]): number => seeds;
  const byDefault = value.scenarios.filter(({ metrics }) => metrics === undefined);
  const fewest = byDefault.find((entry) => seedsOf(entry) < leastSeedsOfEquivalence);
  if (fewest !== undefined) checkSeeds(value.metrics, ['metrics'], calledOf(fewest), seedsOf(fewest), findings);
  value.scenarios.forEach((entry, e) => {
    if (entry.metrics === undefined) return;
    const path = ['scenarios', e, 'metrics'];
    checkList(entry.metrics, path, findings);
    if (seedsOf(entry) < leastSeedsOfEquivalence) {
      checkSeeds(entry.metrics, path, calledOf(entry), seedsOf(entry), findings);
    }
  });
}

/** Each rule says one thing, and there is one for each metric. */
function checkList(rules: readonly RuleInFile[], list: Path, findings: Findings): void {
  const known = new Set<string>();
  rules.forEach((rule, r) => {
    const path = [...list, r];
    const { metric, topic = '' } = rule;
    const kinds = [
      given(rule, ['absolute', 'relative']),
      given(rule, ['equivalence', 'equivalenceRelative']),
      given(rule, ['ignore']),
    ].flatMap((key) => key ?? []);
    if (kinds.length === 0) findings.add(path, (at) => suiteMessages.saysNothing(at, metric));
    if (kinds.length > 1) {
      findings.add(path, (at) => suiteMessages.mixed(at, kinds[0], kinds[1]), [...path, kinds[1]]);
    }
    const key = JSON.stringify([metric, topic]);
    if (known.has(key)) findings.add(path, (at) => suiteMessages.secondRule(at, metric, topic));
    known.add(key);
  });
}

function given(rule: RuleInFile, keys: readonly (keyof RuleInFile)[]): string | undefined {
  return keys.find((key) => rule[key] !== undefined);
}

function checkSeeds(rules: readonly RuleInFile[], list: Path, entry: string, seeds: number, findings: Findings): void {
  rules.forEach((rule, r) => {
    const key = given(rule, ['equivalence', 'equivalenceRelative']);
    if (key !== undefined) findings.add([...list, r, key], (at) => suiteMessages.tooFewSeeds(at, entry, seeds));
  });
}

function ruleFrom({ metric, topic = '', ignore, ...rule }: RuleInFile): ToleranceRule {
  const { absolute = 0, relative = 0, equivalence, equivalenceRelative } = rule;
  if (ignore) return { metric, topic, tolerance: { kind: 'ignored' } };
  if (equivalence === undefined && equivalenceRelative === undefined) {
    return { metric, topic, tolerance: { kind: 'each', absolute, relative } };
  }
  const margin = { absolute: equivalence ?? 0, relative: equivalenceRelative ?? 0 };
  return { metric, topic, tolerance: { kind: 'equivalence', ...margin } };
}
