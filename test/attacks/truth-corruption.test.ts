import { describe, expect, it } from 'vitest';
import type { AttackScenario } from '../../sim/index.ts';
import type { Reputer } from '../../sim/policies/policy.ts';
import { attack, type Changes, inferers, reputers, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { reputerView } from '../policies/views.ts';
import { close } from '../support/close.ts';
import { actsHonestlyOtherwise } from './as-honest.ts';
import { planOf, victim } from './attack-setting.ts';

const start = 6;

interface Closed {
  readonly epoch: number;
  readonly status: string;
  readonly truth: number;
  readonly scale: number;
  readonly combined: number;
  /** Loss of the combined inference: true, of the network, and as each reputer reported it. */
  readonly trueLoss: number;
  readonly networkLoss: number;
  readonly reports: readonly number[];
}

/** Five reputers of equal stake who report without error. */
function closedOf(values: Record<string, number>, plan: Partial<AttackScenario> = {}, changes: Changes = {}): Closed[] {
  const found: Closed[] = [];
  const scenario = smallScenario({
    epochs: 16,
    inferers: [inferers('honest', 6)],
    reputers: [{ ...reputers('perfect', 5), stake: { median: 1000, sigma: 0 } }],
    attacks: [attack('truth-corruption', values, { start, ...plan })],
    ...changes,
  });
  runTopic(scenario, ({ nonce, desk }) => {
    const V = nonce.layout.length;
    found.push({
      epoch: nonce.epoch,
      status: nonce.status,
      truth: nonce.step.truth,
      scale: nonce.step.scale,
      combined: nonce.values[0],
      trueLoss: desk.trueLoss[0],
      networkLoss: desk.losses[0],
      reports: Array.from({ length: nonce.reputers.count }, (_, m) => desk.reports[m * V]),
    });
  });
  return found;
}

describe('a source of truth that is wrong', () => {
  it('makes its readers report how far values are from a truth so many scales off', () => {
    for (const { epoch, truth, scale, combined, trueLoss, reports } of closedOf({ share: 0.4, bias: 3 })) {
      const misread = Math.log10((combined - (truth + 3 * scale)) ** 2);
      reports.forEach((report, m) => {
        if (epoch >= start && m < 2) close(report, misread, 1e-9);
        else expect(report).toBe(trueLoss);
      });
    }
  });

  it('moves the mean log loss of equal stakes by the share of its readers times what it is off for them', () => {
    for (const share of [0.2, 0.4, 0.6]) {
      for (const { truth, scale, combined, trueLoss, networkLoss } of closedOf({ share, bias: 2 }).slice(start)) {
        // Before anybody is listened to less: network losses weigh by raw stake.
        const off = Math.log10((combined - truth - 2 * scale) ** 2) - Math.log10((combined - truth) ** 2);
        close(networkLoss - trueLoss, share * off, 1e-9);
      }
    }
  });

  it('is silent in an outage: epochs on which only its readers would report go unpaid', () => {
    const statuses = (share: number) => closedOf({ share, outage: 1 }).map(({ status }) => status);
    expect(statuses(0.8)).toEqual(Array(16).fill('paid'));
    expect(statuses(1)).toEqual([...Array(start).fill('paid'), ...Array(10).fill('no-loss')]);
    for (const { epoch, reports } of closedOf({ share: 0.4, outage: 1 })) {
      expect(reports).toHaveLength(epoch < start ? 5 : 3);
    }
  });

  it('is right again when the attack is over', () => {
    for (const { epoch, trueLoss, reports } of closedOf({ share: 1 }, { duration: 4 })) {
      const isOff = epoch >= start && epoch < start + 4;
      for (const report of reports) expect(report !== trueLoss).toBe(isOff);
    }
  });

  it('is wrong where errors are added to the truth: on the logit of a probability', () => {
    const changes: Changes = { truth: { process: 'probability' }, loss: { method: 'bce' } };
    const off = (bias: number) => closedOf({ share: 0.2, bias }, {}, changes).slice(start);
    for (const { reports, trueLoss } of off(0)) expect(reports[0]).toBe(trueLoss);
    for (const { truth, combined, scale, reports } of off(1)) {
      const shifted = 1 / (1 + Math.exp(-(Math.log(truth / (1 - truth)) + scale)));
      if (!(truth > 1e-9 && truth < 1 - 1e-9)) continue;
      const loss = -(shifted * Math.log(combined) + (1 - shifted) * Math.log(1 - combined));
      close(reports[0], Math.log10(loss), 1e-6);
    }
  });

  it('at random is as far off, on either side', () => {
    const sides = closedOf({ share: 1, bias: 3 }, { play: 'random' })
      .slice(start)
      .map(({ truth, scale, combined, reports }) => {
        const up = Math.log10((combined - truth - 3 * scale) ** 2);
        const down = Math.log10((combined - truth + 3 * scale) ** 2);
        const isUp = Math.abs(reports[0] - up) < 1e-9;
        if (!isUp) close(reports[0], down, 1e-9);
        return isUp;
      });
    expect(new Set(sides).size).toBe(2);
  });

  it('leaves readers their own errors and their own silence', () => {
    const mind: Reputer = {
      reportInto({ loss, values, error }, out, offset) {
        for (let v = 0; v < values; ++v) out[offset + v] = loss[v] + error[v];
      },
      submits: (epoch) => epoch !== 3,
    };
    const reader = planOf('truth-corruption', { share: 0.5, bias: 2 }).overReputer?.(mind, victim(0, 2)) as Reputer;
    const view = reputerView([-1, -2], [0.25, 0.5], { misreadInto: (shift, out) => out.set([shift, 10 * shift]) });
    const out = new Float64Array(2);
    reader.reportInto(view, out, 0);
    expect(Array.from(out)).toEqual([2.25, 20.5]);
    expect([2, 3].map((epoch) => reader.submits?.(epoch, epoch))).toEqual([true, false]);
    // The second of two does not read it.
    expect(planOf('truth-corruption', { share: 0.5 }).overReputer?.(mind, victim(1, 2))).toBe(mind);
  });

  actsHonestlyOtherwise('truth-corruption');
});
