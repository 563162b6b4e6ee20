import { describe, expect, it } from 'vitest';
import {
  type Changes,
  delegators,
  hubScenario,
  inferers,
  type Row,
  reputers,
  rowsOf,
  runColumns,
} from '../small-scenario.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const limited = (messagesPerBlock: number, changes: Changes = {}) =>
  runColumns(hubScenario({ epochs: 20, ...changes, hub: { messagesPerBlock } })).tables;
/** Six inferers, one of whom gives a tip, against a window of seven blocks; three reports come before them. */
const crowd: Changes = {
  inferers: [inferers('honest', 5), inferers('honest', 1, {}, 'tips', { tip: 0.001 })],
  forecasters: [],
  set: { workerSubmissionWindow: 7 },
};

describe('a hub with room for everybody', () => {
  it('changes nothing, and drops nothing', () => {
    const free = limited(0);
    const wide = limited(1_000_000);
    const plain = (rows: Row[]) => rows.map((row) => ({ ...row, hub_load: 0, message_delay: 0 }));
    expect(wide.epochs).toEqual(free.epochs);
    expect(wide.actors).toEqual(free.actors);
    const messages = (rows: Row[]) => plain(rows).map((row) => ({ ...row, messages: 0 }));
    expect(messages(rowsOf(wide.chain))).toEqual(messages(rowsOf(free.chain)));
    expect(sum(wide.epochs.numbers.dropped_messages)).toBe(0);
    expect(sum(wide.chain.numbers.messages)).toBe(6 + 2 * 3 + 20 * 9); // registrations, stakes, payloads
    expect(free.chain.numbers.hub_load.every(Number.isNaN)).toBe(true);
    // The first row knows of the registrations and stakes of block 0, the second of the first payloads.
    expect(wide.chain.numbers.hub_load.slice(0, 2)).toEqual([12 / 6e7, 6 / 6e7]);
  });
});

describe('a hub with little room', () => {
  const tables = limited(1, crowd);

  it('serves as many messages as fit into the window: the others are not there', () => {
    // One message per block, seven blocks: three reports about an earlier nonce, and four of six.
    expect(tables.epochs.numbers.submitted_inferers[0]).toBe(6);
    expect(tables.epochs.numbers.submitted_inferers.slice(1)).toEqual(Array(19).fill(4));
    expect(tables.epochs.numbers.active_inferers.slice(1)).toEqual(Array(19).fill(4));
    // A row tells of the windows since the row before.
    expect(tables.epochs.numbers.dropped_messages).toEqual([...Array(19).fill(2), 0]);
    // All but the first report, and the three inferers without a tip.
    expect(tables.epochs.numbers.late_messages.slice(2, -2)).toEqual(Array(16).fill(6));
  });

  it('serves those with a tip first', () => {
    const active = (name: RegExp) =>
      rowsOf(tables.actors).filter(
        ({ actor, epoch, active: is }) => name.test(String(actor)) && Number(epoch) > 0 && is === 1,
      ).length;
    expect(active(/^tips-0$/)).toBe(19);
    // The others take turns by chance: three places for five.
    const others = rowsOf(tables.actors).filter(
      ({ actor, epoch }) => /^honest-\d$/.test(String(actor)) && Number(epoch) > 0,
    );
    const inferersOnly = others.filter(({ role }) => role === 'inferer');
    expect(sum(inferersOnly.map(({ active: is }) => Number(is)))).toBe(19 * 3);
    for (let n = 0; n < 5; ++n) {
      const seats = sum(
        inferersOnly.filter(({ actor }) => actor === `honest-${n}`).map(({ active: is }) => Number(is)),
      );
      expect(seats).toBeGreaterThan(5);
      expect(seats).toBeLessThan(18);
    }
  });

  it('tells how full it was, never more than full, and what became of the messages', () => {
    for (const row of rowsOf(tables.chain)) expect(Number(row.hub_load)).toBeLessThanOrEqual(1);
    const { messages, messages_dropped: dropped, messages_late: late } = tables.chain.numbers;
    expect(sum(messages)).toBe(6 + 2 * 3 + 20 * 9);
    expect(sum(dropped)).toBe(sum(tables.epochs.numbers.dropped_messages));
    expect(sum(late)).toBeGreaterThan(0);
  });

  it('drops reports as well when the lag is full', () => {
    // Moves of delegators stand before them in the queue: 120, of which a block serves one.
    const many = delegators('uniform', 40, { start: 170, every: 60, tokens: { median: 10, sigma: 1 } });
    const of = limited(1, { delegators: [many] });
    expect(Math.min(...of.epochs.numbers.active_reputers)).toBeLessThan(3);
    expect(of.epochs.words.status).toContain('no-loss');
  });

  it('does not keep reporters waiting for a topic that sleeps: they report when the truth is known', () => {
    // With a bar just above the weight of later epochs the topic sleeps with two nonces open; consumers wake it up.
    const changes: Changes = {
      epochs: 60,
      demand: { rate: 0.05, fee: { median: 1, sigma: 0 } },
      set: {
        groundTruthLag: 120,
        createTopicFee: 1e18,
        registrationFee: 0,
        dataSendingFee: 0,
        minTopicWeight: 4.5e20, // sqrt(3e23 x 1e18) is 5.5e20
        topicWeightSmoothing: 'per-epoch',
        topicRewardAlpha: 1,
      },
      reputers: [{ ...reputers('honest', 3), stake: { median: 100_000, sigma: 0 } }],
      tokenomics: { blocksPerMonth: 2000 },
    };
    const { epochs } = limited(5, changes);
    const rows = rowsOf(epochs);
    const gaps = rows.map(({ block }, e) => (e === 0 ? 60 : Number(block) - Number(rows[e - 1].block)));
    expect(Math.max(...gaps)).toBeGreaterThan(120); // it slept
    const judged = rows.filter(({ status }) => status !== 'given-up');
    expect(judged.every(({ status }) => status === 'paid' || status === 'unpaid')).toBe(true);
    expect(judged.some(({ status }) => status === 'unpaid')).toBe(true);
  });
});

describe('chance', () => {
  it('is the same with a limit and without: what an actor says in an epoch does not hang on the hub', () => {
    const said = (tables: ReturnType<typeof limited>) =>
      new Map(
        rowsOf(tables.actors)
          .filter(({ role, active }) => role === 'inferer' && active === 1)
          .map(({ actor, epoch, value }) => [`${actor} ${epoch}`, value]),
      );
    const free = said(limited(0, crowd));
    const full = said(limited(1, crowd));
    expect(full.size).toBeLessThan(free.size);
    for (const [key, value] of full) expect(value, key).toBe(free.get(key));
    const truths = (messages: number) => limited(messages, crowd).epochs.numbers.truth;
    expect(truths(1)).toEqual(truths(0));
  });
});
