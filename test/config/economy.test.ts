import { describe, expect, it } from 'vitest';
import { fakeFiles, sha256 } from './fake-files.ts';
import { complaints, resolvedOf, scenarioOf, small, withTopicLine } from './resolve.ts';

const fixed = withTopicLine('rewardPerEpoch: 7');
const secondTopic = small.slice(small.indexOf('  - name')).replace('eth', 'btc');
const macro = 'name: long\nmonths: 240\n';

describe('what a scenario says of the economy around its topics', () => {
  it('is a preset of supply and emission, or one with single values set otherwise', async () => {
    const tokenomics = async (written: string) => (await scenarioOf(`${small}tokenomics: ${written}\n`)).tokenomics;
    const snapshot = { preset: 'snapshot', fEmission: 0.03, 'foundation.locked': 0 };
    expect(await tokenomics('snapshot')).toEqual(snapshot);
    expect(await tokenomics('{ preset: snapshot, foundation: { locked: 0.5 } }')).toEqual({
      ...snapshot,
      'foundation.locked': 0.5,
    });
    expect(await tokenomics('{ fEmission: 0.5 }')).toMatchObject({ preset: 'mainnet', fEmission: 0.5 });
  });
  it('sets parameters of the hub chain with the rest of the protocol, nested ones too', async () => {
    const { protocol } = await scenarioOf(`${small}protocol: { slashing: { mode: coefficient } }\n`);
    expect(protocol).toMatchObject({ 'slashing.mode': 'coefficient', 'slashing.fraction': 0.05, seats: 32 });
  });
  it('fills in what a group of validators leaves out, its name included', async () => {
    const usual = { name: 'validators', count: 20, stake: { median: 100_000, sigma: 1 }, commission: 0.05 };
    const { validators } = await scenarioOf(`${small}validators: [{}, { count: 3, stake: { sigma: 0 } }]\n`);
    expect(validators).toEqual([
      usual,
      { ...usual, name: 'validators-2', count: 3, stake: { median: 100_000, sigma: 0 } },
    ]);
  });
  it('fills in what a group of delegators leaves out', async () => {
    const text = `${small}delegators: [{ policy: uniform, count: 3 }, { policy: uniform, count: 1, topic: eth }]\n`;
    const usual = { policy: 'uniform', tokens: { median: 10_000, sigma: 1 }, start: 0, every: 10_000, parameters: {} };
    expect((await scenarioOf(text)).delegators).toEqual([
      { ...usual, name: 'uniform', count: 3, topic: '' },
      { ...usual, name: 'uniform-2', count: 1, topic: 'eth' },
    ]);
  });
  it('gives delegators the parameters of their policy, and no decision after the first', async () => {
    const text = `${small}delegators: [{ policy: yield-seeking, count: 3, temperature: 2, every: null }]\n`;
    expect((await scenarioOf(text)).delegators[0]).toMatchObject({ every: null, parameters: { temperature: 2 } });
  });
  it('fills in what a topic leaves out of its demand, funding and creation', async () => {
    const text = withTopicLine('demand: { rate: 3, fee: { sigma: 0 } }', withTopicLine('funding: { perEpoch: 2 }'));
    expect((await scenarioOf(text)).topics[0]).toMatchObject({
      rewardPerEpoch: null,
      creation: { at: 0, perDay: 0 },
      funding: { initial: 0, perEpoch: 2 },
      demand: { rate: 3, fee: { median: 1, sigma: 0 }, skillFeedback: 0, reference: 'equal-weight' },
    });
  });
  it('says what taking part costs, and who stays out or leaves for it', async () => {
    const keys = 'wallet: 5, tip: 0.1, cost: { amount: 2, currency: fiat }, patience: 9, entryMargin: -0.5';
    const { topics } = await scenarioOf(small.replace('count: 4', `count: 4, ${keys}`));
    expect(topics[0].inferers[0]).toMatchObject({
      ...{ wallet: 5, tip: 0.1, patience: 9, entryMargin: -0.5 },
      cost: { amount: 2, currency: 'fiat' },
    });
  });
  it('may be set from the command line', async () => {
    const set = [
      'tokenomics.foundation.locked=0.9',
      'protocol.slashing.mode=proportional',
      'price.start=3',
      'hub.messagesPerBlock=100',
      'topics.0.demand.fee.median=4',
      'record.chain.every=600',
    ];
    const scenario = await scenarioOf(`${small}tokenomics: snapshot\nprice: constant\n`, { set });
    expect(scenario.tokenomics).toMatchObject({ preset: 'snapshot', 'foundation.locked': 0.9 });
    expect(scenario.protocol['slashing.mode']).toBe('proportional');
    expect(scenario.price).toEqual({ process: 'constant', start: 3 });
    expect(scenario.hub).toEqual({ messagesPerBlock: 100 });
    expect(scenario.topics[0].demand.fee).toEqual({ median: 4, sigma: 0.5 });
    expect(scenario.record.chain).toEqual({ every: 600 });
  });
  it('takes what it leaves out from the file that it extends', async () => {
    const files = fakeFiles({ 'base.yaml': `${small}tokenomics: snapshot\n` });
    const text = 'extends: base.yaml\ntokenomics: { fEmission: 0.5 }\n';
    expect((await scenarioOf(text, {}, files)).tokenomics).toEqual({
      preset: 'snapshot',
      fEmission: 0.5,
      'foundation.locked': 0,
    });
  });
});

describe('macro mode', () => {
  it('needs a name and months, and fills in what stands for topics', async () => {
    expect(await scenarioOf(macro)).toMatchObject({
      ...{ months: 240, epochs: 0, topics: [], delegators: [], attacks: [] },
      macro: { fees: 0, 'staked.team': 0.25 },
      validators: [{ count: 20 }],
    });
    expect((await scenarioOf(`${macro}macro: { staked: { team: 1 } }\n`)).macro).toEqual({ fees: 0, 'staked.team': 1 });
  });
  it('is off with months: null', async () => {
    expect(await scenarioOf(`${small}months: null\n`)).toMatchObject({ months: null, macro: {}, epochs: 500 });
    expect(await complaints('name: x\nmonths: null\n')).toEqual([
      'small.yaml:1:1 topics is missing; expected a list of at least one topic.',
    ]);
  });
  it('may have empty lists of what it does not know', async () => {
    expect(await complaints(`${macro}attacks: []\ndelegators: []\n`)).toEqual([]);
  });
  const cases: [what: string, text: string, complaint: string][] = [
    [
      'topics',
      `months: 240\n${small}`,
      'small.yaml:4:3 topics is more than is needed: months go by without it. Leave out topics, or months.',
    ],
    [
      'epochs',
      `${macro}epochs: 5\n`,
      'small.yaml:3:9 epochs is more than is needed: months go by without it. Leave out epochs, or months.',
    ],
    [
      'delegators',
      `${macro}delegators: [{ policy: uniform, count: 3, topic: eth }]\n`,
      'small.yaml:3:13 delegators is more than is needed: months go by without it. Leave out delegators, or months.',
    ],
    [
      'attacks',
      `${macro}attacks: [{ attack: sybil, topic: eth }]\n`,
      'small.yaml:3:10 attacks is more than is needed: months go by without it. Leave out attacks, or months.',
    ],
    [
      'a hub that fills',
      `${macro}hub: { messagesPerBlock: 5 }\n`,
      'small.yaml:3:6 hub is more than is needed: months go by without it. Leave out hub, or months.',
    ],
    [
      'an expectation of a topic',
      `${macro}expect: [{ metric: epochs, above: 1, topic: eth }]\n`,
      'small.yaml:3:45 expect.0.topic is "eth"; expected none: there are no topics.',
    ],
    [
      'months without end',
      'name: x\nmonths: 1201\n',
      'small.yaml:2:9 months is 1201; expected a whole number, at least 1 and at most 1200 (months), or null.',
    ],
    [
      'no validators',
      `${macro}validators: []\n`,
      'small.yaml:3:13 validators is an empty list; expected at least one group: a part of the emission is theirs.',
    ],
    [
      'macro without months',
      `${small}macro: { fees: 1 }\n`,
      'small.yaml:10:8 macro is more than is needed: topics run. Leave it out, or give months.',
    ],
  ];
  it.each(cases)('does not go with %s', async (_what, text, complaint) => {
    expect(await complaints(text)).toEqual([complaint]);
  });
  it('is told of epochs at the option that set them', async () => {
    expect(await complaints(macro, { epochs: '5' })).toEqual([
      '--epochs 5:1:1 epochs is more than is needed: months go by without it. Leave out epochs, or months.',
    ]);
  });
});

describe('fixed rewards', () => {
  it('go without validators, and with costs', async () => {
    const text = fixed.replace('count: 4', 'count: 4, cost: { amount: 1 }, patience: 3, entryMargin: 0');
    expect(await complaints(`${text}validators: []\n`)).toEqual([]);
  });
  it('are allowed to be 0, and epochs to be shorter than the chain has them', async () => {
    const text = withTopicLine('epochLength: 30', withTopicLine('rewardPerEpoch: 0'));
    expect(await complaints(`${text}protocol: { minEpochLength: 60 }\n`)).toEqual([]);
  });
  const because = (reason: string) =>
    `which does nothing with fixed rewards: ${reason}. Leave it out, or rewardPerEpoch.`;
  const cases: [what: string, text: string, complaint: string][] = [
    [
      'delegators',
      `${fixed}delegators: [{ policy: uniform, count: 3 }]\n`,
      `small.yaml:11:13 delegators is a list, ${because('stakes stay as they are')}`,
    ],
    [
      'topics that come later',
      withTopicLine('creation: { at: 60 }', fixed),
      `small.yaml:6:21 topics.0.creation.at is 60, ${because('all topics are there from the start')}`,
    ],
    [
      'funding',
      withTopicLine('funding: { initial: 5 }', fixed),
      `small.yaml:6:25 topics.0.funding.initial is 5, ${because('fees decide nothing')}`,
    ],
    [
      'demand',
      withTopicLine('demand: { rate: 3 }', fixed),
      `small.yaml:6:21 topics.0.demand.rate is 3, ${because('fees decide nothing')}`,
    ],
    [
      'a reference of demand',
      withTopicLine('demand: { reference: naive }', fixed),
      `small.yaml:6:26 topics.0.demand.reference is "naive", ${because('fees decide nothing')}`,
    ],
    [
      'a hub that fills',
      `${fixed}hub: { messagesPerBlock: 9 }\n`,
      `small.yaml:11:26 hub.messagesPerBlock is 9, ${because('messages go through no hub chain')}`,
    ],
    [
      'slashing',
      `${fixed}protocol: { slashing: { mode: proportional } }\n`,
      `small.yaml:11:31 protocol.slashing.mode is "proportional", ${because('stakes stay as they are')}`,
    ],
    [
      'a topic without',
      fixed + secondTopic + secondTopic.replace('btc', 'sol\n    rewardPerEpoch: 3'),
      'small.yaml:11:5 topics.1.rewardPerEpoch is empty; expected a number as in the other topics: either all have fixed rewards, or none.',
    ],
    [
      'a topic without, one of two',
      fixed + secondTopic,
      'small.yaml:11:5 topics.1.rewardPerEpoch is empty; expected a number as in the other topics: either all have fixed rewards, or none.',
    ],
    [
      'most topics without',
      fixed + secondTopic + secondTopic.replace('btc', 'sol'),
      'small.yaml:5:21 topics.0.rewardPerEpoch is 7; expected null as in the other topics: either all have fixed rewards, or none.',
    ],
  ];
  it.each(cases)('do not go with %s', async (_what, text, complaint) => {
    expect(await complaints(text)).toEqual([complaint]);
  });
});

describe('values of the economy that are wrong together', () => {
  const cases: [what: string, text: string, complaint: string][] = [
    [
      'no validators where the emission pays',
      `${small}validators: []\n`,
      'small.yaml:10:13 validators is an empty list; expected at least one group: a part of the emission is theirs.',
    ],
    [
      'two groups of validators of one name',
      `${small}validators: [{ name: a }, { name: a }]\n`,
      'small.yaml:10:35 validators.1.name is "a", which another group of validators is called already; give each a name of its own.',
    ],
    [
      'two groups of delegators of one name',
      `${small}delegators: [{ policy: uniform, count: 1 }, { name: uniform, policy: uniform, count: 1 }, { name: uniform, policy: uniform, count: 1 }]\n`,
      'small.yaml:10:99 delegators.2.name is "uniform", which another group of delegators is called already; give each a name of its own.',
    ],
    [
      'delegators to a topic that is not there',
      `${small}delegators: [{ policy: uniform, count: 1, topic: etc }]\n`,
      'small.yaml:10:50 delegators.0.topic is "etc"; expected one of eth. Did you mean "eth"?',
    ],
    [
      'a topic that is created after the end',
      withTopicLine('creation: { at: 30000 }'),
      'small.yaml:5:21 topics.0.creation.at is 30000; expected less than 30000, the blocks of the run.',
    ],
    [
      'an epoch shorter than the chain allows',
      `${withTopicLine('epochLength: 59')}protocol: { minEpochLength: 60 }\n`,
      'small.yaml:5:18 topics.0.epochLength is 59; expected at least protocol.minEpochLength, 60 blocks.',
    ],
    [
      'a longest least epoch than the topic’s that says nothing',
      `${small}protocol: { minEpochLength: 61 }\n`,
      'small.yaml:10:29 topics.0.epochLength is 60; expected at least protocol.minEpochLength, 61 blocks.',
    ],
    [
      'patience without a cost',
      small.replace('count: 4', 'count: 4, patience: 5'),
      'small.yaml:6:47 topics.0.inferers.0.patience is 5; expected null, or cost.amount above 0: nobody earns less than a cost of nothing.',
    ],
    [
      'more delegators than can be held',
      `${small}delegators:\n${Array.from({ length: 11 }, (_, n) => `  - { name: d${n}, policy: uniform, count: 100000 }\n`).join('')}`,
      "small.yaml:11:41 delegators.0.count: the scenario has 1100031 actors in all, attackers' keys included; expected at most 1000000.",
    ],
    [
      'a commission of more than all',
      `${small}validators: [{ commission: 1.5 }]\n`,
      'small.yaml:10:28 validators.0.commission is 1.5; expected a number, at least 0 and at most 1 (share).',
    ],
    [
      'a delegator without a policy',
      `${small}delegators: [{ count: 1 }]\n`,
      'small.yaml:10:14 delegators.0.policy is missing; expected one of uniform, yield-seeking.',
    ],
    [
      'an unknown preset',
      `${small}tokenomics: mainet\n`,
      'small.yaml:10:13 tokenomics is "mainet"; expected one of mainnet, snapshot. Did you mean "mainnet"?',
    ],
    [
      'a misspelled parameter of tokenomics',
      `${small}tokenomics: { fEmision: 1 }\n`,
      'small.yaml:10:15 tokenomics.fEmision is a key that nobody knows; expected one of preset, fEmission, foundation. Did you mean "fEmission"?',
    ],
    [
      'slashing of an unknown kind',
      `${small}protocol: { slashing: { mode: proportionl } }\n`,
      'small.yaml:10:31 protocol.slashing.mode is "proportionl"; expected one of none, proportional, coefficient. Did you mean "proportional"?',
    ],
    [
      'a price of an unknown kind',
      `${small}price: constan\n`,
      'small.yaml:10:8 price is "constan"; expected one of constant, csv. Did you mean "constant"?',
    ],
  ];
  it.each(cases)('are told where they stand: %s', async (_what, text, complaint) => {
    expect(await complaints(text)).toEqual([complaint]);
  });
  it('are right at the very limit', async () => {
    expect(await complaints(withTopicLine('creation: { at: 29999 }'))).toEqual([]);
    expect(await complaints(`${small}protocol: { minEpochLength: 60 }\n`)).toEqual([]);
    expect(await complaints(`${small}validators: [{ commission: 1 }]\n`)).toEqual([]);
    expect(await complaints(`${small}months: null\nhub: { messagesPerBlock: 1 }\n`)).toEqual([]);
  });
  it('may delegate to one of several topics alike', async () => {
    const text = small.replace('name: eth', 'name: eth\n    count: 2');
    const delegators = (topic: string) => `${text}delegators: [{ policy: uniform, count: 1, topic: ${topic} }]\n`;
    expect(await complaints(delegators('eth-1'))).toEqual([]);
    expect(await complaints(delegators('eth'))).toHaveLength(1);
  });
});

describe('a price from a file', () => {
  const prices = 'day,price,other\n1,0.5,1\n2,0.25,0\n';
  const files = fakeFiles({ 'data/allo.csv': prices });
  const text = `${small}price: { process: csv, file: data/allo.csv }\n`;
  it('comes with its numbers, under the name that its copy has', async () => {
    const { scenario, inputs } = await resolvedOf(text, {}, files);
    expect(scenario.price).toEqual({ process: 'csv', file: 'allo.csv', column: 'price' });
    expect(inputs.series).toEqual({ 'allo.csv#price': Float64Array.of(0.5, 0.25) });
    expect(inputs.files).toEqual([{ name: 'allo.csv', path: 'data/allo.csv', sha256: sha256(prices) }]);
  });
  it('may be had in macro mode too', async () => {
    const { inputs } = await resolvedOf(text.replace(small, macro), {}, files);
    expect(inputs.series['allo.csv#price']).toHaveLength(2);
  });
  it('is refused when it is not above 0', async () => {
    expect(await complaints(text.replace('csv }', 'csv, column: other }'), {}, files)).toEqual([
      'data/allo.csv:3:8 other is "0"; expected a finite number above 0, as prices are.',
    ]);
  });
  it('is refused when the file or its column is not there', async () => {
    expect(await complaints(text, {}, fakeFiles({}))).toEqual([
      'small.yaml:10:30 price.file is "data/allo.csv", which cannot be read: there is no such file.',
    ]);
    expect(await complaints(text.replace('csv }', 'csv, column: prize }'), {}, files)).toEqual([
      'small.yaml:10:53 price.column is "prize"; expected a column of data/allo.csv: one of day, price, other. Did you mean "price"?',
    ]);
  });
});
