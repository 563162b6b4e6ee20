import { describe, expect, it } from 'vitest';
import type { AttackMoment } from '../../sim/attacks/attack.ts';
import { whitewashing } from '../../sim/attacks/whitewashing.ts';
import type { AttackScenario } from '../../sim/index.ts';
import { combinedPlace } from '../../sim/protocol/value-bundle.ts';
import { attack, inferers, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { close } from '../support/close.ts';
import { end, errorIn, minds, moment, planned, start } from './planned.ts';

/** What a plan of two keys does in a row of nonces, in which its keys earn so much; an honest one earns 10. */
function changesOf(
  values: Record<string, string | number>,
  rewards: readonly (readonly number[])[],
  changes: Partial<AttackMoment> = {},
): string[] {
  const plan = planned(whitewashing, { identities: 2, patience: 2, ...values });
  const done: string[] = [];
  rewards.forEach((reward, n) => {
    plan.act?.(
      moment({
        epoch: start + n,
        next: start + n + 2,
        honestReward: () => 10,
        rewardOf: (_role, key) => reward[key % 2],
        join: (_role, key) => done.push(`+${key} at ${n}`) > 0,
        leave: (_role, key) => done.push(`-${key} at ${n}`),
        ...changes,
      }),
    );
  });
  return done;
}

const poorAndGood = (epochs: number) => Array<number[]>(epochs).fill([4, 6]);

describe('a whitewasher', () => {
  it('drops a key that has earned less than the threshold for too long, and takes a fresh one behind it', () => {
    expect(changesOf({}, poorAndGood(2))).toEqual(['+2 at 1', '-0 at 1']);
  });

  it('gives the fresh key time: nonces opened before it came do not count against it', () => {
    // It comes two epochs after it is sent for, and is bad in its first two.
    expect(changesOf({}, poorAndGood(6))).toEqual(['+2 at 1', '-0 at 1', '+4 at 4', '-2 at 4']);
  });

  it('counts bad epochs in a row only', () => {
    const rewards = [4, 6, 4, 6, 4, 4].map((reward) => [reward, 10]);
    expect(changesOf({}, rewards)).toEqual(['+2 at 5', '-0 at 5']);
  });

  it('keeps the old key when there is no fresh one, or no money for one', () => {
    expect(changesOf({ freshKeys: 1 }, poorAndGood(20))).toEqual(['+2 at 1', '-0 at 1']);
    expect(changesOf({}, poorAndGood(20), { join: () => false })).toEqual([]);
  });

  it('can go by the EMA score; a key without one is not bad', () => {
    const standingOf = (_role: unknown, key: number) => (key === 1 ? -0.2 : Number.NaN);
    const values = { quitBy: 'standing', threshold: -0.1 };
    expect(changesOf(values, poorAndGood(2), { standingOf })).toEqual(['+3 at 1', '-1 at 1']);
  });

  it('changes nothing when nothing is paid, before the attack, or when it is over', () => {
    expect(changesOf({}, poorAndGood(9), { paid: false })).toEqual([]);
    expect(changesOf({}, poorAndGood(9), { epoch: start - 1 })).toEqual([]);
    expect(changesOf({}, poorAndGood(9), { next: end })).toEqual([]);
  });

  it('at random drops as many keys, but others', () => {
    const dropped = (play: 'attack' | 'random') => {
      const plan = planned(whitewashing, { identities: 8, patience: 2, freshKeys: 100 }, { play });
      const places: number[] = [];
      for (let n = 0; n < 90; n += 3) {
        const rewardOf = (_role: unknown, key: number) => (key % 8 === 0 ? 0 : 10);
        const leave = (_role: unknown, key: number) => places.push(key % 8);
        plan.act?.(moment({ epoch: start + n, next: start + n + 2, honestReward: () => 10, rewardOf, leave }));
      }
      return places;
    };
    // In every second of 30 nonces, for the one key that is bad.
    expect(dropped('attack')).toEqual(Array(15).fill(0));
    expect(dropped('random')).toHaveLength(15);
    expect(new Set(dropped('random')).size).toBeGreaterThan(4);
  });

  it('works with wider errors while it acts, which takes less work', () => {
    const [key] = minds(planned(whitewashing, { errorDeviation: 2, workDeviation: 8 }), 1);
    close(errorIn(key, start, { error: 1 }) / errorIn(key, start - 1, { error: 1 }), 4, 1e-12);
    expect(whitewashing.work?.({ identities: 4, errorDeviation: 2, workDeviation: 8 })).toBe(0.25);
    expect(whitewashing.work?.({ identities: 4, errorDeviation: 2, workDeviation: 1 })).toBe(4);
  });
});

describe('a fresh key', () => {
  const plan: Partial<AttackScenario> = { joins: 0, start: 20 };
  const values = { identities: 2, freshKeys: 20, threshold: 1, patience: 2, workDeviation: 10 };
  const scenario = smallScenario({ epochs: 60, attacks: [attack('whitewashing', values, plan)] });

  it('starts from what the protocol gives a newcomer: the experienced workers’ low quantile less some of their spread', () => {
    const known = new Set<number>();
    let initial = 0;
    let compared = 0;
    runTopic(scenario, (topic) => {
      const { nonce, desk, regrets, rules } = topic;
      const { active, count } = nonce.inferers;
      const { inferer: own } = nonce.layout;
      for (let j = 0; j < count; ++j) {
        const x = active[j];
        if (!known.has(x) && nonce.epoch > 25) {
          const gained = desk.losses[combinedPlace] - desk.losses[own + j];
          close(regrets.inferer[x], rules.alphaRegret * gained + (1 - rules.alphaRegret) * initial, 1e-12);
          ++compared;
        }
        known.add(x);
      }
      const workers = [
        ...Array.from(active.subarray(0, count), (x) => regrets.inferer[x]),
        ...Array.from(nonce.forecasters.active.subarray(0, nonce.forecasters.count), (x) => regrets.forecaster[x]),
      ];
      const experienced = workers.filter((_, l) => desk.isExperienced[l] === 1).sort((a, b) => a - b);
      if (experienced.length < 10) return;
      const mean = experienced.reduce((sum, regret) => sum + regret, 0) / experienced.length;
      const squares = experienced.reduce((sum, regret) => sum + (regret - mean) ** 2, 0);
      const deviation = Math.sqrt(squares / (experienced.length - 1));
      const at = 0.25 * (experienced.length - 1);
      const low = experienced[Math.floor(at)];
      const quantile = low + (at % 1) * (experienced[Math.ceil(at)] - low);
      initial = quantile + rules.initialRegret.offset * (deviation + rules.epsilon);
      expect(initial).toBeLessThan(quantile);
    });
    expect(compared).toBeGreaterThan(5);
  });

  it('costs the registration fee, once, and the fee of its payloads', () => {
    const [{ account }] = runTopic(scenario).attackers;
    const { inferers: role, attackers } = runTopic(scenario);
    const [{ first, keys, fees }] = attackers;
    let due = 0;
    for (let x = first.inferers; x < first.inferers + keys.inferers; ++x) {
      if (role.registered[x] >= 60) continue;
      due += fees.registration + fees.payload * (Math.min(60, role.gone[x]) - role.registered[x]);
    }
    close(account.paid[0] / due, 1, 1e-9);
  });
});

it('a bad inferer has more keys in a run than one whose work is good', () => {
  const turnover = (workDeviation: number) => {
    const attacks = [attack('whitewashing', { identities: 2, workDeviation }, { start: 20 })];
    const { inferers: role } = runTopic(smallScenario({ epochs: 80, inferers: [inferers('honest', 10)], attacks }));
    return role.registered.filter((epoch) => epoch > 20 && epoch < 80).length;
  };
  expect(turnover(10)).toBeGreaterThan(turnover(0.5));
});
