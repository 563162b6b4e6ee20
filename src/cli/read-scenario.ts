import type { ResolvedScenario, ScenarioOverrides } from '../config/resolve-scenario.ts';

/** Reads and resolves a scenario file with all that it names. A file that cannot be read is a problem like any other. */
export async function readScenario(file: string, overrides: ScenarioOverrides): Promise<ResolvedScenario> {
  const [{ resolveScenario }, { mostScenarioBytes }, { simRegistries }, { scenarioFiles }] = await Promise.all([
    import('../config/resolve-scenario.ts'),
    import('../config/scenario-schema.ts'),
    import('../config/sim-registries.ts'),
    import('../io/scenario-files.ts'),
  ]);
  const read = scenarioFiles.readText(file, mostScenarioBytes);
  if ('reason' in read) {
    return { ok: false, problems: [{ file, line: 1, column: 1, path: '', message: read.reason }] };
  }
  return resolveScenario(read.text, file, overrides, simRegistries, scenarioFiles);
}
