import type { ScenarioOverrides } from '../config/resolve-scenario.ts';
import { mostScenarioBytes } from '../config/scenario-schema.ts';
import { readYaml } from '../config/yaml-document.ts';
import { scenarioFiles } from '../io/scenario-files.ts';
import type { VariedParameter } from '../record/attack-record.ts';
import { type RunnableScenario, ScenarioError, scenarioReader } from '../run/read-scenario.ts';

/** Settings of varied parameters by name, each with the option that asked for it. */
export interface PointSettings {
  readonly parameters: readonly VariedParameter[];
  readonly settings: Readonly<Record<string, number>>;
  /** Where errors about them are reported: `--frontier`. */
  readonly option: string;
  /** ALLO that the owner may lay out, in place of what the attacks say. */
  readonly budget?: number | null;
}

/** A scenario with attacks, and the same with other settings of them. */
export interface AttackReader {
  /** As it is written. @throws ScenarioError, also where it has no attacks */
  readonly whole: () => Promise<RunnableScenario>;
  /** With settings of a point in place of its own. @throws ScenarioError */
  readonly at: (point: PointSettings) => Promise<RunnableScenario>;
  /** With another seed. */
  readonly seeded: (seed: string) => Promise<RunnableScenario>;
}

/** Reads a scenario file for the measurement of its attacks. What it expects is left aside. */
export function attackReader(file: string, overrides: ScenarioOverrides): AttackReader {
  const read = scenarioReader(file);
  let attacks = 0;
  return {
    whole: async () => {
      const runnable = await read(overrides);
      attacks = runnable.scenario.attacks.length;
      if (attacks === 0) throw withoutAttacks(file);
      return runnable;
    },
    at: ({ parameters, settings, option, budget = null }) => {
      const place = (text: string) => ({ file: `${option} ${text}`, line: 1, column: 1 });
      const values = parameters.map(({ name, path }) => {
        return { path: path.split('.'), value: settings[name], place: place(`${name}=${settings[name]}`) };
      });
      const budgets = Array.from({ length: budget === null ? 0 : attacks }, (_, a) => {
        return { path: ['attacks', String(a), 'budget'], value: budget, place: place(`--budget ${budget}`) };
      });
      return read({ ...overrides, values: [...values, ...budgets] });
    },
    seeded: (seed) => read({ ...overrides, seed }),
  };
}

function withoutAttacks(file: string): ScenarioError {
  const message =
    'attacks is an empty list; expected at least one attack to measure, such as [{ attack: sybil, start: 100 }] (allora-sim list attacks).';
  const text = scenarioFiles.readText(file, mostScenarioBytes);
  const source = 'text' in text ? readYaml(text.text, file) : undefined;
  const place = source !== undefined && 'source' in source ? source.source.place([], 'attacks') : undefined;
  return new ScenarioError([{ ...(place ?? { file, line: 1, column: 1 }), path: 'attacks', message }]);
}
