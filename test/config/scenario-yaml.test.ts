import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../sim/index.ts';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { toYaml } from '../../src/config/scenario-yaml.ts';
import { plainAttack, plainEconomy, plainPopulation, plainTopic } from '../support/plain-economy.ts';
import { fakeRegistries } from './fake-registries.ts';

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const positive = fc.double({ min: 1e-300, max: 100, noNaN: true });
const count = fc.integer({ min: 1, max: 1000 });

const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const block = fc.integer({ min: 0, max: 50 });
const amounts = fc.record({ median: positive, sigma: fc.double({ min: 0, max: 5, noNaN: true }) });
const groupNames = fc.uniqueArray(name, { maxLength: 3 });

const stay = { joins: 0, leaves: null, owner: '', ...plainPopulation };
const tokenomics = fc.record({
  preset: fc.constantFrom('mainnet', 'snapshot'),
  fEmission: share,
  'foundation.locked': share,
});
const validators = groupNames.chain((names) =>
  fc.tuple(
    ...['validators', ...names.filter((one) => one !== 'validators')].map((one) =>
      fc.record({ name: fc.constant(one), count, stake: amounts, commission: share }),
    ),
  ),
);
const price = fc.record({ process: fc.constant('constant'), start: positive });

/** Scenarios whose topics have fixed rewards, with what the declarations allow them. */
const scenarios = fc
  .record({
    name,
    seed: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    profile: fc.constantFrom('v0.6', 'v0.17'),
    weights: fc.constantFrom('clamped', 'ratio-mad'),
    livenessPenalty: fc.boolean(),
    seats: fc.integer({ min: 1, max: 1000 }),
    epochs: fc.integer({ min: 1, max: 10_000_000 }),
    topic: name,
    drift: fc.double({ min: -1e300, max: 1e300, noNaN: true }),
    volatility: fc.double({ min: 0, max: 1e9, noNaN: true }),
    loss: fc.oneof(
      fc.constant({ method: 'sqe' }),
      positive.map((delta) => ({ method: 'huber', delta })),
      fc.boolean().map((allowNegative) => ({ method: 'formula', formula: 'abs(truth - prediction)', allowNegative })),
    ),
    rewardPerEpoch: fc.double({ min: 0, max: 1e9, noNaN: true }),
    pNorm: positive,
    inferer: name,
    count,
    factor: positive,
    median: positive,
    sigma: fc.double({ min: 0, max: 5, noNaN: true }),
    topics: fc.integer({ min: 1, max: 20 }),
    joins: fc.integer({ min: 0, max: 100 }),
    stays: fc.option(fc.integer({ min: 1, max: 100 })),
    owner: fc.constantFrom('', '#', 'team-#', 'team'),
    lag: fc.integer({ min: 60, max: 6000 }),
    window: fc.integer({ min: 1, max: 60 }),
    every: fc.integer({ min: 0, max: 1000 }),
    start: fc.integer({ min: 100, max: 200 }),
    duration: fc.option(fc.integer({ min: 1, max: 100 })),
    expected: fc.oneof(
      fc.constantFrom('positive', 'negative').map((sign) => ({ sign, above: null, below: null })),
      fc.double({ min: -10, max: 0, noNaN: true }).map((above) => ({ sign: null, above, below: 1 })),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((below) => ({ sign: null, above: null, below })),
    ),
    seeds: fc.integer({ min: 1, max: 100 }),
    tokenomics,
    validators,
    validatorGroups: fc.integer({ min: 0, max: 4 }),
    price,
    fraction: share,
    wallet: amount,
    cost: fc.record({ amount: positive, currency: fc.constantFrom('ALLO', 'fiat') }),
    patience: fc.option(count),
    entryMargin: fc.option(fc.double({ min: -1, max: 1e6, noNaN: true })),
    chainEvery: fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 })),
  })
  .map((v) => ({
    name: v.name,
    seed: v.seed,
    ...plainEconomy,
    tokenomics: v.tokenomics,
    validators: v.validators.slice(0, v.validatorGroups),
    price: v.price,
    protocol: {
      profile: v.profile,
      weights: v.weights,
      livenessPenalty: v.livenessPenalty,
      seats: v.seats,
      maxUnfulfilledReputerRequests: 100,
      minEpochLength: 61,
      'slashing.mode': 'none',
      'slashing.fraction': v.fraction,
    },
    epochs: v.epochs,
    topics: [
      {
        name: v.topic,
        count: 1,
        truth: { process: 'gbm-return', drift: v.drift, volatility: v.volatility },
        loss: v.loss,
        rewardPerEpoch: v.rewardPerEpoch,
        ...plainTopic,
        topicParameters: { pNorm: v.pNorm, epochLength: 60, groundTruthLag: v.lag, workerSubmissionWindow: v.window },
        inferers: [
          {
            name: v.inferer,
            policy: 'noisy',
            count: v.count,
            joins: v.joins,
            leaves: v.stays === null ? null : v.joins + v.stays,
            owner: v.owner,
            wallet: v.wallet,
            tip: v.wallet,
            cost: v.cost,
            patience: v.patience,
            entryMargin: v.entryMargin,
            parameters: { factor: v.factor },
          },
        ],
        forecasters: [],
        reputers: [
          {
            ...{ name: 'r', policy: 'honest', count: 3, ...stay, parameters: {} },
            stake: { median: v.median, sigma: v.sigma },
          },
        ],
      },
      {
        name: `${v.topic}-of-two-regimes`.slice(-64),
        count: v.topics,
        truth: {
          process: 'regimes',
          'calm.volatility': 0.5,
          'calm.drift': v.drift,
          'turbulent.volatility': v.volatility,
        },
        loss: { method: 'sqe' },
        rewardPerEpoch: 1,
        ...plainTopic,
        topicParameters: { pNorm: 3, epochLength: 100, groundTruthLag: 100, workerSubmissionWindow: 12 },
        inferers: [
          {
            ...{ name: 'specialist', policy: 'specialist', count: 1, ...stay },
            parameters: { regime: 'turbulent' },
          },
        ],
        forecasters: [],
        reputers: [
          {
            ...{ name: 'honest', policy: 'honest', count: 1, ...stay, parameters: {} },
            stake: { median: 5, sigma: 0 },
          },
        ],
      },
    ],
    attacks: [
      {
        name: `attack-on-${v.topic}`,
        attack: 'sybil',
        topic: v.topic,
        owner: 'mallory',
        joins: v.joins,
        start: v.start,
        duration: v.duration,
        ...plainAttack,
        budget: v.duration,
        parameters: { keys: 8 },
      },
    ],
    record: { epochs: { every: v.every }, actors: { every: 1 }, chain: { every: v.chainEvery } },
    expect: [{ metric: 'skill_vs_naive', topic: v.topic, ...v.expected, seeds: v.seeds, than: '' }],
  })) as fc.Arbitrary<Scenario>;

/** The same paid by the hub chain, with all that surrounds topics then. */
const hubScenarios = fc
  .record({
    scenario: scenarios,
    minEpochLength: fc.integer({ min: 1, max: 60 }),
    mode: fc.constantFrom('none', 'proportional', 'coefficient'),
    validators,
    messagesPerBlock: fc.integer({ min: 0, max: 1e9 }),
    creation: fc.record({ at: block, perDay: amount.map((x) => x / 1e3) }),
    funding: fc.record({ initial: amount, perEpoch: amount }),
    demand: fc.record({
      rate: positive,
      fee: amounts,
      skillFeedback: positive,
      reference: fc.constantFrom('naive', 'equal-weight', 'best-single', 'truth-scale'),
    }),
    delegators: groupNames.chain((names) =>
      fc.tuple(
        ...names.map((one) =>
          fc.record({
            name: fc.constant(one),
            policy: fc.constant('yield-seeking'),
            count,
            tokens: amounts,
            start: block,
            every: fc.option(fc.integer({ min: 1, max: 1e6 })),
            topic: fc.boolean(),
            parameters: fc.record({ temperature: positive }),
          }),
        ),
      ),
    ),
  })
  .map(({ scenario, minEpochLength, mode, messagesPerBlock, creation, funding, demand, ...v }) => ({
    ...scenario,
    protocol: { ...scenario.protocol, minEpochLength, 'slashing.mode': mode },
    topics: scenario.topics.map((topic) => ({ ...topic, rewardPerEpoch: null, creation, funding, demand })),
    validators: v.validators,
    delegators: v.delegators.map((one) => ({ ...one, topic: one.topic ? scenario.topics[0].name : '' })),
    hub: { messagesPerBlock },
  })) as fc.Arbitrary<Scenario>;

const macroScenarios = fc
  .record({ scenario: scenarios, validators, months: fc.integer({ min: 1, max: 1200 }), fees: amount, team: share })
  .map(
    ({ scenario, validators: groups, months, fees, team }): Scenario => ({
      ...scenario,
      epochs: 0,
      months,
      topics: [],
      macro: { fees, 'staked.team': team },
      validators: groups,
      attacks: [],
      expect: scenario.expect.map((one) => ({ ...one, topic: '' })),
    }),
  );

describe('toYaml', () => {
  it.each([
    ['with fixed rewards', scenarios],
    ['paid by the hub chain', hubScenarios],
    ['in macro mode', macroScenarios],
  ])('writes a file that resolves to the same scenario, %s', async (_which, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (scenario) => {
        const text = toYaml(scenario);
        const resolved = await resolveScenario(text, 'again.yaml', {}, fakeRegistries);
        expect(resolved).toMatchObject({ ok: true, scenario, yaml: text });
      }),
      { seed: 1, numRuns: 70 },
    );
  });
  it('keeps a seed that looks like something else', async () => {
    const [scenario] = fc.sample(scenarios, { seed: 2, numRuns: 1 });
    for (const seed of ['007', 'true', 'null', '1e5', ' x', '# x', '- x', '"', "'", 'a: b', 'x\ny', '.inf', '~']) {
      const resolved = await resolveScenario(toYaml({ ...scenario, seed }), 'again.yaml', {}, fakeRegistries);
      expect(resolved).toMatchObject({ ok: true, scenario: { seed } });
    }
  });
});
