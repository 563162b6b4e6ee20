import { describe, expect, it } from 'vitest';
import { authority } from '../../../sim/chain/stake-position.ts';
import { close } from '../../support/close.ts';
import {
  type Changes,
  forecasters,
  hubScenario,
  inferers,
  reputers,
  rowsOf,
  runColumns,
  runHub,
} from '../small-scenario.ts';

const allo = 1e18;
const prices = { createTopicFee: 5 * allo, registrationFee: 0.25 * allo, dataSendingFee: 0.01 * allo };

describe('fees', () => {
  it('are paid for the topic, for each registration, and for each payload', () => {
    const { chain, topics } = runHub(hubScenario({ epochs: 10, set: prices }));
    const { moved } = chain.money.ledger;
    expect(Number(moved['create-topic-fee']) / allo).toBe(5);
    expect(Number(moved['registration-fee']) / allo).toBe(9 * 0.25);
    // Nine actors, ten nonces, and nothing for what nobody needs any more.
    close(Number(moved['data-fee']) / allo, 90 * 0.01, 1e-12);
    const [{ chainTopic }] = topics;
    close(Number(chainTopic?.feesPaid) / allo, 5 + 2.25 + 0.9, 1e-12);
    expect(chainTopic?.revenue).toBeLessThan(chainTopic?.feesPaid as bigint);
  });

  it('come out of the wallet, and who has nothing left is left out from then on', () => {
    // An inferer that pays 0.25 to register and 0.01 per payload: with 0.2850 it pays three times. It earns nothing here.
    const set = { ...prices, groundTruthLag: 600 };
    const changes: Changes = {
      epochs: 8,
      set,
      inferers: [inferers('honest', 3), inferers('honest', 1, {}, 'poor', { wallet: 0.285 })],
    };
    const { tables } = runColumns(hubScenario(changes));
    const poor = rowsOf(tables.actors).filter(({ actor }) => actor === 'poor-0');
    expect(poor.map(({ active }) => active)).toEqual([1, 1, 1, 0, 0, 0, 0, 0]);
    expect(tables.epochs.numbers.submitted_inferers).toEqual([4, 4, 4, 3, 3, 3, 3, 3]);
    expect(tables.epochs.numbers.registered_inferers).toEqual(Array(8).fill(4));
  });

  it('of registration are asked of everybody: who cannot pay never takes part', () => {
    const broke = { wallet: 0.2 };
    const changes: Changes = {
      epochs: 4,
      set: prices,
      inferers: [inferers('honest', 3), inferers('honest', 1, {}, 'broke', { ...broke, joins: 2 })],
      forecasters: [forecasters('regime-ema', 1), forecasters('ema', 1, {}, 'broke', broke)],
      reputers: [reputers('honest', 2), reputers('honest', 1, {}, 'broke', broke)],
    };
    const { numbers } = runColumns(hubScenario(changes));
    expect(numbers.registered_inferers).toEqual([3, 3, 3, 3]);
    expect(numbers.registered_forecasters).toEqual([1, 1, 1, 1]);
    // A reputer's stake is no help: registered with it, too little would be left to stake.
    expect(numbers.registered_reputers).toEqual([2, 2, 2, 2]);
    const { topics } = runHub(hubScenario(changes));
    expect(topics[0].positions.map((one) => one?.registered)).toEqual([true, true, false]);
  });

  it('and tips are paid together or not at all', () => {
    const last = { wallet: 0.25 + 0.03, tip: 0.02 };
    const changes: Changes = {
      epochs: 4,
      set: { ...prices, groundTruthLag: 600 },
      inferers: [inferers('honest', 3), inferers('honest', 1, {}, 'tips', last)],
    };
    const left: number[] = [];
    const run = runHub(hubScenario(changes), ({ world, chain, topics: [topic] }) => {
      if (world.block < 400) left.push(Number(chain.money.ledger.balance[topic.inferers.account[3]]) / allo);
    });
    // One payload with its tip, and then nothing until it earns: not a second tip alone.
    expect(Number(run.chain.money.ledger.moved.gas) / allo).toBeCloseTo(0.02, 12);
    expect([...new Set(left)].map((one) => Math.round(one * 1e6) / 1e6)).toEqual([0.03, 0]);
  });
});

describe('who leaves', () => {
  const early = { leaves: 3 };

  it('as a reputer gets its stake back after the delay, and it counts until then', () => {
    const changes: Changes = {
      epochs: 12,
      set: { removeStakeDelayWindow: 130 },
      reputers: [reputers('honest', 2), reputers('honest', 1, {}, 'early', early)],
    };
    const story: string[] = [];
    runHub(hubScenario(changes), ({ world, chain }) => {
      const position = world.topics[0].positions[2];
      if (position === undefined) return;
      const now = `${position.registered} ${position.removal !== undefined} ${authority(position) > 0n} ${chain.leaving > 0n}`;
      if (story.at(-1)?.endsWith(now) !== true) story.push(`${world.block}: ${now}`);
    });
    // Registered in block 0; nonce 3 opens in block 240, where it asks; 130 blocks later the stake is gone, to its wallet.
    expect(story).toEqual(['0: true false true false', '240: false true true true', '370: false false false false']);
    const end = runHub(hubScenario(changes));
    const [topic] = end.topics;
    expect(end.chain.money.ledger.balance[topic.reputers.account[2]]).toBeGreaterThan(10n ** 22n);
    const { numbers } = runColumns(hubScenario(changes));
    expect(numbers.registered_reputers).toEqual([3, 3, 3, ...Array(9).fill(2)]);
    // Nonces 1 and 2 are closed in blocks 240 and 300, when it is no longer registered.
    expect(numbers.active_reputers).toEqual([3, ...Array(11).fill(2)]);
  });

  it('as a worker gets back what it locked (not on chain)', () => {
    const changes: Changes = {
      epochs: 6,
      set: { 'workerStake.min': 0.5 },
      inferers: [
        inferers('honest', 3),
        inferers('honest', 1, {}, 'early', early),
        inferers('honest', 1, {}, 'poor', { wallet: 0.4 }),
      ],
    };
    const { topics, chain } = runHub(hubScenario(changes));
    const [{ inferers: role }] = topics;
    const locked = (x: number) => Number(chain.workerStakes.get(role.account[x]) ?? 0n) / allo;
    expect([0, 3, 4].map(locked)).toEqual([0.5, 0, 0]);
    expect(runColumns(hubScenario(changes)).numbers.registered_inferers).toEqual([4, 4, 4, 3, 3, 3]);
  });
});
