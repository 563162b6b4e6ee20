import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../src/config/json-schema.ts';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { valueAt } from '../../src/config/schema-problems.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { scenarioFiles } from '../../src/io/scenario-files.ts';
import { allControls, type Control, controlsOf } from '../../src/web/playground/controls.ts';
import type { SchemaNode } from '../../src/web/playground/json-schema-node.ts';
import { mainParameters, patternOf } from '../../src/web/playground/main-parameters.ts';
import { readScenarioDocument, withValue, writtenValue } from '../../src/web/playground/scenario-document.ts';

let schema: SchemaNode;
beforeAll(() => {
  schema = jsonSchema(simRegistries) as SchemaNode;
});

interface Read {
  readonly text: string;
  readonly resolved: unknown;
  readonly controls: readonly Control[];
}

const known = new Map<string, Read>();

async function read(file: string): Promise<Read> {
  const before = known.get(file);
  if (before !== undefined) return before;
  const text = readFileSync(file, 'utf8');
  const made = { text, ...(await controlsIn(text, file)) };
  known.set(file, made);
  return made;
}

async function resolve(text: string, file: string) {
  const resolved = await resolveScenario(text, file, {}, simRegistries, scenarioFiles);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  return parse(resolved.yaml) as unknown;
}

async function controlsIn(text: string, file: string) {
  const resolved = await resolve(text, file);
  const document = readScenarioDocument(text);
  if (document === undefined) throw new Error('no YAML');
  return { resolved, controls: allControls(controlsOf(schema, writtenValue(document), resolved)) };
}

const FILES = [
  'scenarios/baseline.yaml',
  'scenarios/loyal-delegators.yaml',
  'scenarios/attacks/reputer-cartel.yaml',
  'scenarios/formula.yaml',
  'scenarios/mainnet-four-years.yaml',
  'scenarios/whale-delegates.yaml',
];

/** Another value that the control admits; undefined where there is none that surely holds. */
function another({ kind, value, choices, minimum, maximum, path, nullable }: Control): unknown {
  if (kind === 'boolean') return value !== true;
  if (kind === 'choice') return choices.find((word) => word !== value);
  if (kind === 'text') return path.at(-1) === 'seed' || path.at(-1) === 'owner' ? 'other' : undefined;
  if (nullable && value === null) return minimum === undefined ? 1 : minimum + 1;
  const number = Number(value);
  const step = kind === 'integer' ? 1 : Math.max(Math.abs(number) / 8, 1 / 16);
  return maximum !== undefined && number + step >= maximum ? number - step : number + step;
}

/** All leaves of a value by their paths. */
function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (value === null || typeof value !== 'object') return new Map([[path, value]]);
  const inner = Object.entries(value).flatMap(([key, one]) => [...leaves(one, path === '' ? key : `${path}.${key}`)]);
  return new Map(inner);
}

describe('the controls of a scenario', () => {
  it('are there for every value that the resolved scenario has, but for what it expects', async () => {
    for (const file of FILES) {
      const { resolved, controls } = await read(file);
      const shown = new Set(controls.map(({ path }) => path.join('.')));
      const wanted = [...leaves(resolved).keys()].filter((path) => !/^expect\.|(^|\.)\d+$/.test(path));
      expect(
        wanted.filter((path) => !shown.has(path)),
        file,
      ).toEqual([]);
    }
  });

  it('are there for every main parameter, with what the schema says of it', async () => {
    const all = (await Promise.all(FILES.map(read))).flatMap(({ controls }) => controls);
    const patterns = new Set(all.filter(({ isMain }) => isMain).map(({ path }) => patternOf(path)));
    expect(mainParameters.filter((pattern) => !patterns.has(pattern))).toEqual([]);
    for (const control of all.filter(({ isMain }) => isMain)) {
      expect(control.doc, control.path.join('.')).not.toBe('');
      expect(control.doc, control.path.join('.')).not.toContain('Unit:');
    }
    const of = (path: string) => all.find((one) => one.path.join('.') === path) as Control;
    expect(of('topics.0.alphaRegret')).toMatchObject({ kind: 'number', minimum: 0, maximum: 1, unit: '1 per epoch' });
    expect(of('topics.0.groundTruthLag')).toMatchObject({ kind: 'integer', minimum: 12, unit: 'blocks' });
    expect(of('topics.0.pNorm')).toMatchObject({ minimum: 0, isOpenBelow: true });
    expect(of('protocol.profile').choices).toEqual(Object.keys(simRegistries.profiles));
    expect(of('topics.0.inferers.0.policy').choices).toEqual(Object.keys(simRegistries.infererPolicies));
  });

  it('count what policies, truths and attacks declare for themselves among the main parameters', async () => {
    const main = async (file: string) =>
      (await read(file)).controls.filter(({ isMain }) => isMain).map(({ path }) => path.join('.'));
    const baseline = await main('scenarios/baseline.yaml');
    expect(baseline).toContain('topics.0.inferers.1.factor');
    expect(baseline).toContain('topics.0.truth.turbulent.volatility');
    expect(baseline).not.toContain('topics.0.inferers.1.wallet');
    expect(await main('scenarios/attacks/reputer-cartel.yaml')).toContain('attacks.0.stakeShare');
  });

  it('change the text at their own path and nowhere else', async () => {
    for (const file of FILES.slice(0, 3)) {
      const { text, resolved, controls } = await read(file);
      const before = leaves(writtenValue(readScenarioDocument(text) as never));
      // All that people see at first, and some of the rest.
      for (const [n, control] of controls.entries()) {
        const value = control.isMain || n % 9 === 0 ? another(control) : undefined;
        if (value === undefined) continue;
        const path = control.path.join('.');
        const document = readScenarioDocument(withValue(text, control.path, value, resolved));
        const after = writtenValue(document as never);
        const group = valueAt(after, control.path.slice(0, -1));
        // A word that stands for its group is as good.
        const found = typeof group === 'string' ? group : valueAt(after, control.path);
        expect(found, `${file} ${path}`).toEqual(value);
        const now = leaves(after);
        for (const [other, was] of before) {
          if (path === other || path.startsWith(`${other}.`)) continue;
          expect(now.get(other), `${file}: ${path} changed ${other}`).toEqual(was);
        }
      }
    }
  });

  it('take effect: the resolved scenario has the value', async () => {
    const { text, resolved, controls } = await read('scenarios/baseline.yaml');
    const numbers = controls.filter(({ isMain, kind, value }) => isMain && kind === 'number' && value !== null);
    expect(numbers.length).toBeGreaterThan(15);
    for (const control of numbers) {
      const value = another(control);
      const after = await resolve(withValue(text, control.path, value, resolved), 'scenarios/baseline.yaml');
      expect(valueAt(after, control.path), control.path.join('.')).toBe(value);
    }
  });

  it('keep comments, and hand the default back when they are emptied', () => {
    const text = '# Why?\nname: a   # its name\nepochs: 5 # few\ntopics: [] # none yet\n';
    const changed = withValue(text, ['epochs'], 7, {});
    expect(changed).toBe('# Why?\nname: a # its name\nepochs: 7 # few\ntopics: [] # none yet\n');
    expect(withValue(changed, ['epochs'], undefined, {})).toBe('# Why?\nname: a # its name\ntopics: [] # none yet\n');
    expect(withValue(text, ['protocol', 'profile'], 'v0.6', {})).toContain('protocol: v0.6\n');
    const both = withValue('protocol: v0.6\n', ['protocol', 'betaEntropy'], 0.5, {});
    expect(both).toBe('protocol: { profile: v0.6, betaEntropy: 0.5 }\n');
    expect(withValue('seed: "007"\n', ['seed'], '42', {})).toMatch(/^seed: "42"\n$/);
  });

  it('write out what stands for several places, so that one of them changes', () => {
    const text = 'topics:\n  - { name: a, truth: &t { process: ar1, drift: 1 } }\n  - { name: b, truth: *t }\n';
    const first = parse(withValue(text, ['topics', 0, 'truth', 'drift'], 2, {}));
    expect(first.topics.map(({ truth }: { truth: { drift: number } }) => truth.drift)).toEqual([2, 1]);
    const second = parse(withValue(text, ['topics', 1, 'truth', 'drift'], 3, {}));
    expect(second.topics.map(({ truth }: { truth: { drift: number } }) => truth.drift)).toEqual([1, 3]);
  });

  it('drop keys that another policy does not know, and leave a valid scenario', async () => {
    const { text, resolved, controls } = await read('scenarios/baseline.yaml');
    const policy = controls.find(({ path }) => path.join('.') === 'topics.0.inferers.1.policy') as Control;
    for (const word of policy.choices) {
      const changed = withValue(text, policy.path, word, resolved, (key) => policy.allows?.(word, key) === false);
      const outcome = await resolveScenario(changed, 'x.yaml', {}, simRegistries);
      const problems = outcome.ok ? [] : outcome.problems.map(({ message }) => message);
      // A policy may need a word that only its author knows: the form then asks for it.
      expect(problems.filter((message) => !message.includes('is missing'))).toEqual([]);
      expect(valueAt(parse(changed), ['topics', 0, 'inferers', 1, 'count'])).toBe(3);
      if (word !== 'noisy') continue;
      expect(valueAt(parse(changed), ['topics', 0, 'inferers', 1, 'factor'])).toBe(5);
    }
  });

  it('show what a scenario takes from another file, and write its lists out when one entry changes', async () => {
    const file = 'scenarios/whale-delegates.yaml';
    const { text, resolved, controls } = await read(file);
    expect(text).toContain('extends:');
    const count = controls.find(({ path }) => path.join('.') === 'topics.0.inferers.0.count') as Control;
    const after = await resolve(withValue(text, count.path, Number(count.value) + 1, resolved), file);
    const changed = [...leaves(after)].filter(([path, value]) => leaves(resolved).get(path) !== value);
    expect(changed.map(([path]) => path)).toEqual(['topics.0.inferers.0.count']);
  });

  it('are none without a YAML document', () => {
    for (const text of ['', 'a: [', '- 1\n', '\tb: 1']) expect(readScenarioDocument(text)).toBeUndefined();
  });
});
