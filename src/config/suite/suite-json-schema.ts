import { z } from 'zod';
import type { Registries } from '../registries.ts';
import { suiteSchema } from './suite-schema.ts';

/** JSON Schema (draft 7) of suite files, for completion and checks in editors. Made from the same declarations. */
export function suiteJsonSchema(registries: Pick<Registries, 'metrics'>): Record<string, unknown> {
  return z.toJSONSchema(suiteSchema(registries), { io: 'input', target: 'draft-7' });
}
