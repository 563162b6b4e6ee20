import { z } from 'zod';
import type { Registries } from '../registries.ts';
import { experimentSchema } from './experiment-schema.ts';

/** JSON Schema (draft 7) of experiment files, for completion and checks in editors. Made from the same declarations. */
export function experimentJsonSchema(registries: Pick<Registries, 'metrics'>): Record<string, unknown> {
  return z.toJSONSchema(experimentSchema(registries), { io: 'input', target: 'draft-7' });
}
