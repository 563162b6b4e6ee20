import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { placeOf } from './try-mutants.ts';

/* Whether the tests catch them takes long: mutants.full.test.ts. That they can be planted at all is seen here. */

describe('small mistakes to be planted in the protocol', () => {
  it.each(mutants.map((mutant) => [mutant.file, mutant.what, mutant] as const))('%s: %s', (file, _what, mutant) => {
    const text = readFileSync(path.join('sim', 'protocol', file), 'utf8');
    expect(placeOf(mutant, text)).toEqual(expect.any(Number));
  });
});
