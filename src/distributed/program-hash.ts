import { createHash } from 'node:crypto';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeHashOf, engineCodeHash } from '../record/engine-code.ts';

const here = fileURLToPath(import.meta.url);

let hash: string | undefined;

/**
 * SHA-256, hexadecimal, of the code that decides what a run is and what it comes to: the engine, and what reads scenarios.
 * Two programs with the same hash mean the same by the same message.
 */
export function programHash(): string {
  hash ??= createHash('sha256')
    .update(engineCodeHash())
    .update(codeHashOf(join(dirname(here), '..', 'config'), extname(here)))
    .digest('hex');
  return hash;
}
