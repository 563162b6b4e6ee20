import type { ScenarioFiles } from '../../src/config/files.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { type ResolvedScenario, resolveScenario, type ScenarioOverrides } from '../../src/config/resolve-scenario.ts';
import { fakeRegistries } from './fake-registries.ts';

/** A whole scenario of few lines; tests change one of them. */
export const small = `name: one
topics:
  - name: eth
    truth: { process: gbm-return, volatility: 0.2 }
    inferers:
      - { policy: honest, count: 4 }
      - { policy: noisy, count: 2, factor: 3 }
    forecasters: [{ policy: regime-ema, count: 2 }]
    reputers: [{ policy: honest, count: 3, stake: { median: 5 } }]
`;

/** The same with another line in the topic, or other populations of inferers. */
export function withTopicLine(line: string, text = small): string {
  return text.replace('    inferers:', `    ${line}\n    inferers:`);
}

export function resolve(
  text: string,
  overrides: ScenarioOverrides = {},
  files?: ScenarioFiles,
): Promise<ResolvedScenario> {
  return resolveScenario(text, 'small.yaml', overrides, fakeRegistries, files);
}

/** What the author of the scenario reads; empty when nothing is wrong. */
export async function complaints(
  text: string,
  overrides: ScenarioOverrides = {},
  files?: ScenarioFiles,
): Promise<string[]> {
  const resolved = await resolve(text, overrides, files);
  return resolved.ok ? [] : resolved.problems.map(formatProblem);
}

/** The resolved scenario; throws what is wrong with it. */
export async function scenarioOf(text: string, overrides: ScenarioOverrides = {}, files?: ScenarioFiles) {
  return (await resolvedOf(text, overrides, files)).scenario;
}

/** The same with its inputs. */
export async function resolvedOf(text: string, overrides: ScenarioOverrides = {}, files?: ScenarioFiles) {
  const resolved = await resolve(text, overrides, files);
  if (!resolved.ok) throw new Error(resolved.problems.map(formatProblem).join('\n'));
  return resolved;
}
