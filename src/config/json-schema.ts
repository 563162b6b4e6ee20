import { z } from 'zod';
import type { Registries } from './registries.ts';
import { scenarioSchema } from './scenario-schema.ts';

/** JSON Schema (draft 7) of scenario files, for completion and checks in editors. Made from the same declarations. */
export function jsonSchema(registries: Registries): Record<string, unknown> {
  const whole = z.toJSONSchema(scenarioSchema(registries), { io: 'input', target: 'draft-7' });
  const { required, ...schema } = whole as { required: string[] } & Record<string, unknown>;
  const withMonths = required.map((key) => (key === 'topics' ? 'months' : key));
  // What a file needs to say may stand in the file that it extends.
  return { ...schema, anyOf: [{ required: ['extends'] }, { required }, { required: withMonths }] };
}
