import { changed, type Malformed, mark, marked } from './malformed.ts';
import { validScenario } from './malformed-scenarios.ts';

/** A valid scenario whose topics the hub chain pays, with what surrounds them then. */
export const validHubScenario = `# Is it well formed?
name: hub
protocol: { minEpochLength: 12, slashing: { mode: none, fraction: 0.05 } }
tokenomics: { preset: mainnet }
epochs: 20
topics:
  - name: eth
    truth: gbm-return
    epochLength: 60
    creation: { at: 0, perDay: 0 }
    funding: { initial: 100, perEpoch: 1 }
    demand: { rate: 5, fee: { median: 1, sigma: 0.5 }, skillFeedback: 0, reference: naive }
    inferers:
      - { policy: honest, count: 4, wallet: 5, tip: 0, cost: { amount: 1, currency: fiat }, patience: 8, entryMargin: 0 }
    reputers: [{ policy: honest, count: 3, stake: { median: 5 } }]
validators:
  - { name: genesis, count: 5, stake: { median: 10, sigma: 1 }, commission: 0.05 }
  - { name: late, count: 2 }
price: constant
hub: { messagesPerBlock: 50 }
record: { chain: { every: 600 } }
`;

/** A valid scenario of months. */
export const validMacroScenario = `# Is it well formed?
name: long
months: 240
tokenomics: mainnet
validators: [{ count: 5 }]
record: { chain: { every: 1 } }
`;

/** The valid scenarios with one thing written otherwise; `to` has the mark. */
const but = (from: string, to: string): Malformed => changed(validScenario, from, to);
const hubBut = (from: string, to: string): Malformed => changed(validHubScenario, from, to);
const macroBut = (from: string, to: string): Malformed => changed(validMacroScenario, from, to);

/** The valid scenarios with something more at their end. */
const and = (more: string): Malformed => marked(more, validScenario + more);
const macroAnd = (more: string): Malformed => marked(more, validMacroScenario + more);

const secondTopic = validScenario.slice(validScenario.indexOf('  - name: eth'), validScenario.indexOf('attacks:'));

const hubTopic = validHubScenario.slice(
  validHubScenario.indexOf('  - name: eth'),
  validHubScenario.indexOf('validators:'),
);

/** The scenario of the hub chain with a second topic, in which one thing is written otherwise. */
function hubTopicBut(from: string, to: string): Malformed {
  const topic = hubTopic.replace('name: eth', 'name: btc').replace(from, () => to);
  return marked(
    `a topic with ${to}`,
    validHubScenario.replace('validators:', () => `${topic}validators:`),
  );
}

/** Kinds of mistakes about the economy around the topics, ten of each. */
export const malformedEconomies: Readonly<Record<string, readonly Malformed[]>> = {
  'months and topics at once': [
    macroAnd(
      `topics:\n  ${mark}- { name: eth, truth: gbm-return, inferers: [{ policy: honest, count: 1 }], reputers: [{ policy: honest, count: 1 }] }\n`,
    ),
    macroAnd(`epochs: ${mark}20\n`),
    macroAnd(`attacks:\n  ${mark}- { attack: sybil }\n`),
    macroAnd(`hub: ${mark}{ messagesPerBlock: 1 }\n`),
    macroAnd(`expect:\n  - { metric: skill_vs_naive, above: 0, topic: ${mark}eth }\n`),
    macroBut('months: 240', `months: ${mark}0`),
    macroBut('months: 240', `months: ${mark}1201`),
    macroBut('months: 240', `months: ${mark}1.5`),
    macroBut('months: 240', `months: ${mark}[240]`),
    and(`macro: ${mark}{}\n`),
  ],
  'supply and emission that nobody knows': [
    hubBut('preset: mainnet', `preset: ${mark}mainet`),
    hubBut('preset: mainnet', `preset: ${mark}v0.17`),
    hubBut('preset: mainnet', `preset: mainnet, ${mark}fEmision: 0.02`),
    hubBut('preset: mainnet', `${mark}profile: mainnet`),
    hubBut('{ preset: mainnet }', `${mark}[mainnet]`),
    hubBut('{ preset: mainnet }', `${mark}7`),
    hubBut('{ preset: mainnet }', `${mark}constructor`),
    hubBut('preset: mainnet', `preset: ${mark}null`),
    macroBut('tokenomics: mainnet', `tokenomics: ${mark}mainent`),
    macroBut('tokenomics: mainnet', `${mark}tokenomcs: mainnet`),
  ],
  'rewards from outside and from the hub chain': [
    and(`hub: { messagesPerBlock: ${mark}7 }\n`),
    but('weights: ratio-mad', `slashing: { mode: ${mark}proportional }`),
    but('weights: ratio-mad', `workerStake: { min: ${mark}1 }`),
    but('count: 1\n', `count: 1\n    creation: { at: ${mark}60 }\n`),
    but('count: 1\n', `count: 1\n    funding: { perEpoch: ${mark}3 }\n`),
    but('count: 1\n', `count: 1\n    demand: { rate: ${mark}3 }\n`),
    but('count: 1\n', `count: 1\n    demand: { fee: { sigma: ${mark}1 } }\n`),
    but('count: 1\n', `count: 1\n    demand: { reference: ${mark}naive }\n`),
    hubTopicBut('epochLength: 60', `rewardPerEpoch: ${mark}100`),
    marked(
      'the first of three topics without a reward',
      `${validScenario.slice(0, validScenario.indexOf('attacks:'))}${secondTopic.replace('eth', 'btc')}${secondTopic.replace('eth', 'sol')}`
        .replace('    rewardPerEpoch: 100\n', '')
        .replace('  - name: eth', `  - ${mark}name: eth`),
    ),
  ],
  'a promise that is misspelled, or broken': [
    hubBut('mode: none', `mode: ${mark}nonee`),
    hubBut('mode: none', `mode: ${mark}true`),
    hubBut('mode: none', `${mark}mod: none`),
    hubBut('fraction: 0.05', `fraction: ${mark}1.5`),
    hubBut('fraction: 0.05', `fraction: ${mark}-0.1`),
    hubBut('fraction: 0.05', `destination: ${mark}burnt`),
    hubBut('fraction: 0.05', `epochs: ${mark}0`),
    hubBut('fraction: 0.05', `quantile: ${mark}2`),
    hubBut('{ mode: none, fraction: 0.05 }', `${mark}proportional`),
    hubBut('minEpochLength: 12', `workerStake: { min: ${mark}-1 }`),
  ],
  'validators or delegators that cannot be': [
    hubBut('commission: 0.05', `commission: ${mark}1.5`),
    hubBut('commission: 0.05', `commission: ${mark}-0.1`),
    hubBut('name: late', `name: ${mark}genesis`),
    hubBut('count: 5', `count: ${mark}0`),
    hubBut('median: 10', `median: ${mark}0`),
    marked('no validators', validHubScenario.replace(/validators:\n.*\n.*\n/, `validators: ${mark}[]\n`)),
    hubBut('price:', `delegators:\n  - { policy: ${mark}unifrom, count: 3 }\nprice:`),
    hubBut('price:', `delegators:\n  - { policy: uniform, count: 3, topic: ${mark}btc }\nprice:`),
    hubBut('price:', `delegators:\n  - { policy: uniform, count: 3, tokens: { median: ${mark}-5 } }\nprice:`),
    and(`delegators:\n  ${mark}- { policy: uniform, count: 3 }\n`),
  ],
  'money that nobody has': [
    hubBut('wallet: 5', `wallet: ${mark}-5`),
    hubBut('tip: 0', `tip: ${mark}-1`),
    hubBut('amount: 1', `amount: ${mark}-1`),
    hubBut('currency: fiat', `currency: ${mark}USD`),
    hubBut('patience: 8', `patience: ${mark}0`),
    hubBut('cost: { amount: 1, currency: fiat }, patience: 8', `patience: ${mark}8`),
    hubBut('entryMargin: 0', `entryMargin: ${mark}-2`),
    hubBut('initial: 100', `initial: ${mark}-100`),
    hubBut('median: 1, sigma: 0.5', `median: ${mark}0, sigma: 0.5`),
    hubBut('price: constant', `price: ${mark}constan`),
  ],
  'a time or place that the run does not have': [
    hubBut('at: 0', `at: ${mark}1200`),
    hubBut('at: 0', `at: ${mark}-1`),
    hubBut('at: 0', `at: ${mark}0.5`),
    hubTopicBut('at: 0', `at: ${mark}5000`),
    hubBut('perDay: 0', `perDay: ${mark}-1`),
    hubBut('minEpochLength: 12', `minEpochLength: ${mark}11`),
    marked(
      'an epoch below the least',
      validHubScenario
        .replace('minEpochLength: 12', 'minEpochLength: 61')
        .replace('epochLength: 60', `epochLength: ${mark}60`),
    ),
    hubBut('rate: 5', `rate: ${mark}-5`),
    hubBut('reference: naive', `reference: ${mark}nayve`),
    hubBut('every: 600', `every: ${mark}-600`),
  ],
};
