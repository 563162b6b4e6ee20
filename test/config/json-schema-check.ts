type Schema = Readonly<Record<string, unknown>>;

/**
 * What of a value a JSON Schema (draft 7, as far as our schemas go) does not allow; empty when all is well. Of a choice of
 * schemas it tells only that none fits.
 */
export function schemaComplaints(schema: unknown, value: unknown, path = ''): string[] {
  if (schema === true) return [];
  if (schema === false) return [`${path}: nothing is allowed here`];
  const {
    type,
    enum: words,
    const: only,
    anyOf,
    oneOf,
    allOf,
    not,
  } = schema as Schema & Record<string, unknown[] | undefined>;
  const found: string[] = [];
  const fits = (one: unknown) => schemaComplaints(one, value, path).length === 0;
  if (type !== undefined && !([type].flat() as string[]).some((name) => isOfType(value, name))) {
    return [`${path}: not of type ${type}`];
  }
  if (words !== undefined && !words.includes(value)) found.push(`${path}: not one of ${words.join(', ')}`);
  if (only !== undefined && value !== only) found.push(`${path}: not ${only}`);
  if (anyOf !== undefined && !anyOf.some(fits)) found.push(`${path}: none of ${anyOf.length} forms`);
  if (oneOf !== undefined && oneOf.filter(fits).length !== 1) found.push(`${path}: not one of ${oneOf.length} forms`);
  for (const one of allOf ?? []) found.push(...schemaComplaints(one, value, path));
  if (not !== undefined && fits(not)) found.push(`${path}: what may not be`);
  if (typeof value === 'number') found.push(...numberComplaints(schema as Schema, value, path));
  if (typeof value === 'string') found.push(...textComplaints(schema as Schema, value, path));
  if (Array.isArray(value)) found.push(...listComplaints(schema as Schema, value, path));
  else if (isOfType(value, 'object')) found.push(...groupComplaints(schema as Schema, value as Schema, path));
  return found;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function numberComplaints(schema: Schema, value: number, path: string): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema as Record<string, number | undefined>;
  const outside =
    value < (minimum ?? -Infinity) ||
    value > (maximum ?? Infinity) ||
    (exclusiveMinimum !== undefined && value <= exclusiveMinimum) ||
    (exclusiveMaximum !== undefined && value >= exclusiveMaximum);
  return outside ? [`${path}: ${value} is out of bounds`] : [];
}

function textComplaints(schema: Schema, value: string, path: string): string[] {
  const {
    pattern,
    minLength = 0,
    maxLength = Infinity,
  } = schema as {
    pattern?: string;
    minLength?: number;
    maxLength?: number;
  };
  const fits = value.length >= minLength && value.length <= maxLength;
  return fits && (pattern === undefined || new RegExp(pattern).test(value)) ? [] : [`${path}: not such a text`];
}

function listComplaints(schema: Schema, value: readonly unknown[], path: string): string[] {
  const {
    items = true,
    minItems = 0,
    maxItems = Infinity,
  } = schema as {
    items?: unknown;
    minItems?: number;
    maxItems?: number;
  };
  const length = value.length >= minItems && value.length <= maxItems ? [] : [`${path}: ${value.length} entries`];
  return [...length, ...value.flatMap((entry, n) => schemaComplaints(items, entry, `${path}/${n}`))];
}

function groupComplaints(schema: Schema, value: Schema, path: string): string[] {
  const {
    properties = {},
    required = [],
    additionalProperties = true,
  } = schema as {
    properties?: Schema;
    required?: readonly string[];
    additionalProperties?: unknown;
  };
  const missing = required.filter((key) => !Object.hasOwn(value, key)).map((key) => `${path}: ${key} is missing`);
  const entries = Object.entries(value).flatMap(([key, entry]) =>
    schemaComplaints(Object.hasOwn(properties, key) ? properties[key] : additionalProperties, entry, `${path}/${key}`),
  );
  return [...missing, ...entries];
}
