import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, burn, move } from '../../../sim/chain/ledger.ts';
import { auditBooks } from '../../../sim/engine/audit.ts';
import { ImpossibleStateError } from '../../../sim/engine/simulation.ts';
import { step } from '../../../sim/engine/step.ts';
import { createPairedSimulation, createSimulation, type Scenario } from '../../../sim/index.ts';
import {
  attack,
  type Changes,
  createHub,
  delegators,
  forecasters,
  hubScenario,
  inferers,
  reputers,
  smallScenario,
} from '../small-scenario.ts';

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

/** Who comes and goes, pays, earns enough or not. */
const stay = fc.record({
  joins: oneOf(0, 0, 0, 3),
  leaves: oneOf(null, null, 4, 6),
  wallet: oneOf(1, 1, 0.05),
  tip: oneOf(0, 0, 0.001),
  cost: oneOf(
    { amount: 0, currency: 'ALLO' as const },
    { amount: 20, currency: 'ALLO' as const },
    { amount: 5, currency: 'fiat' as const },
  ),
  patience: oneOf(null, null, 1, 3),
  entryMargin: oneOf(null, null, 0.1),
});

const group = fc
  .record({
    policy: oneOf('uniform', 'proportional', 'yield-seeking', 'loyal'),
    count: oneOf(1, 3),
    start: oneOf(0, 75),
    every: oneOf(null, 40, 130),
    tokens: oneOf({ median: 1000, sigma: 1 }, { median: 1e5, sigma: 0.1 }),
  })
  .map(({ policy, count, ...plan }) => delegators(policy, count, plan));

const parameters = fc.record({
  groundTruthLag: oneOf(20, 20, 35, 60),
  workerSubmissionWindow: oneOf(1, 7, 20),
  removeStakeDelayWindow: oneOf(0, 30, 90),
  halfMaxProcessStakeRemovalsEndBlock: oneOf(1, 40),
  stakeRemovalsOverLimit: oneOf('queue-stalls', 'rest-next-block'),
  maxActiveTopicsPerBlock: oneOf(0, 1),
  createTopicFee: oneOf(75_000, 1e18),
  registrationFee: oneOf(0, 200, 1e17),
  dataSendingFee: oneOf(0, 10, 1e16),
  minTopicWeight: oneOf(100, 100, 3e20),
  requiredMinimumStake: oneOf(0, 10_000, 5e22),
  topicWeightSmoothing: oneOf('per-epoch', 'by-cadence', 'monthly'),
  topicTargetWeight: oneOf('stake-and-fee-rate', 'stake-and-fees', 'root-of-product'),
  unpaidTopicReward: oneOf('stays', 'back-to-ecosystem'),
  measuredReputerShare: oneOf('of-one-block', 'of-the-month', 'constant'),
  maxUnfulfilledReputerRequests: oneOf(100, 3),
  'slashing.mode': oneOf('none', 'proportional', 'coefficient'),
  'slashing.epochs': oneOf(1, 2),
  'slashing.fraction': oneOf(0.05, 1),
  'slashing.destination': oneOf('burn', 'ecosystem', 'honest-reputers'),
  'workerStake.min': oneOf(0, 0, 0.5),
});

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    profile: oneOf('v0.6', 'v0.9', 'v0.16', 'v0.17'),
    preset: oneOf('mainnet', 'snapshot', 'reference'),
    set: parameters,
    tokenomics: fc.record({
      blocksPerMonth: oneOf(90, 500, 471_300),
      startMonth: oneOf(1, 12, 40),
      startMinted: oneOf(0, 0, 214_000_000),
      emissionStart: oneOf(1, 1, 50),
      communityTax: oneOf(0, 0.02),
    }),
    seed: fc.string({ minLength: 1, maxLength: 4 }),
    epochs: oneOf(3, 6, 10),
    count: oneOf(1, 1, 3),
    creation: oneOf({ at: 0, perDay: 0 }, { at: 13, perDay: 500 }),
    funding: oneOf({ initial: 0, perEpoch: 0 }, { initial: 3, perEpoch: 0.5 }),
    demand: oneOf({ rate: 0 }, { rate: 0.2 }, { rate: 4, skillFeedback: 2 }),
    messages: oneOf(0, 0, 1, 3, 50),
    groups: fc.array(group, { maxLength: 3 }),
    mood: stay,
    other: stay,
    attacked: oneOf('', '', 'sybil', 'promote-slander', 'reputer-cartel'),
    lengths: oneOf([20], [20, 33]),
  })
  .map((drawn) => {
    const { profile, set, seed, epochs, mood, other, groups, messages, attacked, lengths, preset } = drawn;
    const changes: Changes = {
      profile,
      seed,
      epochs,
      set: { ...set, epochLength: 20 },
      tokenomics: drawn.tokenomics,
      creation: drawn.creation,
      funding: drawn.funding,
      demand: drawn.demand,
      inferers: [
        inferers('honest', 2),
        inferers('noisy', 2, {}, 'mood', mood),
        inferers('intermittent', 1, {}, 'other', other),
      ],
      forecasters: [forecasters('regime-ema', 2, {}, 'mood', mood)],
      reputers: [
        reputers('honest', 2),
        reputers('noisy', 1, {}, 'mood', mood),
        reputers('honest', 2, {}, 'other', other),
      ],
      delegators: groups,
      hub: { messagesPerBlock: messages },
      attacks: attacked === '' ? [] : [attack(attacked, {}, { joins: 1, start: 2, duration: 4 })],
      record: { epochs: { every: 1 }, actors: { every: 1 }, chain: { every: 25 } },
    };
    const scenario = hubScenario(changes);
    const [first] = scenario.topics;
    const topics = lengths.map((epochLength, n) => ({
      ...first,
      name: n === 0 ? 'topic' : `other-${n}`,
      count: n === 0 ? 1 : drawn.count,
      topicParameters: {
        ...first.topicParameters,
        epochLength,
        groundTruthLag: Math.max(epochLength, Number(set.groundTruthLag)),
      },
    }));
    return { ...scenario, topics, tokenomics: { ...scenario.tokenomics, preset } };
  });

describe('tokens', () => {
  it('are conserved after every event, whatever the scenario', () => {
    let paid = 0;
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(scenarios, (scenario) => {
        // Groups of delegators are told apart by their names.
        const named = scenario.delegators.map((one, n) => ({ ...one, name: `${one.name}-${n}` }));
        const whole = { ...scenario, delegators: named };
        const simulation =
          scenario.attacks.length > 0
            ? createPairedSimulation(whole, { audit: 'events' })
            : createSimulation(whole, { audit: 'events' });
        const sink = () => {};
        while (!simulation.finished) simulation.advance(5, sink);
        simulation.flush(sink);
        for (const { name, value, topic } of simulation.summary()) {
          if (topic === '' && Number(value) > 0) seen.set(name, (seen.get(name) ?? 0) + 1);
        }
        paid += simulation.epochsDone;
      }),
      { numRuns: 40, seed: 4 },
    );
    expect(paid).toBeGreaterThan(150);
    // It is no use if nothing happens.
    for (const name of [
      'paid_reputers_total',
      'paid_delegators_total',
      'slashed_total',
      'returned_total',
      'burnt_end',
      'consumer_fees_total',
      'messages_dropped_share',
    ]) {
      expect(seen.get(name) ?? 0, name).toBeGreaterThan(2);
    }
  }, 60_000);
});

describe('books that do not add up', () => {
  it.each([
    [
      'tokens that left stakes without leave',
      'the account of topic stakes',
      (run: ReturnType<typeof createHub>) => {
        const { ledger } = run.chain.money;
        move(ledger, account.staking, account.participants, 1n, 'stake-removal');
      },
    ],
    [
      'stake that nobody placed',
      'stake of the network is',
      (run: ReturnType<typeof createHub>) => {
        const position = run.topics[0].positions[0];
        if (position !== undefined) position.own += 1n;
      },
    ],
    [
      'a token burnt without a word',
      'the sum of all accounts is',
      (run: ReturnType<typeof createHub>) => {
        run.chain.money.ledger.balance[account.participants] -= 1n;
      },
    ],
    [
      'a weight that was forgotten',
      'weight of topic 0 in the sum is',
      (run: ReturnType<typeof createHub>) => {
        const { chainTopic } = run.topics[0];
        if (chainTopic !== undefined) chainTopic.weight *= 2;
      },
    ],
  ] as const)('stop the run: %s', (_what, words, corrupt) => {
    const run = createHub(hubScenario());
    while (run.topics[0].opened < 5) step(run.world);
    auditBooks(run.world, 'event');
    corrupt(run);
    expect(() => auditBooks(run.world, 'event')).toThrow(ImpossibleStateError);
    expect(() => auditBooks(run.world, 'event')).toThrow(words);
    // The nonce opened last is number 4, in block 300.
    expect(() => auditBooks(run.world, 'event')).toThrow(/^Epoch 4, event: block 300: /);
  });

  it('stop a run with fixed rewards as well', () => {
    const run = createSimulation(smallScenario({ epochs: 3 }), { audit: 'events' });
    run.advance(10, () => {});
    expect(run.finished).toBe(true);
    const world = createHub(hubScenario()).world;
    burn(world.books.ledger, account.participants, 1n, 'slashed');
    expect(() => auditBooks(world, 'end')).not.toThrow();
    const bare = { ...world, books: { ...world.books, chain: undefined } };
    bare.books.ledger.balance[account.team] += 1n;
    expect(() => auditBooks(bare, 'end')).toThrow(/^Epoch 0, end: block 0: the sum of all accounts is /);
    bare.books.ledger.balance[account.team] = -1n;
    expect(() => auditBooks(bare, 'end')).toThrow('uallo');
  });
});
