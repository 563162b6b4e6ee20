import { describe, expect, it } from 'vitest';
import { createErrorRecord } from '../../sim/attacks/error-record.ts';
import type { AttackScenario } from '../../sim/index.ts';
import { createBirth } from '../../sim/policies/birth.ts';
import type { Reputer } from '../../sim/policies/policy.ts';
import { identity, rootKey } from '../../sim/random/index.ts';
import { attack, inferers, reputers, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { actsHonestlyOtherwise } from './as-honest.ts';
import { planOf, victim } from './attack-setting.ts';

const start = 10;
const end = 40;
const honest = 4;

interface Closed {
  readonly epoch: number;
  readonly status: string;
  /** Registered places of those who reported. */
  readonly reporters: readonly number[];
  /** Mean squared error of the attacker’s inferers, in scales of the truth. */
  readonly allies: number;
}

function closedOf(values: Record<string, number | string>, plan: Partial<AttackScenario> = {}): Closed[] {
  const found: Closed[] = [];
  const scenario = smallScenario({
    epochs: 50,
    inferers: [inferers('honest', 6)],
    reputers: [reputers('honest', honest)],
    attacks: [attack('withholding', { identities: 2, ...values }, { start, duration: end - start, ...plan })],
  });
  runTopic(scenario, ({ nonce, inferers: role }) => {
    const { active, count } = nonce.inferers;
    const own = Array.from({ length: count }, (_, j) => j).filter((j) => role.attack[active[j]] >= 0);
    const squares = own.map((j) => ((nonce.inferences[j] - nonce.step.truth) / nonce.step.scale) ** 2);
    found.push({
      epoch: nonce.epoch,
      status: nonce.status,
      reporters: nonce.status === 'paid' ? Array.from(nonce.reputers.active.subarray(0, nonce.reputers.count)) : [],
      allies: squares.reduce((sum, square) => sum + square, 0) / squares.length,
    });
  });
  return found;
}

const unpaid = (closed: readonly Closed[]) =>
  closed.filter(({ status }) => status !== 'paid').map(({ epoch }) => epoch);

const during = Array.from({ length: end - start }, (_, n) => start + n);

describe('reputers who keep the truth back', () => {
  it('all of them always: exactly the epochs of the attack go unpaid', () => {
    expect(unpaid(closedOf({ withheld: 1, silenced: 1 }))).toEqual(during);
  });

  it('in some epochs, all in the same ones: exactly those that the plan draws go unpaid', () => {
    const { high, low } = identity('topic', 'attack', 'withholding');
    const { own } = createBirth(rootKey('small'), 'topic', high, low);
    const drawn = during.filter((epoch) => own.uniform(epoch, 0) < 0.4);
    expect(drawn.length).toBeGreaterThan(5);
    expect(unpaid(closedOf({ rule: 'abstain', withheld: 0.4, silenced: 1 }))).toEqual(drawn);
  });

  it('leave what the honest ones who are left report: no epoch goes unpaid', () => {
    const closed = closedOf({ withheld: 1, silenced: 0.5 });
    expect(unpaid(closed)).toEqual([]);
    for (const { epoch, reporters } of closed) {
      // Of four honest reputers the first two are silent; the attack's keys hold places 4 and 5, and leave with its end.
      if (epoch < start) expect(reporters).toEqual([0, 1, 2, 3, 4, 5]);
      else expect(reporters).toEqual(epoch < end ? [2, 3] : [0, 1, 2, 3]);
    }
  });

  it('are late each for itself: an epoch goes unpaid only where all are', () => {
    const closed = closedOf({ rule: 'late', withheld: 0.5, silenced: 1 }).slice(start, end);
    const counts = closed.map(({ reporters }) => reporters.length);
    expect(new Set(counts).size).toBeGreaterThan(3);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    // Six reputers, half of the time each: 3 of them, give or take 6 · 1/4 over 30 epochs.
    expect(Math.abs(mean - 3)).toBeLessThan(4 * Math.sqrt(1.5 / 30));
    for (const { status, reporters } of closed) expect(status === 'paid').toBe(reporters.length > 0);
  });

  it('report what suits their own inferers: these did worse in the epochs kept back', () => {
    const closed = closedOf({ rule: 'favourable', withheld: 0.5, silenced: 1, allies: 2 }).slice(start, end);
    const mean = (of: readonly Closed[]) => of.reduce((sum, { allies }) => sum + allies, 0) / of.length;
    const kept = closed.filter(({ status }) => status !== 'paid');
    const reported = closed.filter(({ status }) => status === 'paid');
    expect(kept.length).toBeGreaterThan(5);
    expect(reported.length).toBeGreaterThan(5);
    expect(mean(kept)).toBeGreaterThan(2 * mean(reported));
  });

  it('with no inferers of their own keep nothing back to suit them', () => {
    expect(unpaid(closedOf({ rule: 'favourable', withheld: 0.5, silenced: 1, allies: 0 }))).toEqual([]);
  });

  it('at random keep reports back as often, each for itself, whatever the rule', () => {
    for (const rule of ['abstain', 'favourable']) {
      const counts = closedOf({ rule, withheld: 0.5, silenced: 1 }, { play: 'random' })
        .slice(start, end)
        .map(({ reporters }) => reporters.length);
      expect(new Set(counts).size).toBeGreaterThan(3);
    }
  });

  it('leave the silence of others as it is: who would not have reported does not', () => {
    const never: Reputer = { reportInto() {}, submits: () => false };
    const always: Reputer = { reportInto() {} };
    const plan = planOf('withholding', { withheld: 0 });
    expect(plan.overReputer?.(never, victim(0, 4)).submits?.(3, 3)).toBe(false);
    expect(plan.overReputer?.(always, victim(0, 4)).submits?.(3, 3)).toBe(true);
    const over = planOf('withholding', { withheld: 1 }, { strength: (epoch) => (epoch < 5 ? 1 : 0) });
    const mind = over.overReputer?.(always, victim(0, 4)) as Reputer;
    expect([3, 4, 5, 6].map((epoch) => mind.submits?.(epoch, epoch))).toEqual([false, false, true, true]);
  });

  actsHonestlyOtherwise('withholding');
});

describe('a record of errors', () => {
  it('calls an epoch bad when it was worse than all but a share of those before', () => {
    const record = createErrorRecord();
    for (const error of [1, 2, 3, 4, 5]) record.note(error, error);
    record.note(6, 4.5);
    // Squares before: 1, 4, 9, 16, 25; the upper quartile is 16, the median 9.
    expect(record.isBad(6, 0.25)).toBe(true);
    expect(record.isBad(6, 0.2)).toBe(true); // 16 + 0.2 · 9 = 17.8 < 20.25
    expect(record.isBad(6, 0.1)).toBe(false); // 16 + 0.6 · 9 = 21.4
    expect(record.isBad(6, 1)).toBe(true);
  });

  it('adds up the squares of an epoch, and knows nothing of one without errors, or without a past', () => {
    const record = createErrorRecord();
    record.note(0, 3);
    expect(record.isBad(0, 0.5)).toBe(false);
    record.note(1, 2);
    expect(record.isBad(1, 0.5)).toBe(false);
    record.note(1, -2.5);
    expect(record.isBad(1, 0.5)).toBe(true); // 4 + 6.25 > 9
    expect(record.isBad(2, 0.5)).toBe(false);
  });

  it('forgets old epochs whose places newer ones take', () => {
    const record = createErrorRecord();
    record.note(0, 100);
    record.note(1023, 1);
    record.note(1024, 0.5);
    expect(record.isBad(1024, 0.5)).toBe(false); // 1/4 < 1, and not 100² + 1/4
    expect(record.isBad(0, 1)).toBe(false);
  });
});
