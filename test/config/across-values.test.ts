import { describe, expect, it } from 'vitest';
import { plainAttack } from '../support/plain-economy.ts';
import { fakeFiles } from './fake-files.ts';
import { complaints, resolvedOf, scenarioOf, small, withTopicLine } from './resolve.ts';

const attacked = (attack: string) => `${small}attacks:\n  - ${attack}\n`;
const expecting = (expectation: string) => `${small}expect:\n  - ${expectation}\n`;
const secondTopic = small.slice(small.indexOf('  - name')).replace('eth', 'btc');

describe('what is left out', () => {
  it('of an attack: topic, name, owner and time', async () => {
    expect((await scenarioOf(attacked('{ attack: sybil, start: 9 }'))).attacks).toEqual([
      {
        ...{ name: 'sybil', attack: 'sybil', topic: 'eth', owner: 'sybil', joins: 9, start: 9, duration: null },
        ...plainAttack,
        parameters: { keys: 8 },
      },
    ]);
  });
  it('of an expectation: topic, seeds and what it is compared with', async () => {
    expect((await scenarioOf(expecting('{ metric: epochs, above: 5 }'))).expect).toEqual([
      { metric: 'epochs', topic: '', sign: null, above: 5, below: null, seeds: 1, than: '' },
    ]);
  });
  it('is the lag: it follows the epoch length of its topic', async () => {
    const [topic] = (await scenarioOf(withTopicLine('epochLength: 600'))).topics;
    expect(topic.topicParameters).toMatchObject({ epochLength: 600, groundTruthLag: 600 });
  });
  it('is a key of a nested group, or the group', async () => {
    const truth = async (written: string) =>
      (await scenarioOf(small.replace('{ process: gbm-return, volatility: 0.2 }', written))).topics[0].truth;
    const byDefault = { process: 'regimes', 'calm.volatility': 0.01, 'calm.drift': 0, 'turbulent.volatility': 0.04 };
    expect(await truth('regimes')).toEqual(byDefault);
    expect(await truth('{ process: regimes, calm: { drift: 2 } }')).toEqual({ ...byDefault, 'calm.drift': 2 });
  });
});

describe('values that are wrong together', () => {
  const cases: [what: string, text: string, complaint: string][] = [
    [
      'a topic called like one of several alike',
      small.replace('name: eth', 'name: eth\n    count: 3') + secondTopic.replace('btc', 'eth-1'),
      'small.yaml:11:11 topics.1.name is "eth-1", which another topic is called already; give each a name of its own.',
    ],
    [
      'several topics alike, one of which is called like another',
      small.replace('eth', 'eth-1') + secondTopic.replace('btc', 'eth\n    count: 3'),
      'small.yaml:10:11 topics.1.name is "eth", of which one will be called "eth-1" as another topic is; give each a name of its own.',
    ],
    [
      'an attack on a topic that is not there',
      attacked('{ attack: sybil, topic: ehh }'),
      'small.yaml:11:29 attacks.0.topic is "ehh"; expected one of eth. Did you mean "eth"?',
    ],
    [
      'an attack on one of several topics, but which',
      `${small}${secondTopic}attacks: [{ attack: sybil }]\n`,
      'small.yaml:17:11 attacks.0.topic is missing; expected one of eth, btc: there are several topics.',
    ],
    [
      'an attack on several topics at once',
      attacked('{ attack: sybil }').replace('name: eth', 'name: eth\n    count: 2'),
      'small.yaml:12:5 attacks.0.topic is "eth", which stands for 2 topics; expected the name of a single one.',
    ],
    [
      'two attacks of one name',
      attacked('{ attack: sybil }\n  - { attack: sybil }'),
      'small.yaml:12:5 attacks.1.name is "sybil", which another attack is called already; give each a name of its own.',
    ],
    [
      'an attack called like a population of its topic',
      attacked('{ attack: sybil, name: honest }'),
      'small.yaml:11:28 attacks.0.name is "honest", which a population of the topic is called already; give each a name of its own.',
    ],
    [
      'keys that register after they attack',
      attacked('{ attack: sybil, joins: 7, start: 5 }'),
      'small.yaml:11:29 attacks.0.joins is 7; expected at most start, 5: keys register before they attack.',
    ],
    [
      'knowledge that an attack has no use for',
      attacked('{ attack: sybil, knowledge: public }'),
      'small.yaml:11:33 attacks.0.knowledge is "public"; expected blind: all that the attack sybil can make use of.',
    ],
    [
      'two budgets of one owner',
      attacked(
        '{ attack: sybil, owner: mallory, budget: 9 }\n  - { attack: sybil, name: more, owner: mallory, budget: 8 }',
      ),
      'small.yaml:12:58 attacks.1.budget is 8, but mallory has 9 ALLO in another attack; expected the same, or the budget in one of them: they share a purse.',
    ],
    [
      'a control without attacks',
      expecting('{ metric: epochs, above: 1, than: honest }'),
      'small.yaml:11:39 expect.0.than is "honest", a control of attacks; the scenario has none. Expected attacks, or a scenario file.',
    ],
    [
      'a specialist of a regime that the truth does not have',
      small.replace('policy: noisy, count: 2, factor: 3', 'policy: specialist, count: 2, regime: calm'),
      'small.yaml:7:49 topics.0.inferers.1.regime is "calm"; expected a regime of the truth gbm-return: one of all. Did you mean "all"?',
    ],
    [
      'a specialist of a misspelled regime',
      small
        .replace('{ process: gbm-return, volatility: 0.2 }', 'regimes')
        .replace('policy: noisy, count: 2, factor: 3', 'policy: specialist, count: 2, regime: clam'),
      'small.yaml:7:49 topics.0.inferers.1.regime is "clam"; expected a regime of the truth regimes: one of calm, turbulent. Did you mean "calm"?',
    ],
    [
      'a window longer than the epoch',
      withTopicLine('workerSubmissionWindow: 61'),
      'small.yaml:5:29 topics.0.workerSubmissionWindow is 61; expected at most epochLength, 60 blocks.',
    ],
    [
      'a lag shorter than the epoch',
      withTopicLine('groundTruthLag: 59'),
      'small.yaml:5:21 topics.0.groundTruthLag is 59; expected at least epochLength, 60 blocks.',
    ],
    [
      'a lag longer than nonces wait for',
      withTopicLine('groundTruthLag: 6001'),
      'small.yaml:5:21 topics.0.groundTruthLag is 6001; expected at most 6000 blocks, 100 epochs of 60; raise protocol.maxUnfulfilledReputerRequests to 101 or more.',
    ],
    [
      'somebody who leaves before joining',
      small.replace('count: 4', 'count: 4, joins: 5, leaves: 5'),
      'small.yaml:6:55 topics.0.inferers.0.leaves is 5; expected more than joins, 5.',
    ],
    [
      'more blocks than can be counted',
      withTopicLine('epochLength: 1000000').concat('epochs: 2147\n'),
      'small.yaml:11:9 epochs: the run would need 2148000000 blocks, truths waited for included; expected less than 2147483648. Lower epochs or epochLength.',
    ],
    [
      'more actors than can be held',
      small.replace('name: eth', 'name: eth\n    count: 100000').replace('count: 4 }', 'count: 10 }'),
      "small.yaml:7:34 topics.0.inferers.0.count: the scenario has 1700020 actors in all, attackers' keys included; expected at most 1000000.",
    ],
    [
      'a loss of probabilities for returns',
      withTopicLine('loss: bce'),
      'small.yaml:5:11 topics.0.loss is "bce", which needs a truth from 0 to 1; the process gbm-return gives others. Processes that fit: chance, csv, expression.',
    ],
    [
      'a loss of counts for returns',
      withTopicLine('loss: poisson'),
      'small.yaml:5:11 topics.0.loss is "poisson", which needs a truth of at least 0; the process gbm-return gives others. Processes that fit: chance, csv, expression.',
    ],
    [
      'an expectation of nothing',
      expecting('{ metric: epochs }'),
      'small.yaml:11:5 expect.0 says nothing about expect.0.metric; expected sign, above or below.',
    ],
    [
      'an expectation of a sign and a bound',
      expecting('{ metric: epochs, sign: positive, below: 5 }'),
      'small.yaml:11:46 expect.0.below is more than is needed; expected either sign, or above and below.',
    ],
    [
      'an expectation between bounds with nothing between them',
      expecting('{ metric: epochs, above: 5, below: 5 }'),
      'small.yaml:11:40 expect.0.below is 5; expected more than above, 5.',
    ],
    [
      'an expectation of a metric that is not there',
      expecting('{ metric: skill_vs_naiv, sign: positive }'),
      'small.yaml:11:15 expect.0.metric is "skill_vs_naiv"; expected one of skill_vs_naive, epochs. Did you mean "skill_vs_naive"?',
    ],
    [
      'an expectation of a topic that is not there',
      expecting('{ metric: epochs, sign: positive, topic: eth-1 }'),
      'small.yaml:11:46 expect.0.topic is "eth-1"; expected one of eth. Did you mean "eth"?',
    ],
  ];
  it.each(cases)('are told where they stand: %s', async (_what, text, complaint) => {
    expect(await complaints(text)).toEqual([complaint]);
  });
  it('are right at the very limit', async () => {
    for (const line of ['workerSubmissionWindow: 60', 'groundTruthLag: 60', 'groundTruthLag: 6000']) {
      expect(await complaints(withTopicLine(line))).toEqual([]);
    }
    expect(await complaints(small.replace('count: 4', 'count: 4, joins: 5, leaves: 6'))).toEqual([]);
    expect(await complaints(withTopicLine('epochLength: 1000000').concat('epochs: 2146\n'))).toEqual([]);
    expect(await complaints(attacked('{ attack: sybil, joins: 5, start: 5 }'))).toEqual([]);
    expect(await complaints(withTopicLine('loss: bce').replace('gbm-return, volatility: 0.2', 'chance'))).toEqual([]);
  });
  it('are told at the option that set one of them', async () => {
    expect(await complaints(small, { set: ['topics.0.groundTruthLag=12'] })).toEqual([
      '--set topics.0.groundTruthLag=12:1:1 topics.0.groundTruthLag is 12; expected at least epochLength, 60 blocks.',
    ]);
  });
});

describe('values of the command line', () => {
  it('reach attacks, expectations, what is recorded, nested groups and those that are left out', async () => {
    const text = `${attacked('{ attack: sybil }')}expect: [{ metric: epochs, above: 5 }]\n`.replace(
      'gbm-return, volatility: 0.2',
      'regimes',
    );
    const set = [
      'attacks.0.keys=3',
      'attacks.0.start=7',
      'expect.0.seeds=20',
      'record.actors.every=5',
      'topics.0.truth.calm.volatility=0.5',
      'topics.0.count=1',
      'topics.0.inferers.0.leaves=9',
    ];
    const scenario = await scenarioOf(text, { set });
    expect(scenario.attacks[0]).toMatchObject({ start: 7, joins: 7, parameters: { keys: 3 } });
    expect(scenario.expect[0].seeds).toBe(20);
    expect(scenario.record).toEqual({ epochs: { every: 1 }, actors: { every: 5 }, chain: { every: null } });
    expect(scenario.topics[0].truth['calm.volatility']).toBe(0.5);
    expect(scenario.topics[0].inferers[0].leaves).toBe(9);
  });
  it('can be a whole list where there was none', async () => {
    const { attacks } = await scenarioOf(small, { set: ['attacks=[{ attack: sybil, keys: 2 }]'] });
    expect(attacks).toMatchObject([{ name: 'sybil', parameters: { keys: 2 } }]);
  });
  it('cannot be an entry of a list that is not there', async () => {
    expect(await complaints(small, { set: ['attacks.0.start=5'] })).toEqual([
      '--set attacks.0.start=5:1:1 attacks.0 does not exist: that list has 0 entries, counted from 0.',
    ]);
  });
});

describe('an expectation that compares with another scenario', () => {
  const text = expecting('{ metric: epochs, sign: positive, than: other/base.yaml }');
  const other = `${small.replace('name: one', 'name: base')}expect: [{ metric: epochs, above: 1, than: nowhere.yaml }]\n`;
  it('comes with that scenario, its own expectations left out', async () => {
    const { scenario, inputs } = await resolvedOf(text, {}, fakeFiles({ 'other/base.yaml': other }));
    expect(scenario.expect[0].than).toBe('base.yaml');
    expect(inputs.others['base.yaml'].scenario).toMatchObject({ name: 'base', expect: [] });
    expect(inputs.others['base.yaml'].path).toBe('other/base.yaml');
  });
  it('holds both to what the command line sets, so that they stay comparable', async () => {
    const files = fakeFiles({ 'other/base.yaml': other });
    const { scenario, inputs } = await resolvedOf(text, { epochs: '7', seed: 's' }, files);
    for (const one of [scenario, inputs.others['base.yaml'].scenario])
      expect(one).toMatchObject({ epochs: 7, seed: 's' });
  });
  it('resolves to the same again from the copies, those of the other’s data included', async () => {
    const truth = '{ process: csv, file: x.csv }';
    const withData = (one: string) => `${one.replace(/truth: .*/, `truth: ${truth}`)}epochs: 2\n`;
    const files = fakeFiles({
      'other/base.yaml': withData(other),
      'other/x.csv': 'truth\n1\n2\n',
      'x.csv': 'truth\n3\n4\n',
    });
    const { scenario, yaml, inputs } = await resolvedOf(withData(text), {}, files);
    expect(inputs.files.map(({ name, path }) => [name, path])).toEqual([
      ['x.csv', 'x.csv'],
      ['x-2.csv', 'other/x.csv'],
    ]);
    const copies = fakeFiles({
      'x.csv': 'truth\n3\n4\n',
      'x-2.csv': 'truth\n1\n2\n',
      'base.yaml': inputs.others['base.yaml'].yaml,
    });
    const again = await resolvedOf(yaml, {}, copies);
    expect(again.scenario).toEqual(scenario);
    expect(again.inputs.others['base.yaml'].yaml).toBe(inputs.others['base.yaml'].yaml);
    expect(again.inputs.others['base.yaml'].inputs.series).toEqual({ 'x-2.csv#truth': Float64Array.of(1, 2) });
  });
  it('may be with a scenario that compares itself with this one', async () => {
    const circle = fakeFiles({ 'other/base.yaml': other.replace('nowhere.yaml', '../small.yaml') });
    expect(await complaints(text, {}, circle)).toEqual([]);
  });
  it('is refused when there is no such file, or it has a mistake', async () => {
    expect(await complaints(text, {}, fakeFiles({}))).toEqual([
      'small.yaml:11:45 expect.0.than is "other/base.yaml", which cannot be read: there is no such file.',
    ]);
    const wrong = fakeFiles({ 'other/base.yaml': other.replace('count: 4', 'count: 0') });
    expect(await complaints(text, {}, wrong)).toEqual([
      'small.yaml:11:45 expect.0.than is "other/base.yaml", which has a mistake of its own: other/base.yaml:6:34 topics.0.inferers.0.count is 0; expected a whole number, at least 1 and at most 100000 (inferers).',
    ]);
  });
});
