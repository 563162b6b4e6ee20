import { describe, expect, it } from 'vitest';
import { attacks } from '../../sim/attacks/registry.ts';
import type { AttackScenario, Scenario } from '../../sim/index.ts';
import { createReportedLosses, reputerScoresInto, takeReports } from '../../sim/protocol/consensus.ts';
import { attack, type Changes, everything, inferers, reputers, smallScenario } from '../engine/small-scenario.ts';
import { allClose, close } from '../support/close.ts';
import { type Judged, judgementsOf } from './judgements.ts';

const start = 12;
/** Place of a lone key behind three honest reputers. */
const key = 3;
/** A nonce is judged when the nonce two later opens, so the newest consensus at hand is that of the nonce before. */
const previous = 1;

function scenarioWith(
  values: Record<string, number> = {},
  plan: Partial<AttackScenario> = {},
  changes: Changes = {},
): Scenario {
  return smallScenario({
    epochs: 24,
    record: everything,
    inferers: [inferers('honest', 6)],
    reputers: [{ ...reputers('honest', 3), stake: { median: 1000, sigma: 0 } }],
    attacks: [attack('lazy-reputers', { identities: 1, stakeShare: 0.25, ...values }, { start, ...plan })],
    ...changes,
  });
}

function reportOf({ reports }: Judged, place = key): number[] {
  return reports.get(place) as number[];
}

/** Score of each reputer at coefficients of 1 and no cap in force: 1 / (|L - C| / |C| + 0.01). */
function scoresByHand({ reports, reputers: seated, stakes }: Judged): number[] {
  const all = stakes.reduce((sum, one) => sum + one, 0);
  const rows = seated.map((x) => reports.get(x) as number[]);
  const consensus = rows[0].map((_, v) => rows.reduce((sum, row, m) => sum + (stakes[m] / all) * row[v], 0));
  const length = (vector: readonly number[]) => Math.sqrt(vector.reduce((sum, one) => sum + one * one, 0));
  return rows.map((row) => 1 / (length(row.map((loss, v) => loss - consensus[v])) / length(consensus) + 0.01));
}

describe('a lone lazy reputer among honest ones', () => {
  it('scores as by hand: three say (-1, -2), it says (-1.4, -2.3) of an older epoch', () => {
    const losses = createReportedLosses(4, 2);
    takeReports(losses, Float64Array.of(-1, -2, -1, -2, -1, -2, -1.4, -2.3), 2, 4, 2);
    const scores = new Float64Array(4);
    reputerScoresInto(losses, new Float64Array(4).fill(1), new Float64Array(4).fill(500), 0.01, 1e-7, scores);
    // C = (-1.1, -2.075), |C| = 2.348537; the honest are (0.1, 0.075) = 0.125 away, the lazy one (0.3, 0.225) = 0.375.
    allClose(Array.from(scores), [15.81662, 15.81662, 15.81662, 5.89366], 1e-5);
  });

  it('scores so in a run: by its distance to the consensus that it is a part of', () => {
    // Equal stakes, so that no cap is in force; one round of listening, so that scores belong to the stored coefficients.
    const changes = {
      set: { gradientDescentMaxIters: 1 },
      reputers: [{ ...reputers('perfect', 3), stake: { median: 1000, sigma: 0 } }],
    };
    const scenario = scenarioWith({}, { joins: start }, changes);
    const judged = judgementsOf(scenario)[start];
    allClose(judged.adjusted, [1, 1, 1, 1], 1e-12);
    allClose(judged.scores, scoresByHand(judged), 1e-9);
    const honest = judgementsOf({ ...scenario, attacks: [{ ...scenario.attacks[0], play: 'honest' }] })[start];
    expect(judged.scores[key]).toBeLessThan(honest.scores[key]);
  });
});

describe('lazy reputers', () => {
  it('report the network’s losses of the nonce before, once they have started', () => {
    const judged = judgementsOf(scenarioWith());
    for (let epoch = start; epoch < 24; ++epoch) {
      expect(reportOf(judged[epoch])).toEqual(judged[epoch - previous].network);
    }
  });

  it('look the losses up every so many epochs', () => {
    const judged = judgementsOf(scenarioWith({ lag: 4 }));
    for (let epoch = start; epoch < 24; ++epoch) {
      const newest = epoch - previous;
      expect(reportOf(judged[epoch])).toEqual(judged[newest - (newest % 4)].network);
    }
  });

  it('with a last look report the mean of what the honest have reported on the very nonce', () => {
    const judged = judgementsOf(scenarioWith({ identities: 2 }, { knowledge: 'last-look' }));
    for (const { reports } of judged.slice(start)) {
      const honest = [0, 1, 2].map((x) => reports.get(x) as number[]);
      const mean = honest[0].map((_, v) => (honest[0][v] + honest[1][v] + honest[2][v]) / 3);
      for (const x of [3, 4]) allClose(reports.get(x) as number[], mean, 1e-12);
    }
  });

  it('with a last look are closer to the consensus than anybody honest', () => {
    const judged = judgementsOf(scenarioWith({}, { knowledge: 'last-look' }));
    for (const { scores } of judged.slice(start)) expect(Math.max(...scores)).toBe(scores[key]);
  });

  it('at half their strength measure half of each loss', () => {
    const adaptive = scenarioWith({ noise: 0 }, { adaptivity: 0.5 }, { epochs: 30 });
    const found = judgementsOf(adaptive)
      .slice(start)
      .map((judged, n, rest) => {
        if (n === 0) return 1;
        const [v] = [0];
        return (reportOf(judged)[v] - judged.trueLoss[v]) / (rest[n - previous].network[v] - judged.trueLoss[v]);
      });
    for (const part of found) close(part * 2 - Math.round(part * 2), 0, 1e-9);
    expect(found.some((part) => Math.abs(part - 0.5) < 1e-9)).toBe(true);
  });

  it('do no work while they are lazy', () => {
    expect(attacks['lazy-reputers'].work?.({ identities: 3 })).toBe(0);
  });

  it('measure until they start, and where they are played honestly', () => {
    const honest = judgementsOf(scenarioWith({}, { play: 'honest' }));
    expect(judgementsOf(scenarioWith({}, { start: 24 }))).toEqual(honest);
    expect(judgementsOf(scenarioWith()).slice(0, start)).toEqual(honest.slice(0, start));
    const looking = scenarioWith({}, { play: 'honest', knowledge: 'last-look' });
    expect(judgementsOf(looking)).toEqual(honest);
  });
});
