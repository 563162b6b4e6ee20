import { describe, expect, it } from 'vitest';
import { attacks, createPairedSimulation, type RunInputs, type SummaryMetric } from '../../sim/index.ts';
import { attack, type Changes, smallScenario } from '../engine/small-scenario.ts';

/*
 * How honest actors stand in memory decides nothing: whom an attack picks, and what it draws about whom, hangs on who they
 * are. The same scenario with its actors the other way round comes to the same, but for the order in which sums are added up.
 */

const backwards: RunInputs['actorOrder'] = (_topic, _role, count) =>
  Int32Array.from({ length: count }, (_, n) => count - 1 - n);

async function summaryOf(kind: string, play: 'attack' | 'random', inputs: RunInputs): Promise<SummaryMetric[]> {
  const { changes } = (await import(`./other-values/${kind}.ts`)) as { readonly changes?: Changes };
  const scenario = smallScenario({
    epochs: 16,
    ...changes,
    attacks: [attack(kind, {}, { joins: 2, start: 6, play })],
  });
  const simulation = createPairedSimulation(scenario, inputs);
  while (!simulation.finished) simulation.advance(1000, () => {});
  return simulation.summary();
}

describe.each(Object.keys(attacks))('the attack %s', (kind) => {
  it.each(['attack', 'random'] as const)(
    'comes to the same whichever way round actors stand, played as %s',
    async (play) => {
      const usual = await summaryOf(kind, play, {});
      const turned = await summaryOf(kind, play, { actorOrder: backwards });
      expect(usual.length).toBeGreaterThan(80);
      for (const [n, { name, value }] of usual.entries()) {
        // Ranks of rewards that are equal but for rounding are anybody's.
        if (name.startsWith('alignment_')) continue;
        const other = turned[n].value;
        if (value === null || other === null) expect(other, name).toBe(value);
        else
          expect(Math.abs(other - value), `${name}: ${value} and ${other}`).toBeLessThanOrEqual(
            1e-8 * Math.abs(value) + 1e-10,
          );
      }
    },
  );
});
