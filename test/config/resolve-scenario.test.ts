import { describe, expect, it } from 'vitest';
import { plainPopulation, plainTopic } from '../support/plain-economy.ts';
import { complaints, resolve, scenarioOf, small } from './resolve.ts';

/** Those who are there from the first epoch to the last at no cost, each key its own owner. */
const stays = { joins: 0, leaves: null, owner: '', ...plainPopulation };

describe('a scenario that is right', () => {
  it('gets every default written out', async () => {
    expect(await scenarioOf(small)).toEqual({
      name: 'one',
      seed: 'allora',
      protocol: {
        profile: 'v0.17',
        weights: 'ratio-mad',
        livenessPenalty: true,
        seats: 32,
        maxUnfulfilledReputerRequests: 100,
        minEpochLength: 12,
        'slashing.mode': 'none',
        'slashing.fraction': 0.05,
      },
      tokenomics: { preset: 'mainnet', fEmission: 0.025, 'foundation.locked': 0.4 },
      epochs: 500,
      months: null,
      macro: {},
      validators: [{ name: 'validators', count: 20, stake: { median: 100_000, sigma: 1 }, commission: 0.05 }],
      delegators: [],
      price: { process: 'constant', start: 1 },
      hub: { messagesPerBlock: 0 },
      topics: [
        {
          name: 'eth',
          count: 1,
          truth: { process: 'gbm-return', drift: 0.01, volatility: 0.2 },
          loss: { method: 'sqe' },
          rewardPerEpoch: null,
          ...plainTopic,
          topicParameters: { pNorm: 3, epochLength: 60, groundTruthLag: 60, workerSubmissionWindow: 12 },
          inferers: [
            { name: 'honest', policy: 'honest', count: 4, ...stays, parameters: {} },
            { name: 'noisy', policy: 'noisy', count: 2, ...stays, parameters: { factor: 3 } },
          ],
          forecasters: [{ name: 'regime-ema', policy: 'regime-ema', count: 2, ...stays, parameters: { alpha: 0.1 } }],
          reputers: [
            { name: 'honest', policy: 'honest', count: 3, ...stays, parameters: {}, stake: { median: 5, sigma: 1 } },
          ],
        },
      ],
      attacks: [],
      record: { epochs: { every: 1 }, actors: { every: 1 }, chain: { every: null } },
      expect: [],
    });
  });
  it('takes the values of the profile it names, those of its topics included', async () => {
    const scenario = await scenarioOf(`${small}protocol: v0.6\n`);
    expect(scenario.protocol).toMatchObject({
      profile: 'v0.6',
      weights: 'clamped',
      livenessPenalty: false,
      seats: 32,
      maxUnfulfilledReputerRequests: 100,
    });
    expect(scenario.topics[0].topicParameters.pNorm).toBe(2);
  });
  it('may differ from the profile in single parameters', async () => {
    const scenario = await scenarioOf(`${small}protocol: { profile: v0.6, seats: 5 }\n`);
    expect(scenario.protocol).toMatchObject({ weights: 'clamped', seats: 5 });
  });
  it('may set a topic parameter in the topic', async () => {
    const scenario = await scenarioOf(small.replace('    inferers:', '    pNorm: 2.5\n    inferers:'));
    expect(scenario.topics[0].topicParameters).toMatchObject({ pNorm: 2.5, epochLength: 60 });
  });
  it('may name a process or a loss by a word alone, an alias included', async () => {
    const text = small
      .replace('{ process: gbm-return, volatility: 0.2 }', 'ar1')
      .replace('    inferers:', '    loss: mse\n    inferers:');
    const [topic] = (await scenarioOf(text)).topics;
    expect(topic.truth).toEqual({ process: 'ar1' });
    expect(topic.loss).toEqual({ method: 'sqe' });
  });
  it('may give a loss its parameters', async () => {
    const text = small.replace('    inferers:', '    loss: { method: huber, delta: 2 }\n    inferers:');
    expect((await scenarioOf(text)).topics[0].loss).toEqual({ method: 'huber', delta: 2 });
  });
  it('may judge by a formula, which comes parsed', async () => {
    const text = small.replace('    inferers:', '    loss: { formula: abs(prediction - truth) }\n    inferers:');
    const resolved = await resolve(text);
    expect(resolved).toMatchObject({
      ok: true,
      scenario: { topics: [{ loss: { method: 'formula', formula: 'abs(prediction - truth)', allowNegative: false } }] },
      inputs: { formulas: { 'abs(prediction - truth)': { type: 'call', name: 'abs' } } },
    });
  });
  it('may use an anchor, and what an override sets in one place leaves the other alone', async () => {
    const text = small
      .replace('{ policy: honest, count: 4 }', '&crowd { policy: honest, count: 4 }')
      .replace('{ policy: noisy, count: 2, factor: 3 }', '{ policy: noisy, count: 2 }');
    const twice = text
      .replace('    forecasters', '    forecasters')
      .replace('reputers: [{ policy: honest, count: 3', 'reputers: [*crowd, { name: b, policy: honest, count: 3');
    const scenario = await scenarioOf(twice, { set: ['topics.0.inferers.0.count=9'] });
    expect(scenario.topics[0].inferers[0].count).toBe(9);
    expect(scenario.topics[0].reputers[0].count).toBe(4);
  });
});

describe('the name of a population', () => {
  const names = async (...inferers: string[]) => {
    const text = small.replace(/ {6}- .*\n {6}- .*\n/, inferers.map((one) => `      - ${one}\n`).join(''));
    return (await scenarioOf(text)).topics[0].inferers.map(({ name }) => name);
  };
  it('is that of its policy, with a number from the second one on', async () => {
    const honest = '{ policy: honest, count: 1 }';
    expect(await names(honest, honest, honest)).toEqual(['honest', 'honest-2', 'honest-3']);
  });
  it('is never one that another population gives itself', async () => {
    expect(
      await names(
        '{ policy: honest, count: 1 }',
        '{ name: honest, policy: noisy, count: 1 }',
        '{ policy: noisy, count: 1 }',
      ),
    ).toEqual(['honest-2', 'honest', 'noisy']);
  });
});

describe('the seed', () => {
  it.each([
    ['007', '007'],
    ['1e3', '1e3'],
    ['true', 'true'],
    ['0x1F', '0x1F'],
    ['"7"', '7'],
    ['12345678901234567890123', '12345678901234567890123'],
    ['two words', 'two words'],
  ])('%s in the file is the text %s', async (written, seed) => {
    expect((await scenarioOf(`${small}seed: ${written}\n`)).seed).toBe(seed);
  });
  it('of the command line is text as well', async () => {
    expect((await scenarioOf(small, { seed: '008' })).seed).toBe('008');
    expect((await scenarioOf(small, { set: ['seed=009'] })).seed).toBe('009');
  });
  it('cannot be a list or nothing', async () => {
    expect(await complaints(`${small}seed: [1]\n`)).toEqual([
      'small.yaml:10:7 seed is a list; expected any text of at most 1000 characters.',
    ]);
    expect(await complaints(`${small}seed:\n`)).toEqual([
      'small.yaml:10:1 seed is empty; expected any text of at most 1000 characters.',
    ]);
  });
});

describe('a mistake in a scenario', () => {
  const cases: [what: string, text: string, complaint: string][] = [
    [
      'a word nobody knows',
      small.replace('policy: noisy', 'policy: nosiy'),
      'small.yaml:7:19 topics.0.inferers.1.policy is "nosiy"; expected one of honest, noisy, specialist. Did you mean "noisy"?',
    ],
    [
      'a key nobody knows',
      small.replace('factor: 3', 'fcator: 3'),
      'small.yaml:7:36 topics.0.inferers.1.fcator is a key that nobody knows; expected one of policy, name, count, joins, leaves, owner, wallet, tip, cost, patience, entryMargin, factor. Did you mean "factor"?',
    ],
    [
      'a misspelled key of many',
      `${small}tokenomcs: mainnet\n`,
      'small.yaml:10:1 tokenomcs is a key that nobody knows; expected one of tokenomics, topics, epochs, months, extends, name, record, expect, seed, protocol, macro, delegators, ... (16 in all). Did you mean "tokenomics"?',
    ],
    [
      'a version nobody knows',
      `${small}protocol: v0.71\n`,
      'small.yaml:10:11 protocol is "v0.71"; expected one of v0.6, v0.17. Did you mean "v0.17"?',
    ],
    [
      'a number out of bounds',
      `${small}protocol: { seats: 0 }\n`,
      'small.yaml:10:20 protocol.seats is 0; expected a whole number, at least 1 and at most 1000 (seats).',
    ],
    [
      'a number with a fraction where none can be',
      `${small}epochs: 1.5\n`,
      'small.yaml:10:9 epochs is 1.5; expected a whole number, at least 1 and at most 10000000 (epochs per topic).',
    ],
    [
      'text where a number is meant',
      `${small}epochs: "5"\n`,
      'small.yaml:10:9 epochs is "5"; expected a whole number, at least 1 and at most 10000000 (epochs per topic).',
    ],
    [
      'no number at all',
      `${small}epochs: .nan\n`,
      'small.yaml:10:9 epochs is NaN; expected a whole number, at least 1 and at most 10000000 (epochs per topic).',
    ],
    [
      'infinity',
      `${small}epochs: .inf\n`,
      'small.yaml:10:9 epochs is Infinity; expected a whole number, at least 1 and at most 10000000 (epochs per topic).',
    ],
    [
      'a word where true or false is meant',
      `${small}protocol: { livenessPenalty: yes }\n`,
      'small.yaml:10:30 protocol.livenessPenalty is "yes"; expected true or false.',
    ],
    ['a missing key', 'name: x\n', 'small.yaml:1:1 topics is missing; expected a list of at least one topic.'],
    [
      'a missing policy',
      small.replace('policy: honest, count: 4', 'count: 4'),
      'small.yaml:6:9 topics.0.inferers.0.policy is missing; expected one of honest, noisy, specialist.',
    ],
    [
      'a name that is no name of a folder',
      small.replace('name: one', 'name: ../one'),
      'small.yaml:1:7 name is "../one"; expected a name of letters, digits, ".", "_" and "-" that begins with a letter or digit, at most 64 characters.',
    ],
    [
      'two populations of one name',
      small
        .replace('policy: noisy', 'name: honest, policy: noisy')
        .replace('policy: honest', 'name: honest, policy: honest'),
      'small.yaml:7:17 topics.0.inferers.1.name is "honest", which another population of inferers is called already; give each a name of its own.',
    ],
    [
      'a loss of neither form',
      small.replace('    inferers:', '    loss: [1]\n    inferers:'),
      'small.yaml:5:11 topics.0.loss is a list; expected a loss: a name, or a group of keys.',
    ],
    [
      'a formula that is no text',
      small.replace('    inferers:', '    loss: { formula: 3 }\n    inferers:'),
      'small.yaml:5:22 topics.0.loss.formula is 3; expected a formula of truth and prediction, such as "abs(prediction - truth)".',
    ],
    [
      'a formula that names a stranger',
      small.replace('    inferers:', '    loss: { formula: abs(prediction - foo) }\n    inferers:'),
      'small.yaml:5:22 topics.0.loss.formula, character 18: "foo" is unknown; expected truth, prediction, standardDeviation.',
    ],
    [
      'a key that is a trap of the language',
      `${small}__proto__: { name: x }\n`,
      'small.yaml:10:1 __proto__ is a key that nobody knows; expected one of protocol, epochs, macro, price, record, expect, months, topics, validators, delegators, name, seed, ... (16 in all).',
    ],
  ];
  it.each(cases)('is shown where it stands: %s', async (_what, text, complaint) => {
    expect(await complaints(text)).toEqual([complaint]);
  });
  it('does not hide the others: up to ten come at once, in the order of the file', async () => {
    const keys = Array.from({ length: 15 }, (_, n) => `stranger${n}: 1\n`).join('');
    const found = await complaints(small + keys);
    expect(found).toHaveLength(10);
    expect(found.map((line) => line.split(' ')[0])).toEqual(
      Array.from({ length: 10 }, (_, n) => `small.yaml:${10 + n}:1`),
    );
  });
  it('is told once when it is a misspelled key: the right one is not missing as well', async () => {
    expect(await complaints(small.replace('count: 4', 'cuont: 4'))).toEqual([
      'small.yaml:6:27 topics.0.inferers.0.cuont is a key that nobody knows; expected one of policy, name, count, joins, leaves, owner, wallet, tip, cost, patience, entryMargin. Did you mean "count"?',
    ]);
  });
  it('names two topics of one name', async () => {
    const [, topic] = small.split('topics:\n') as [string, string];
    expect(await complaints(small + topic)).toEqual([
      'small.yaml:10:11 topics.1.name is "eth", which another topic is called already; give each a name of its own.',
    ]);
  });
});

describe('a value of the command line', () => {
  it('takes the place of the value in the file', async () => {
    const set = [
      'protocol.weights=clamped',
      'topics.0.inferers.1.count=8',
      'topics.0.loss=huber',
      'topics.0.loss.delta=3',
    ];
    const scenario = await scenarioOf(small, { set, epochs: '12' });
    expect(scenario.protocol).toMatchObject({ profile: 'v0.17', weights: 'clamped' });
    expect(scenario.epochs).toBe(12);
    expect(scenario.topics[0].inferers[1].count).toBe(8);
    expect(scenario.topics[0].loss).toEqual({ method: 'huber', delta: 3 });
  });
  it('opens a word into a group, to set something in it', async () => {
    const scenario = await scenarioOf(`${small}protocol: v0.6\n`, { set: ['protocol.seats=7'] });
    expect(scenario.protocol).toMatchObject({ profile: 'v0.6', seats: 7, weights: 'clamped' });
  });
  const cases: [set: string, complaint: string][] = [
    [
      'protocol.weights=clampd',
      '--set protocol.weights=clampd:1:1 protocol.weights is "clampd"; expected one of clamped, ratio-mad. Did you mean "clamped"?',
    ],
    ['topics.3.name=x', '--set topics.3.name=x:1:1 topics.3 does not exist: that list has 1 entry, counted from 0.'],
    ['topics.x.name=x', '--set topics.x.name=x:1:1 topics.x does not exist: that list has 1 entry, counted from 0.'],
    ['name.x=1', '--set name.x=1:1:1 name is "one", so nothing inside it can be set.'],
    ['epochs', '--set epochs:1:1 "epochs" sets nothing; expected path=value, such as epochs=100.'],
    ['__proto__.x=1', '--set __proto__.x=1:1:1 "__proto__.x=1" sets nothing; expected path=value, such as epochs=100.'],
    ['epochs=[1', '--set epochs=[1:1:1 this is not YAML: Flow sequence must end with a ].'],
    [
      'epoch=5',
      '--set epoch=5:1:1 epoch is a key that nobody knows; expected one of epochs, expect, topics, price, record, name, seed, months, macro, hub, protocol, attacks, ... (16 in all). Did you mean "epochs"?',
    ],
  ];
  it.each(cases)('that is wrong is named: %s', async (set, complaint) => {
    expect(await complaints(small, { set: [set] })).toEqual([complaint]);
  });
  it('that is wrong is named by its own option', async () => {
    expect(await complaints(small, { epochs: 'abc' })).toEqual([
      '--epochs abc:1:1 epochs is "abc"; expected a whole number, at least 1 and at most 10000000 (epochs per topic).',
    ]);
  });
  it('does not reach the language’s own objects', async () => {
    await complaints(small, { set: ['topics.0.constructor.prototype.hacked=1', 'topics.0.__proto__.hacked=1'] });
    expect(({} as Record<string, unknown>).hacked).toBeUndefined();
  });
});
