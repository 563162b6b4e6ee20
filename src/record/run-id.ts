import { createHash } from 'node:crypto';
import type { Scenario } from '../../sim/index.ts';
import { canonicalJson } from './canonical-json.ts';
import type { RecordedInput } from './manifest.ts';

const RUN_ID_LENGTH = 12;

/** SHA-256 of the resolved scenario (seed included) in canonical JSON, hexadecimal. */
export function scenarioHash(scenario: Scenario): string {
  return createHash('sha256').update(canonicalJson(scenario)).digest('hex');
}

/**
 * Name of the folder of a run: the first 12 hexadecimal digits of a SHA-256 over what decides its rows, which are the
 * resolved scenario, the seed, the engine's code and the content of the files that the scenario reads.
 *
 * @param codeHash SHA-256 of the engine's code, hexadecimal
 */
export function runIdOf(scenario: Scenario, codeHash: string, inputs: readonly RecordedInput[] = []): string {
  return createHash('sha256')
    .update(runIdentity(scenario, codeHash, inputs))
    .digest('hex')
    .slice(0, RUN_ID_LENGTH);
}

/** All that decides the rows of a run, as canonical JSON. */
export function runIdentity(scenario: Scenario, codeHash: string, inputs: readonly RecordedInput[]): string {
  const read = Object.fromEntries(inputs.map(({ name, sha256 }) => [name, sha256]));
  const files = inputs.length === 0 ? undefined : read;
  return canonicalJson({ scenario, seed: scenario.seed, code: codeHash, inputs: files });
}
