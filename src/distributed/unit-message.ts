import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ScenarioFiles } from '../config/files.ts';
import { formatProblem } from '../config/problem.ts';
import { scenarioResolver } from '../config/resolve-scenario.ts';
import { mostScenarioBytes } from '../config/scenario-schema.ts';
import { toJson, toYaml } from '../config/scenario-yaml.ts';
import { simRegistries } from '../config/sim-registries.ts';
import { type RunUnit, unitAddress, unitOf } from '../run/run-unit.ts';

/**
 * A run as it travels to another process or machine, as JSON. It holds the scenario as text, so that whoever runs it checks
 * it as it would check a file, and the address, so that both can tell whether they mean the same run.
 */
export interface UnitMessage {
  /** See `unitAddress`. */
  readonly address: string;
  /** The resolved scenario in the shape of scenario files, deflated, in base64. */
  readonly scenario: string;
  /** Files that the scenario reads; they travel apart, once for all runs that read them. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** Whoever received a message cannot run it as it was meant: another version of this program, or not a message at all. */
export class ForeignUnitError extends Error {
  override readonly name = 'ForeignUnitError';
}

/** The message of a unit. */
export function messageOf(unit: RunUnit): UnitMessage {
  const files = unit.files.map(({ name, sha256 }) => ({ name, sha256 }));
  const scenario = deflateRawSync(toJson(unit.scenario) ?? toYaml(unit.scenario)).toString('base64');
  return { address: unitAddress(unit), scenario, files };
}

/**
 * The unit of a message. Nothing is read from this machine's disk.
 *
 * @param fileOf content of a file by its SHA-256
 * @throws ForeignUnitError when the message is none, or is another run here than where it comes from
 */
export async function unitOfMessage(message: unknown, fileOf: (sha256: string) => Uint8Array): Promise<RunUnit> {
  const { address, scenario, files } = checkedMessage(message);
  const text = inflated(scenario);
  const read = filesOfMessage(files, fileOf);
  const form = { expects: false, json: true };
  const resolved = await scenarioResolver(text, 'scenario.yaml', simRegistries, read, form)({});
  if (!resolved.ok) {
    throw new ForeignUnitError(`its scenario is refused here: ${formatProblem(resolved.problems[0])}`);
  }
  const unit = unitOf(resolved, resolved.scenario.seed);
  const own = unitAddress(unit);
  if (own !== address) {
    throw new ForeignUnitError(
      `it is another run here (${own.slice(0, 12)}) than where it comes from (${address.slice(0, 12)}): not the same version of allora-sim`,
    );
  }
  return unit;
}

/** A message that may be none. @throws ForeignUnitError when it is none */
export function checkedMessage(message: unknown): UnitMessage {
  const { address, scenario, files } = (message ?? {}) as Partial<Record<keyof UnitMessage, unknown>>;
  const named =
    Array.isArray(files) &&
    files.every((file) => typeof file?.name === 'string' && isSha256(file.sha256) && !/[/\\]/.test(file.name));
  if (!isSha256(address) || typeof scenario !== 'string' || !named) {
    throw new ForeignUnitError('it is no run of allora-sim');
  }
  return { address, scenario, files };
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function inflated(scenario: string): string {
  try {
    return inflateRawSync(Buffer.from(scenario, 'base64'), { maxOutputLength: mostScenarioBytes }).toString('utf8');
  } catch {
    throw new ForeignUnitError('its scenario cannot be unpacked');
  }
}

/** Reads the files of a message and no others. */
function filesOfMessage(files: UnitMessage['files'], fileOf: (sha256: string) => Uint8Array): ScenarioFiles {
  return {
    readText: () => ({ reason: 'a resolved scenario reads no other scenario.' }),
    readBytes(path, mostBytes) {
      const file = files.find(({ name }) => name === path);
      if (file === undefined) return { reason: 'it did not come with the run.' };
      const bytes = fileOf(file.sha256);
      if (bytes.length > mostBytes) return { reason: `it is larger than ${mostBytes} bytes.` };
      return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
  };
}
