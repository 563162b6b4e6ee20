import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../src/config/json-schema.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { fakeRegistries } from './fake-registries.ts';
import { schemaComplaints } from './json-schema-check.ts';
import { small } from './resolve.ts';

type Schema = Record<string, unknown>;

/** Keywords of draft 7 and what may stand under them: schemas, lists of schemas, named schemas, or values. */
const schemaKeywords = ['items', 'additionalProperties', 'not', 'propertyNames'];
const listKeywords = ['anyOf', 'oneOf', 'allOf'];
const valueKeywords = [
  ...['$schema', 'title', 'description', 'default', 'type', 'enum', 'const', 'pattern', 'format'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'minLength', 'maxLength'],
];

function checkShape(schema: unknown): void {
  if (typeof schema === 'boolean') return;
  for (const [keyword, value] of Object.entries(schema as Schema)) {
    if (keyword === 'properties') Object.values(value as Schema).forEach(checkShape);
    else if (keyword === 'required') expect(value).toEqual(expect.arrayContaining([expect.any(String)]));
    else if (listKeywords.includes(keyword)) (value as unknown[]).forEach(checkShape);
    else if (schemaKeywords.includes(keyword)) checkShape(value);
    else expect(valueKeywords).toContain(keyword);
    if (keyword.startsWith('exclusive')) expect(typeof value).toBe('number');
  }
}

describe('jsonSchema', () => {
  const schema = jsonSchema(fakeRegistries);
  it('has the shape of draft 7, all the way down', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    checkShape(schema);
  });
  it('demands what has no default, and nothing else', () => {
    expect(schema.anyOf).toEqual([
      { required: ['extends'] },
      { required: ['name', 'topics'] },
      { required: ['name', 'months'] },
    ]);
    const topic = (schema.properties as Record<string, Schema>).topics.items as Schema;
    expect(topic.required).toEqual(['name', 'truth', 'inferers', 'reputers']);
  });
  it('takes bounds, defaults and meanings from the declarations', () => {
    const properties = schema.properties as Record<string, Schema>;
    const [, group] = properties.protocol.anyOf as Schema[];
    expect((group.properties as Record<string, Schema>).seats).toEqual({
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      description: 'Seats. Unit: seats.',
    });
    expect(properties.epochs).toMatchObject({ default: 500, type: 'integer', minimum: 1 });
  });
  it('lets no unknown key pass in any group', () => {
    const groups: Schema[] = [];
    const collect = (value: unknown): void => {
      if (value === null || typeof value !== 'object') return;
      if ((value as Schema).type === 'object') groups.push(value as Schema);
      Object.values(value).forEach(collect);
    };
    collect(schema);
    expect(groups.length).toBeGreaterThan(10);
    expect(groups.every((group) => group.additionalProperties === false)).toBe(true);
  });
});

describe('an editor that knows the JSON Schema', () => {
  const folder = new URL('../../scenarios/', import.meta.url);
  const schema = jsonSchema(simRegistries);
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  it.each(files)('finds nothing wrong with scenarios/%s', (name) => {
    const value: unknown = parse(readFileSync(new URL(name, folder), 'utf8'));
    expect(schemaComplaints(schema, value)).toEqual([]);
  });
  const complaints = (text: string) => schemaComplaints(jsonSchema(fakeRegistries), parse(text));
  it('accepts every form of a value', () => {
    const right = [
      small,
      'extends: other.yaml\n',
      'name: long\nmonths: 240\nmacro: { fees: 5, staked: { team: 0.5 } }\nrecord: { chain: { every: 1 } }\n',
      `${small}protocol: { slashing: { mode: proportional } }\ntokenomics: { preset: snapshot, fEmission: 0.02 }\n`,
      `${small}validators: []\ndelegators: [{ policy: uniform, count: 3, every: null }]\nprice: { process: csv, file: x.csv }\n`,
      small.replace('count: 4 }', 'count: 4, cost: { amount: 1, currency: fiat }, patience: null, entryMargin: -1 }'),
      `${small}seed: 7\nprotocol: { profile: v0.6, seats: 5 }\nrecord: { actors: { every: 0 } }\n`,
      `${small}attacks: [{ attack: sybil, start: 5, duration: null }]\nexpect: [{ metric: epochs, above: 1 }]\n`,
      small.replace(/truth: .*/, 'truth: { process: regimes, calm: { volatility: 0.5 } }'),
      small.replace(/truth: .*/, 'truth: ar1\n    loss: { formula: abs(truth) }\n    groundTruthLag: 600'),
    ];
    for (const text of right) expect(complaints(text)).toEqual([]);
  });
  const wrong: [what: string, text: string, complaint: string][] = [
    ['no topics', 'name: x\n', ': none of 3 forms'],
    ['an unknown key', `${small}seeed: 1\n`, '/seeed: nothing is allowed here'],
    ['a number out of bounds', `${small}epochs: 0\n`, '/epochs: 0 is out of bounds'],
    ['a fraction', `${small}epochs: 1.5\n`, '/epochs: not of type integer'],
    ['an unknown policy', small.replace('policy: noisy', 'policy: nosiy'), '/topics/0/inferers/1: not one of 3 forms'],
    ['an unknown version', `${small}protocol: v7\n`, '/protocol: none of 2 forms'],
    ['a name that is no name', small.replace('name: one', 'name: ../x'), '/name: not such a text'],
    ['a parameter of another process', small.replace('volatility', 'phi'), '/topics/0/truth: none of 2 forms'],
    [
      'an unknown metric',
      `${small}expect: [{ metric: epoch }]\n`,
      '/expect/0/metric: not one of skill_vs_naive, epochs',
    ],
    ['slashing of an unknown kind', `${small}protocol: { slashing: { mode: some } }\n`, '/protocol: none of 2 forms'],
    [
      'more than all of a commission',
      `${small}validators: [{ commission: 1.5 }]\n`,
      '/validators/0/commission: 1.5 is out of bounds',
    ],
    ['an empty list', small.replace(/reputers: .*/, 'reputers: []'), '/topics/0/reputers: 0 entries'],
  ];
  it.each(wrong)('marks %s', (_what, text, complaint) => {
    expect(complaints(text)).toEqual([complaint]);
  });
});
