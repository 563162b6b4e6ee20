import { changed, type Malformed, mark, marked, scenarioName } from './malformed.ts';

/** A valid scenario with rewards from outside, which says something about everything that goes with them. */
export const validScenario = `# Is it well formed?
name: base
seed: allora
protocol: { profile: v0.17, weights: ratio-mad }
epochs: 20
topics:
  - name: eth
    count: 1
    truth: { process: regime-switching, calm: { volatility: 0.01 } }
    loss: { method: huber, delta: 1 }
    epochLength: 60
    groundTruthLag: 120
    workerSubmissionWindow: 12
    rewardPerEpoch: 100
    inferers:
      - { policy: honest, count: 4, owner: "team-#" }
      - { policy: specialist, count: 2, regime: calm, joins: 3, leaves: 9 }
    forecasters: [{ policy: regime-ema, count: 2 }]
    reputers: [{ policy: honest, count: 3, stake: { median: 5, sigma: 1 } }]
attacks:
  - { attack: sybil, start: 5, joins: 2, duration: 8, identities: 3 }
record: { epochs: { every: 1 }, actors: { every: 2 } }
expect:
  - { metric: skill_vs_naive, sign: positive, seeds: 1, topic: eth }
`;

/** The valid scenario with one thing written otherwise; `to` has the mark. */
const but = (from: string, to: string): Malformed => changed(validScenario, from, to);

/** The valid scenario with something more at its end. */
function and(more: string, files: Readonly<Record<string, string | Uint8Array>> = {}): Malformed {
  return marked(more, validScenario + more, files);
}

const secondTopic = validScenario.slice(validScenario.indexOf('  - name: eth'), validScenario.indexOf('attacks:'));

/** The valid scenario with a second topic, whose name has the mark. */
function withTopic(name: string, first = 'eth'): Malformed {
  const text = validScenario.replace('name: eth', `name: ${first}`).replace('topic: eth', `topic: ${first}`);
  const topic = secondTopic.replace('name: eth', `name: ${mark}${name}`);
  const attack = `  - { attack: sybil, topic: ${first}, `;
  return marked(
    `topics ${first} and ${name}`,
    text.replace('attacks:', `${topic}attacks:`).replace('  - { attack: sybil, ', attack),
  );
}

const formula = (text: string) => but('loss: { method: huber, delta: 1 }', `loss: { formula: ${mark}'${text}' }`);

/** The valid scenario with its truth from a table; the mark is in the table or in the keys of the truth. */
function table(text: string, keys = 'file: data.csv, column: x'): Malformed {
  const scenario = validScenario
    .replace('{ process: regime-switching, calm: { volatility: 0.01 } }', `{ process: csv, ${keys} }`)
    .replace('specialist, count: 2, regime: calm', 'honest, count: 2');
  return marked(`${keys}: ${text}`, scenario, { 'data.csv': text });
}

const rows = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `${from + n},0.${n + 1}\n`).join('');

/** Lists within lists by aliases: each level is ten of the one below. */
function bomb(levels: number, width: number): string {
  const names = Array.from({ length: levels }, (_, n) => `a${n}`);
  const level = (name: string, n: number) =>
    `${name}: &${name} [${Array.from({ length: width }, () => (n === 0 ? 'x' : `*a${n - 1}`)).join(', ')}]\n`;
  return names.map(level).join('');
}

const large = 530_000;

/** Kinds of mistakes, ten of each. */
export const malformedScenarios: Readonly<Record<string, readonly Malformed[]>> = {
  'a value of another type': [
    but('epochs: 20', `epochs: ${mark}"20"`),
    but('epochs: 20', `epochs: ${mark}[20]`),
    but('seed: allora', `seed: ${mark}[a, b]`),
    but('name: base', `name: ${mark}7`),
    but('rewardPerEpoch: 100', `rewardPerEpoch: ${mark}true`),
    but('delta: 1', `delta: ${mark}{ a: 1 }`),
    but('volatility: 0.01', `volatility: ${mark}low`),
    but('{ every: 2 }', `${mark}every second`),
    but('stake: { median: 5, sigma: 1 }', `stake: ${mark}5`),
    but('start: 5', `start: ${mark}null`),
  ],
  'an unknown key': [
    and(`${mark}extra: 1\n`),
    and(`${mark}__proto__: { name: x }\n`),
    and(`${mark}constructor: 1\n`),
    but('weights: ratio-mad', `${mark}weight: ratio-mad`),
    but('epochLength: 60', `${mark}epochlength: 60`),
    but('calm: {', `${mark}clam: {`),
    but('volatility: 0.01', `${mark}vol: 0.01`),
    but('sigma: 1', `${mark}spread: 1`),
    but('identities: 3', `${mark}keys: 3`),
    but('actors: {', `${mark}actor: {`),
  ],
  'a misspelled word': [
    but('profile: v0.17', `profile: ${mark}v0.71`),
    but('weights: ratio-mad', `weights: ${mark}ratio-made`),
    but('process: regime-switching', `process: ${mark}regime-switchign`),
    but('method: huber', `method: ${mark}hubre`),
    but('policy: honest, count: 4', `policy: ${mark}hnoest, count: 4`),
    but('policy: specialist', `policy: ${mark}specailist`),
    but('policy: regime-ema', `policy: ${mark}regime_ema`),
    but('attack: sybil', `attack: ${mark}sibyl`),
    but('metric: skill_vs_naive', `metric: ${mark}skill_vs_niave`),
    but('sign: positive', `sign: ${mark}positiv`),
  ],
  'a number out of bounds': [
    but('epochs: 20', `epochs: ${mark}0`),
    but('epochs: 20', `epochs: ${mark}10000001`),
    but('epochLength: 60', `epochLength: ${mark}11`),
    but('rewardPerEpoch: 100', `rewardPerEpoch: ${mark}1e10`),
    but('delta: 1', `delta: ${mark}0`),
    but('weights: ratio-mad', `epsilonReputer: ${mark}2`),
    but('median: 5', `median: ${mark}0`),
    but('sigma: 1', `sigma: ${mark}6`),
    but('identities: 3', `identities: ${mark}1000000`),
    but('seeds: 1', `seeds: ${mark}0`),
  ],
  'a negative count or amount': [
    but('epochs: 20', `epochs: ${mark}-20`),
    but('count: 1', `count: ${mark}-1`),
    but('count: 4', `count: ${mark}-4`),
    but('count: 2, regime', `count: ${mark}-2, regime`),
    but('count: 3', `count: ${mark}-3`),
    but('joins: 3', `joins: ${mark}-3`),
    but('leaves: 9', `leaves: ${mark}-9`),
    but('duration: 8', `duration: ${mark}-8`),
    but('every: 2', `every: ${mark}-2`),
    but('rewardPerEpoch: 100', `rewardPerEpoch: ${mark}-100`),
  ],
  'no number, or one without end': [
    but('epochs: 20', `epochs: ${mark}.nan`),
    but('epochs: 20', `epochs: ${mark}.inf`),
    but('rewardPerEpoch: 100', `rewardPerEpoch: ${mark}-.inf`),
    but('rewardPerEpoch: 100', `rewardPerEpoch: ${mark}1e999`),
    but('delta: 1', `delta: ${mark}.NaN`),
    but('volatility: 0.01', `volatility: ${mark}.inf`),
    but('median: 5', `median: ${mark}.nan`),
    but('count: 4', `count: ${mark}.Inf`),
    but('start: 5', `start: ${mark}1e400`),
    but('sign: positive', `above: ${mark}.nan`),
  ],
  'a fraction of a whole': [
    but('epochs: 20', `epochs: ${mark}20.5`),
    but('count: 1', `count: ${mark}1.5`),
    but('epochLength: 60', `epochLength: ${mark}60.1`),
    but('groundTruthLag: 120', `groundTruthLag: ${mark}120.5`),
    but('count: 4', `count: ${mark}4.01`),
    but('joins: 3', `joins: ${mark}0.5`),
    but('start: 5', `start: ${mark}5.5`),
    but('identities: 3', `identities: ${mark}2.9`),
    but('every: 2', `every: ${mark}0.1`),
    but('seeds: 1', `seeds: ${mark}1.1`),
  ],
  'a missing key': [
    marked('no topics', `${mark}name: x\n`),
    marked('no name', `${mark}${validScenario.replace('name: base\n', '').replace(/^#.*\n/, '')}`),
    but('  - name: eth\n    count: 1', `  - ${mark}count: 1`),
    marked(
      'no truth',
      validScenario
        .replace('    truth: { process: regime-switching, calm: { volatility: 0.01 } }\n', '')
        .replace('  - name: eth', `  - ${mark}name: eth`),
    ),
    but('{ process: regime-switching, calm', `${mark}{ calm`),
    but('{ policy: honest, count: 4', `${mark}{ count: 4`),
    but('{ policy: specialist, count: 2, ', `${mark}{ policy: specialist, `),
    but('{ attack: sybil, start', `${mark}{ start`),
    but('{ metric: skill_vs_naive, sign', `${mark}{ sign`),
    but('{ policy: honest, count: 3, ', `${mark}{ policy: honest, `),
  ],
  'a key that stands twice': [
    and(`${mark}name: again\n`),
    and(`${mark}epochs: 3\n`),
    and(`${mark}topics: []\n`),
    and(`${mark}"expect": []\n`),
    but('weights: ratio-mad', `weights: ratio-mad, ${mark}profile: v0.6`),
    but('count: 1', `count: 1\n    ${mark}name: btc`),
    but('count: 4', `count: 4, ${mark}count: 5`),
    but('volatility: 0.01', `volatility: 0.01, ${mark}volatility: 0.01`),
    but('identities: 3', `identities: 3, ${mark}attack: sybil`),
    but('sigma: 1', `sigma: 1, ${mark}median: 6`),
  ],
  'a name that another has': [
    withTopic('eth'),
    withTopic('"eth"'),
    withTopic('eth', '"eth"'),
    marked(
      'topics eth-2 and three of eth',
      validScenario
        .replace(
          'attacks:',
          `${secondTopic.replace('name: eth\n    count: 1', `name: ${mark}btc\n    count: 3`)}attacks:`,
        )
        .replace('name: eth', 'name: btc-2')
        .replace('topic: eth', 'topic: btc-2')
        .replace('attack: sybil,', 'attack: sybil, topic: btc-2,'),
    ),
    marked(
      'three topics of eth and eth-0',
      validScenario
        .replace('attacks:', `${secondTopic.replace('name: eth', `name: ${mark}eth-0`)}attacks:`)
        .replace('count: 1', 'count: 3')
        .replace('topic: eth', 'topic: eth-1')
        .replace(/attacks:\n.*\n/, 'attacks: []\n'),
    ),
    marked(
      'two inferers called a',
      validScenario
        .replace('{ policy: honest, count: 4', '{ name: a, policy: honest, count: 4')
        .replace('{ policy: specialist', `{ name: ${mark}a, policy: specialist`),
    ),
    but(
      '[{ policy: regime-ema, count: 2 }]',
      `[{ name: f, policy: regime-ema, count: 2 }, { name: ${mark}f, policy: regime-ema, count: 1 }]`,
    ),
    but('identities: 3 }', `identities: 3 }\n  - ${mark}{ attack: sybil, start: 5 }`),
    but('identities: 3 }', `identities: 3 }\n  - { attack: sybil, name: ${mark}sybil }`),
    but('attack: sybil,', `attack: sybil, name: ${mark}honest,`),
  ],
  'a window or lag that cannot be': [
    but('workerSubmissionWindow: 12', `workerSubmissionWindow: ${mark}61`),
    but('workerSubmissionWindow: 12', `workerSubmissionWindow: ${mark}0`),
    but('workerSubmissionWindow: 12', `workerSubmissionWindow: ${mark}-5`),
    but('groundTruthLag: 120', `groundTruthLag: ${mark}59`),
    but('groundTruthLag: 120', `groundTruthLag: ${mark}0`),
    but('groundTruthLag: 120', `groundTruthLag: ${mark}6001`),
    but('groundTruthLag: 120', `groundTruthLag: ${mark}1000000`),
    but('epochLength: 60\n    groundTruthLag: 120', `epochLength: 600\n    groundTruthLag: ${mark}120`),
    but(
      'epochLength: 60\n    groundTruthLag: 120\n    workerSubmissionWindow: 12',
      `epochLength: 30\n    groundTruthLag: 120\n    workerSubmissionWindow: ${mark}31`,
    ),
    marked(
      'nonces that wait for 3 epochs at most',
      validScenario
        .replace('weights: ratio-mad', 'maxUnfulfilledReputerRequests: 3')
        .replace('groundTruthLag: 120', `groundTruthLag: ${mark}181`),
    ),
  ],
  'somebody who leaves before coming': [
    but('joins: 3, leaves: 9', `joins: 3, leaves: ${mark}3`),
    but('joins: 3, leaves: 9', `joins: 3, leaves: ${mark}1`),
    but('joins: 3, leaves: 9', `joins: 9, leaves: ${mark}9`),
    but('joins: 3, leaves: 9', `joins: 10000, leaves: ${mark}9`),
    but('joins: 3, leaves: 9', `leaves: ${mark}0`),
    but('count: 3, stake', `count: 3, joins: 7, leaves: ${mark}6, stake`),
    but('regime-ema, count: 2', `regime-ema, count: 2, joins: 2, leaves: ${mark}2`),
    but('start: 5, joins: 2', `start: 5, joins: ${mark}6`),
    but('start: 5, joins: 2', `start: 0, joins: ${mark}1`),
    but('start: 5, joins: 2, ', `joins: ${mark}2, `),
  ],
  'a name of nobody': [
    but('attack: sybil,', `attack: sybil, topic: ${mark}btc,`),
    but('attack: sybil,', `attack: sybil, topic: ${mark}eth-0,`),
    but('attack: sybil,', `attack: sybil, topic: ${mark}"",`),
    but('topic: eth', `topic: ${mark}btc`),
    but('topic: eth', `topic: ${mark}eth-0`),
    but('regime: calm', `regime: ${mark}clam`),
    but('regime: calm', `regime: ${mark}storm`),
    but('regime: calm', `regime: ${mark}constructor`),
    but('metric: skill_vs_naive', `metric: ${mark}toString`),
    but('topic: eth', `topic: eth, than: ${mark}nowhere.yaml`),
  ],
  'no YAML': [
    but('epochs: 20', `${mark}\tepochs: 20`),
    but('seed: allora', `seed: ${mark}!!js/function allora`),
    but('seed: allora', `seed: ${mark}!env SEED`),
    and(`${mark}---\nname: second\n`),
    and(`list: [1, 2\n${mark}`),
    and(`text: "open\n${mark}`),
    and(`group: { a: 1\n${mark}`),
    but('seed: allora', `seed: ${mark}*nobody`),
    and(`${mark}  wrong: indent\n`),
    but('seed: allora', `seed: ${mark}@allora`),
  ],
  'a file that would unfold without end': [
    marked('nine levels of ten', `${mark}${bomb(9, 10)}`),
    marked('six levels of thirty', `${mark}${bomb(6, 30)}`),
    marked('twenty levels of two', `${mark}${bomb(20, 2)}${validScenario}`),
    marked('a list in itself', `${mark}name: &a [*a]\n`),
    marked('a group in itself', `${mark}topics: &a { inner: { more: *a } }\n`),
    marked('lists within lists', `name: ${'['.repeat(49)}${mark}${'['.repeat(100_000)}`),
    marked('groups within groups', `name: ${'{a: '.repeat(49)}${mark}${'{a: '.repeat(50_000)}`),
    marked('lists by dashes', `${'- '.repeat(50)}${mark}${'- '.repeat(50_000)}x\n`),
    marked('a base that unfolds', 'extends: base.yaml\n', { 'base.yaml': `${mark}${bomb(9, 10)}` }),
    marked('a base within itself', 'extends: base.yaml\n', { 'base.yaml': `${mark}name: &a [*a]\n` }),
  ],
  'a file that is too large or no text': [
    marked('a long comment', `${mark}# ${'x'.repeat(large)}`),
    marked('a long list', `${mark}list: [${'1,'.repeat(large / 2)}]\n`),
    marked('a long text', `${mark}name: ${'x'.repeat(large)}\n`),
    marked('many lines', `${mark}${validScenario}${'\n'.repeat(large)}`),
    marked('a large base', `extends: ${mark}base.yaml\n`, { 'base.yaml': `# ${'x'.repeat(large)}` }),
    marked('a base that is no text', `extends: ${mark}base.yaml\n`, {
      'base.yaml': Uint8Array.of(0xff, 0xfe, 0, 0xd8),
    }),
    marked('a base further on', 'extends: a.yaml\n', {
      'a.yaml': `extends: ${mark}base.yaml\n`,
      'base.yaml': `# ${'x'.repeat(large)}`,
    }),
    marked('nothing', mark),
    marked('comments only', `${mark}# nothing\n# at all\n`),
    marked('a word', `${mark}scenario\n`),
  ],
  'a file that cannot be extended': [
    and(`extends: ${mark}${scenarioName}\n`),
    and(`extends: ${mark}./${scenarioName}\n`),
    and(`extends: ${mark}nowhere.yaml\n`),
    and(`extends: ${mark}.\n`),
    and(`extends: ${mark}[a.yaml]\n`),
    and(`extends: ${mark}""\n`),
    and('extends: a.yaml\n', { 'a.yaml': `extends: ${mark}${scenarioName}\n` }),
    and('extends: a.yaml\n', { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': `name: b\nextends: ${mark}a.yaml\n` }),
    and('extends: 2.yaml\n', {
      ...Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`${n + 2}.yaml`, `extends: ${n + 3}.yaml\n`])),
      '8.yaml': `extends: ${mark}9.yaml\n`,
      '9.yaml': validScenario,
    }),
    marked('a mistake of the base', 'extends: a.yaml\nname: child\n', {
      'a.yaml': validScenario.replace('count: 4', `cuont: 4`).replace('cuont', `${mark}cuont`),
    }),
  ],
  'a formula that reaches for more than numbers': [
    formula('constructor(1)'),
    formula('truth.constructor.constructor("return process")()'),
    formula('import({ a: 1 })'),
    formula('f(x) = truth'),
    formula('ones(1e9, 1e9)'),
    formula('range(0, 1e9)[3]'),
    formula('truth = 3; truth'),
    formula('createUnit("x")'),
    formula('prediction - process'),
    formula(`truth${' + 1'.repeat(200)}`),
  ],
  'a table that is broken': [
    table(`${mark}`),
    table(`${mark}day,x\n`),
    table(`day,x\n${rows(5)}5,${mark}abc\n${rows(30, 6)}`),
    table(`day,x\n${rows(5)}5,${mark}\n${rows(30, 6)}`),
    table(`day,x\n${rows(5)}5,${mark}NaN\n${rows(30, 6)}`),
    table(`day,x\n${rows(5)}5,${mark}1e999\n${rows(30, 6)}`),
    table(`day,x\n${rows(5)}${mark}5\n${rows(30, 6)}`),
    table(`day,x\n${rows(5)}5,1,${mark}2\n${rows(30, 6)}`),
    table(`day,x\n${rows(5)}5,${mark}"0.5\n${rows(30, 6)}`),
    table(`day,x\n${rows(30)}`, `file: data.csv, column: ${mark}y`),
  ],
  'values that do not go together': [
    but('loss: { method: huber, delta: 1 }', `loss: ${mark}bce`),
    but('loss: { method: huber, delta: 1 }', `loss: ${mark}poisson`),
    but('sign: positive', `sign: positive, above: ${mark}1`),
    but('sign: positive', `above: 2, below: ${mark}1`),
    but('- { metric: skill_vs_naive, sign: positive', `- ${mark}{ metric: skill_vs_naive`),
    marked(
      'more blocks than can be counted',
      validScenario
        .replace('epochs: 20', `epochs: ${mark}10000`)
        .replace('epochLength: 60\n    groundTruthLag: 120', 'epochLength: 1000000'),
    ),
    marked(
      'more actors than can be held',
      validScenario
        .replace('count: 1\n', 'count: 100000\n')
        .replace('count: 4', `count: ${mark}8`)
        .replace(/attacks:\n.*\n/, 'attacks: []\n')
        .replace('topic: eth', 'topic: eth-7'),
    ),
    marked(
      'an attack on two topics at once',
      validScenario
        .replace('count: 1\n', 'count: 2\n')
        .replace('topic: eth', 'topic: eth-0')
        .replace('  - { attack', `  - ${mark}{ attack`),
    ),
    table(`day,x\n${rows(19)}`, `file: ${mark}data.csv, column: x`),
    table(`day,x\n${rows(30)}`, `file: data.csv, column: x, sha256: ${mark}abc`),
  ],
};
