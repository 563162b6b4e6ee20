import { describe, expect, it } from 'vitest';
import type { Reputer } from '../../sim/policies/policy.ts';
import { takeReports } from '../../sim/protocol/consensus.ts';
import { createListeningWorkspace, listenInto } from '../../sim/protocol/listening.ts';
import { networkLossesInto } from '../../sim/protocol/network-losses.ts';
import { reputerFractionsInto, workerFractionsInto } from '../../sim/protocol/reward-fractions.ts';
import { infererScoresInto } from '../../sim/protocol/scores.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { attack, inferers, reputers, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { births, judgedView, reputerView } from '../policies/views.ts';
import { allClose, close } from '../support/close.ts';
import { actsHonestlyOtherwise } from './as-honest.ts';
import { planOf } from './attack-setting.ts';

type Values = Record<string, number | string>;

/** What a griefer reports of three inferers whose own losses are -1, -2, -3; all else is 0 and it errs by 0. */
function reportOf(values: Values, epoch = 1, strength = 1): number[] {
  const plan = planOf('griefing', values, { strength: () => strength });
  const mind = plan.reputer?.(0, births(1)[0]) as Reputer;
  mind.observe?.(judgedView([0, 1, 2], [-1, -2, -3]));
  const view = reputerView([0, 0, -1, -2, -3, 0, 0, 0], Array(8).fill(0), { epoch });
  const out = new Float64Array(8);
  mind.reportInto(view, out, 0);
  return Array.from(out);
}

describe('a griefing reputer', () => {
  it('adds the harm to the losses of its victims, and takes it from those of the network without them', () => {
    expect(reportOf({ victims: 1, harm: 2 })).toEqual([0, 0, -1, -2, -1, 0, 0, -2]);
    expect(reportOf({ victims: 2, harm: 1 })).toEqual([0, 0, -1, -1, -2, 0, -1, -1]);
    expect(reportOf({ victims: 99, harm: 1 })).toEqual([0, 0, 0, -1, -2, -1, -1, -1]);
  });

  it('picks the best, the worst, or anybody', () => {
    const victims = (values: Values) => reportOf({ victims: 1, ...values }).slice(5);
    expect(victims({ target: 'best' })).toEqual([0, 0, -2]);
    expect(victims({ target: 'worst' })).toEqual([-2, 0, 0]);
    expect(victims({ target: 'random' }).filter((shift) => shift === -2)).toHaveLength(1);
  });

  it('harms less with less strength, and reports what it sees without any', () => {
    expect(reportOf({ victims: 1, harm: 2 }, 1, 0.5)).toEqual([0, 0, -1, -2, -2, 0, 0, -1]);
    expect(reportOf({ victims: 1, harm: 2 }, 1, 0)).toEqual([0, 0, -1, -2, -3, 0, 0, 0]);
  });

  it('harms in the share of epochs that it says', () => {
    const harmed = Array.from({ length: 400 }, (_, epoch) => reportOf({ persistence: 0.3 }, epoch)[7] < 0);
    expect(Math.abs(harmed.filter(Boolean).length / 400 - 0.3)).toBeLessThan(0.1);
    expect(reportOf({ persistence: 0 })[7]).toBe(0);
  });

  it('keeps to the victims that it chose when it began', () => {
    const plan = planOf('griefing', { victims: 1 });
    const mind = plan.reputer?.(0, births(1)[0]) as Reputer;
    const out = new Float64Array(8);
    const shifts = () => {
      mind.reportInto(reputerView([0, 0, 0, 0, 0, 0, 0, 0], Array(8).fill(0)), out, 0);
      return Array.from(out.subarray(5));
    };
    expect(shifts()).toEqual([0, 0, 0]); // it knows nobody yet
    mind.observe?.(judgedView([0, 1, 2], [-1, -2, -3], 0, { epoch: 0 }));
    expect(shifts()).toEqual([0, 0, -2]);
    for (let epoch = 1; epoch < 50; ++epoch) mind.observe?.(judgedView([0, 1, 2], [-9, -2, 5], 0, { epoch }));
    expect(shifts()).toEqual([0, 0, -2]);
  });

  it('costs a victim what the scores say, and itself what its distance from the consensus says', () => {
    // One honest reputer with three quarters of the stake, one griefer; two inferers who score 0.3 each.
    const harm = 2;
    const layout = bundleLayout(2, 0, false);
    const honest = [-1, -1, -0.5, -0.5, -0.7, -0.7];
    const slanderous = [-1, -1, -0.5 + harm, -0.5, -0.7 - harm, -0.7];
    const stakes = Float64Array.of(3, 1);
    const outcome = (reported: readonly number[]) => {
      const reports = Float64Array.of(...honest, ...reported);
      const losses = new Float64Array(6);
      networkLossesInto(reports, 6, stakes, 2, layout, new Float64Array(6), losses);
      const scores = new Float64Array(2);
      infererScoresInto(losses, layout, scores);
      const workers = new Float64Array(2);
      workerFractionsInto(scores, 2, 0.24, 0.01, 3, 0.75, workers);
      const workspace = createListeningWorkspace(2, 6);
      takeReports(workspace.losses, reports, 6, 2, 6);
      const trust = new Float64Array(2);
      const rule = { epsilonReputer: 0.01, epsilonSafeDiv: 1e-7, learningRate: 0.05, maxGradientThreshold: 0.001 };
      const ends = { gradientDescentMaxIters: 1, minStakeFraction: 0.5, clampListening: false };
      listenInto(workspace, stakes, { ...rule, ...ends }, Float64Array.of(1, 1), trust, new Float64Array(2));
      const reputersOwn = new Float64Array(2);
      reputerFractionsInto(stakes, trust, 2, 1, reputersOwn);
      return { scores, victim: workers[0], griefer: reputersOwn[1] };
    };
    const before = outcome(honest);
    const after = outcome(slanderous);
    // Scores: 0.3 for both; the victim's falls by its share of the stake times the harm.
    allClose(before.scores, [0.3, 0.3], 1e-12);
    allClose(after.scores, [0.3 - harm / 4, 0.3], 1e-12);
    const phi = (x: number) => Math.log(1 + Math.exp(3 * (x - 0.75)));
    const victimAfter = phi(-0.2 / 0.25) / (phi(-0.2 / 0.25) + phi(0.3 / 0.25));
    close(before.victim, 0.5, 1e-12);
    close(after.victim, victimAfter, 1e-9);
    // Adjusted stakes 1 and 1/2: the consensus lies a third of the way towards the griefer.
    const consensus = honest.map((loss, v) => (2 * loss + slanderous[v]) / 3);
    const norm = Math.sqrt(consensus.reduce((sum, loss) => sum + loss * loss, 0));
    const apart = Math.sqrt(2) * harm;
    const [trusted, distrusted] = [1, 2].map((thirds) => 1 / ((thirds * apart) / 3 / norm + 0.01));
    const grieferAfter = distrusted / (3 * trusted + distrusted);
    close(before.griefer, 0.25, 1e-12);
    close(after.griefer, grieferAfter, 1e-9);
    // Three quarters of the reward to inferers, a quarter to reputers: what the victim loses for each ALLO given up.
    const factor = (0.75 * (before.victim - after.victim)) / (0.25 * (before.griefer - after.griefer));
    close(factor, (3 * (0.5 - victimAfter)) / (0.25 - grieferAfter), 1e-9);
    expect(factor).toBeGreaterThan(10);
  });

  it('takes reward from its victims in a run, more than it gives up itself', () => {
    // Places of inferers in the order of what they earn, and what is earned while it acts; the griefer is at place 3.
    const earnedOf = (play: 'attack' | 'honest') => {
      const scenario = smallScenario({
        epochs: 60,
        inferers: [inferers('honest', 6)],
        reputers: [{ ...reputers('honest', 3), stake: { median: 1000, sigma: 0 } }],
        attacks: [attack('griefing', { victims: 1, stakeShare: 0.1 }, { start: 20, play })],
      });
      const workers = new Float64Array(6);
      let griefer = 0;
      runTopic(scenario, ({ nonce, desk }) => {
        if (nonce.epoch < 20 || nonce.status !== 'paid') return;
        for (let j = 0; j < nonce.inferers.count; ++j) workers[nonce.inferers.active[j]] += desk.infererReward[j];
        for (let m = 0; m < nonce.reputers.count; ++m) {
          if (nonce.reputers.active[m] === 3) griefer += desk.reputerReward[m];
        }
      });
      return { workers, griefer };
    };
    const attacked = earnedOf('attack');
    const honest = earnedOf('honest');
    const lost = Math.max(...honest.workers.map((earned, x) => earned - attacked.workers[x]));
    const givenUp = honest.griefer - attacked.griefer;
    expect(givenUp).toBeGreaterThan(0);
    expect(lost).toBeGreaterThan(givenUp);
  });

  actsHonestlyOtherwise('griefing');
});
