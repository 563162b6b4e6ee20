import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { experimentJsonSchema } from '../../../src/config/experiment/experiment-json-schema.ts';
import { simRegistries } from '../../../src/config/sim-registries.ts';
import { fakeRegistries } from '../fake-registries.ts';
import { schemaComplaints } from '../json-schema-check.ts';
import { validExperiment } from './read-experiment.ts';

const complaints = (text: string) => schemaComplaints(experimentJsonSchema(fakeRegistries), parse(text));

describe('an editor that knows the JSON Schema of experiments', () => {
  const folder = new URL('../../../scenarios/experiments/', import.meta.url);
  it.each(readdirSync(folder))('finds nothing wrong with scenarios/experiments/%s', (name) => {
    const value: unknown = parse(readFileSync(new URL(name, folder), 'utf8'));
    expect(schemaComplaints(experimentJsonSchema(simRegistries), value)).toEqual([]);
  });
  it.each([
    validExperiment,
    'name: a\nscenario: b.yaml\n',
    'name: a\nscenario: b.yaml\nset: [epochs=5]\nstop: null\ndesign: { kind: morris, levels: 6 }\n',
    'name: a\nscenario: b.yaml\nfactors: [{ path: [a, b], from: 1, to: 2, integer: true }]\ndesign: sobol\n',
  ])('accepts every form of a value: %#', (text) => {
    expect(complaints(text)).toEqual([]);
  });
  it.each([
    ['no scenario', 'name: a\n', ': scenario is missing'],
    ['an unknown key', `${validExperiment}seeds: 1\n`, '/seeds: nothing is allowed here'],
    ['an unknown metric', validExperiment.replace('metric: skill', 'metric: skil'), '/stop: none of 2 forms'],
    ['an unknown design', validExperiment.replace('grid', 'gird'), '/design: none of 2 forms'],
    [
      'a factor without a path',
      validExperiment.replace('path: attacks', 'paths: attacks'),
      '/factors/2: path is missing',
    ],
  ])('marks %s', (_what, text, complaint) => {
    expect(complaints(text)).toContain(complaint);
  });
});
