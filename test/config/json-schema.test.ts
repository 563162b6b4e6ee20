import { describe, expect, it } from 'vitest';
import { jsonSchema } from '../../src/config/json-schema.ts';
import { fakeRegistries } from './fake-registries.ts';

type Schema = Record<string, unknown>;

/** Keywords of draft 7 and what may stand under them: schemas, lists of schemas, named schemas, or values. */
const schemaKeywords = ['items', 'additionalProperties', 'not', 'propertyNames'];
const listKeywords = ['anyOf', 'oneOf', 'allOf'];
const valueKeywords = [
  ...['$schema', 'title', 'description', 'default', 'type', 'enum', 'const', 'required', 'pattern', 'format'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'minLength', 'maxLength'],
];

function checkShape(schema: unknown): void {
  if (typeof schema === 'boolean') return;
  for (const [keyword, value] of Object.entries(schema as Schema)) {
    if (keyword === 'properties') Object.values(value as Schema).forEach(checkShape);
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
    expect(schema.required).toEqual(['name', 'topics']);
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
