import { describe, expect, it } from 'vitest';
import { attackTable, summaryMetrics } from '../../sim/index.ts';
import { attackMetrics, summariseAttack } from '../../sim/metrics/attack-metrics.ts';
import { type AttackRows, createAttackRows } from '../../sim/metrics/attack-rows.ts';
import { detectors } from '../../sim/metrics/detectors/list.ts';
import { createAttackAccount, createPurse, promise, release } from '../../sim/state/attack-account.ts';
import { close } from '../support/close.ts';
import { type AttackChanges, madeUpAttack } from './made-up-attack.ts';
import { type MadeUp, madeUpView } from './made-up-view.ts';

type Row = Record<string, number>;

/** Pairs of nonces, with the attacks and without, as rows and as metrics. */
function measure(attacks: readonly AttackChanges[], pairs: readonly (readonly [MadeUp, MadeUp])[]) {
  const rows: AttackRows = createAttackRows(attacks.map(madeUpAttack), 100);
  const written: Row[] = [];
  const sink: Parameters<AttackRows['flush']>[0] = ({ columns, data, rows: count }) => {
    for (let r = 0; r < count; ++r) {
      written.push(Object.fromEntries(columns.map(({ name }, c) => [name, Number(data[c][r])])));
    }
  };
  const places = attacks.map((_, a) => a);
  pairs.forEach(([made, control], epoch) => {
    const when = { epoch, block: 60 * epoch };
    rows.add(madeUpView({ ...when, ...made }), madeUpView({ ...when, ...control }), places, sink);
  });
  rows.flush(sink);
  const totals = rows.totals.get('topic');
  if (totals === undefined) throw new Error('no totals');
  const values = () => Object.fromEntries(summariseAttack('topic', totals).map(({ name, value }) => [name, value]));
  return { rows: written, values };
}

const on: AttackChanges = { strength: () => 1 };

describe('rows of made-up nonces', () => {
  it('measure the shift in root mean squares of the error without the attack up to then', () => {
    const { rows, values } = measure(
      [on],
      [
        [{ combined: 5 }, { combined: 3 }], // truth 0: errors 3, then 4
        [{ combined: 0 }, { combined: 4 }],
        [{ combined: 1, status: 'no-loss' }, { combined: 1 }],
      ],
    );
    const size = Math.sqrt((9 + 16) / 2);
    expect(rows[0].shift).toBe(2 / 3);
    close(rows[1].shift, -4 / size, 1e-12);
    expect(rows[2].shift).toBeNaN();
    const { attack_shift: shift, attack_shift_rms: rms } = values();
    close(shift as number, (2 / 3 - 4 / size) / 2, 1e-12);
    close(rms as number, Math.sqrt((4 / 9 + 16 / size ** 2) / 2), 1e-12);
  });

  it('count what moving the inference brings in scales of the truth, where errors act', () => {
    const doubled = { ...on, notional: 10, toErrorSpace: (value: number) => 2 * value };
    const { rows, values } = measure(
      [doubled],
      [
        [
          { combined: 3, scale: 4 },
          { combined: 1, scale: 4 },
        ],
      ],
    );
    expect(rows[0].outside).toBe(10);
    expect(values()).toMatchObject({ attack_outside: 10, attack_net: 10, attack_outlay: 0 });
  });

  it('count honest submissions that did not arrive, against those without the attack', () => {
    const reputers = [{}, { silent: true }, {}];
    const { rows, values } = measure(
      [on],
      [
        [
          { inferers: [{}, { silent: true }, { silent: true }, { attack: 0, silent: true }], reputers },
          { inferers: [{}, {}, {}], reputers },
        ],
      ],
    );
    expect(rows[0].honest_missed).toBe(2);
    expect(values().attack_missed).toBeCloseTo(3 / 6 - 1 / 6, 12);
  });

  it('say what its reputers hold of stake, consensus and ears', () => {
    const reputers = [
      { stake: 30, adjusted: 1, coefficient: 1 },
      { stake: 10, adjusted: 0.5, coefficient: 0.9 },
      { stake: 50, adjusted: 0.4, coefficient: 0.2, attack: 0, reward: 2 },
      { stake: 10, adjusted: 0.1, coefficient: 0.6, attack: 0, reward: 1 },
    ];
    const { rows, values } = measure([on], [[{ reputers, inferers: [{ reward: 3 }] }, {}]]);
    expect(rows[0]).toMatchObject({ honest_stake: 40, stake: 60, consensus_share: 0.25, listening: 0.4 });
    expect(rows[0].reward_share).toBe(0.5);
    expect(values()).toMatchObject({
      attack_consensus_share: 0.25,
      attack_listening: 0.4,
      attack_reward_share: 0.5,
      attack_seat_share: 0.5, // of the reputers' seats: it has no inferers
    });
  });

  it('hold what detectors say of both runs', () => {
    const twins = { inferers: [2, 2, 0, 0, 0].map((value) => ({ value })) };
    const { rows } = measure([on], [[twins, { inferers: [] }]]);
    close(rows[0].excess_correlation, 0.005, 1e-12);
    expect(rows[0].control_excess_correlation).toBeNaN();
  });
});

describe('metrics of attacks', () => {
  it('take the worst tenth of the attacked epochs of each run for itself', () => {
    const pairs = Array.from({ length: 20 }, (_, n): [MadeUp, MadeUp] => [{ loss: n }, { loss: -n / 2 }]);
    expect(measure([on], pairs).values().attack_damage_worst).toBe(18.5 - -0.25);
    expect(measure([on], pairs.slice(0, 3)).values().attack_damage_worst).toBe(2);
    expect(measure([{ ...on, start: 50 }], pairs).values().attack_damage_worst).toBeNull();
  });

  it('count epochs after the end until damage is gone, and those with damage', () => {
    const losses = [4, 4, 4, 0, 0, 9]; // ends with epoch 3
    const pairs = losses.map((loss): [MadeUp, MadeUp] => [{ loss }, {}]);
    expect(measure([{ ...on, end: 3 }], pairs).values()).toMatchObject({ attack_recovery: 0, attack_persistence: 1 });
    const still = measure([{ ...on, end: 2 }], pairs.slice(0, 3)).values();
    expect(still).toMatchObject({ attack_recovery: null, attack_persistence: 1 });
    expect(measure([on], pairs).values()).toMatchObject({ attack_recovery: null, attack_persistence: null });
  });

  it('sum rewards of honest keys over the whole run, whether the attack is on or not', () => {
    const inferers = [{ reward: 3 }, { reward: 5, attack: 0 }];
    const pair: [MadeUp, MadeUp] = [{ inferers }, { inferers: [{ reward: 8 }] }];
    const { attack_victims_reward: reward, attack_victims_loss: lost } = measure(
      [{ ...on, start: 1, end: 2 }],
      [pair, pair, pair],
    ).values();
    expect([reward, lost]).toEqual([9, 15]);
  });

  it('say how an attacker’s key is paid over paid attacked epochs: spread and top', () => {
    const rewards = [1, 2, 3, 4, 100];
    const pairs = rewards.map((reward, n): [MadeUp, MadeUp] => [
      { status: n === 4 ? 'unpaid' : 'paid', inferers: [{ reward: 2 * reward, attack: 0 }, { attack: 0 }] },
      {},
    ]);
    const values = measure([on], pairs).values();
    close(values.attack_reward_deviation as number, Math.sqrt(5 / 3), 1e-12);
    close(values.attack_reward_top as number, 3.85, 1e-12);
    expect(values.attack_unpaid).toBe(0.2);
  });

  it('count keys that register after the start, once each', () => {
    const inferers = [{ attack: 0, leaves: 2 }, { attack: 0, joins: 1 }, { attack: 0, joins: 2 }, { joins: 2 }];
    const pair: [MadeUp, MadeUp] = [{ inferers }, {}];
    expect(measure([on], [pair, pair, pair, pair]).values().attack_turnover).toBe(2);
    expect(measure([{ ...on, start: 1 }], [pair, pair, pair, pair]).values().attack_turnover).toBe(1);
  });

  it('keep the most that was locked and promised at a time, of all attacks together', () => {
    const account = createAttackAccount(createPurse(1000));
    const amounts = [10, 40, 20];
    const capital = (epoch: number) => {
      release(account, 1000);
      promise(account, 2 * amounts[epoch]);
      return amounts[epoch];
    };
    // Escrow is read before capital, so it is that of the epoch before.
    const { values } = measure(
      [
        { ...on, account, capital },
        { ...on, capital: () => 5 },
      ],
      [
        [{}, {}],
        [{}, {}],
        [{}, {}],
      ],
    );
    expect(values()).toMatchObject({ attack_capital: 45, attack_escrow: 80 });
  });

  it('add the money of all attacks on the topic, and count what the network loses once', () => {
    const attacks = [
      { ...on, income: () => 3 },
      { ...on, income: () => 4 },
    ];
    const { values } = measure(attacks, [[{ loss: 1, inferers: [{ reward: 2 }] }, { inferers: [{ reward: 5 }] }]]);
    expect(values()).toMatchObject({ attack_income: 7, attack_net: 7, attack_damage: 1, attack_victims_loss: 3 });
  });

  it('tell the time to detection with that of the run without the attack and with the power', () => {
    const crowd = (epoch: number, drift: number): MadeUp => ({
      reputers: [{ coefficient: 0.5 + drift + (epoch % 2 === 0 ? 0.001 : 0) }],
    });
    const pairs = Array.from({ length: 60 }, (_, epoch): [MadeUp, MadeUp] => [
      crowd(epoch, epoch < 43 ? 0 : 0.4),
      crowd(epoch, 0),
    ]);
    const values = measure([{ ...on, start: 40 }], pairs).values();
    expect(values.attack_detect_listening_drift).toBe(3);
    expect(values.attack_power_listening_drift).toBe(17 / 20);
    expect(values.attack_false_listening_drift).toBeNull();
    expect(values.attack_detect_reward_entropy).toBeNull(); // nobody was paid
    expect(values.attack_power_reward_entropy).toBeNull();
  });

  it('have names of their own, and a unit and a meaning each', () => {
    const names = attackMetrics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, unit, doc } of attackMetrics) {
      expect(name).toMatch(/^attack_[a-z_]+$/);
      expect(unit.length).toBeGreaterThan(2);
      expect(doc.length).toBeGreaterThan(10);
    }
    expect(summaryMetrics).toEqual(expect.arrayContaining([...attackMetrics]));
    const columns = attackTable.columns.map(({ name }) => name);
    for (const { name } of detectors) {
      expect(columns).toEqual(expect.arrayContaining([name, `control_${name}`]));
      expect(names).toEqual(
        expect.arrayContaining([`attack_detect_${name}`, `attack_power_${name}`, `attack_false_${name}`]),
      );
    }
  });
});
