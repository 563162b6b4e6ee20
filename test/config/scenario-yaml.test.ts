import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../sim/index.ts';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { toYaml } from '../../src/config/scenario-yaml.ts';
import { fakeRegistries } from './fake-registries.ts';

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const positive = fc.double({ min: 1e-300, max: 100, noNaN: true });
const count = fc.integer({ min: 1, max: 1000 });

/** Resolved scenarios of every form that the declarations allow. */
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
  })
  .map((v) => ({
    name: v.name,
    seed: v.seed,
    protocol: {
      profile: v.profile,
      weights: v.weights,
      livenessPenalty: v.livenessPenalty,
      seats: v.seats,
      maxUnfulfilledReputerRequests: 100,
    },
    epochs: v.epochs,
    topics: [
      {
        name: v.topic,
        count: 1,
        truth: { process: 'gbm-return', drift: v.drift, volatility: v.volatility },
        loss: v.loss,
        rewardPerEpoch: v.rewardPerEpoch,
        topicParameters: { pNorm: v.pNorm, epochLength: 60, groundTruthLag: v.lag, workerSubmissionWindow: v.window },
        inferers: [
          {
            name: v.inferer,
            policy: 'noisy',
            count: v.count,
            joins: v.joins,
            leaves: v.stays === null ? null : v.joins + v.stays,
            owner: v.owner,
            parameters: { factor: v.factor },
          },
        ],
        forecasters: [],
        reputers: [
          {
            ...{ name: 'r', policy: 'honest', count: 3, joins: 0, leaves: null, owner: '', parameters: {} },
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
        topicParameters: { pNorm: 3, epochLength: 100, groundTruthLag: 100, workerSubmissionWindow: 12 },
        inferers: [
          {
            ...{ name: 'specialist', policy: 'specialist', count: 1, joins: 0, leaves: null, owner: '' },
            parameters: { regime: 'turbulent' },
          },
        ],
        forecasters: [],
        reputers: [
          {
            ...{ name: 'honest', policy: 'honest', count: 1, joins: 0, leaves: null, owner: '', parameters: {} },
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
        parameters: { keys: 8 },
      },
    ],
    record: { epochs: { every: v.every }, actors: { every: 1 } },
    expect: [{ metric: 'skill_vs_naive', topic: v.topic, ...v.expected, seeds: v.seeds, than: '' }],
  })) as fc.Arbitrary<Scenario>;

describe('toYaml', () => {
  it('writes a file that resolves to the same scenario', async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const text = toYaml(scenario);
        const resolved = await resolveScenario(text, 'again.yaml', {}, fakeRegistries);
        expect(resolved).toMatchObject({ ok: true, scenario, yaml: text });
      }),
      { seed: 1, numRuns: 200 },
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
