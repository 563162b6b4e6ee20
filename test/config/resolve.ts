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

export function resolve(text: string, overrides: ScenarioOverrides = {}): Promise<ResolvedScenario> {
  return resolveScenario(text, 'small.yaml', overrides, fakeRegistries);
}

/** What the author of the scenario reads; empty when nothing is wrong. */
export async function complaints(text: string, overrides: ScenarioOverrides = {}): Promise<string[]> {
  const resolved = await resolve(text, overrides);
  return resolved.ok ? [] : resolved.problems.map(formatProblem);
}

/** The resolved scenario; throws what is wrong with it. */
export async function scenarioOf(text: string, overrides: ScenarioOverrides = {}) {
  const resolved = await resolve(text, overrides);
  if (!resolved.ok) throw new Error(resolved.problems.map(formatProblem).join('\n'));
  return resolved.scenario;
}
