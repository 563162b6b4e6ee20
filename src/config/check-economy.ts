import type { ParameterValue, Scenario, TopicScenario } from '../../sim/index.ts';
import type { Findings } from './findings.ts';
import { messages, reasonsOfFixedRewards as why } from './messages.ts';
import { valueAt } from './schema-problems.ts';
import type { Path } from './yaml-document.ts';

/* What does not go together in the economy around the topics. */

/** Values of a topic that count only where the hub chain pays: what they are when nobody sets them, and why. */
const hubOnly: readonly (readonly [path: string, usual: number | string, why: string])[] = [
  ['creation.at', 0, why.allFromStart],
  ['creation.perDay', 0, why.allFromStart],
  ['funding.initial', 0, why.noFees],
  ['funding.perEpoch', 0, why.noFees],
  ['demand.rate', 0, why.noFees],
  ['demand.fee.median', 1, why.noFees],
  ['demand.fee.sigma', 0.5, why.noFees],
  ['demand.skillFeedback', 0, why.noFees],
  ['demand.reference', 'equal-weight', why.noFees],
];

/** The same of the protocol: promises about stake. */
const hubOnlyOfProtocol = { 'slashing.mode': 'none', 'workerStake.min': 0 } as const;

export function checkEconomy(scenario: Scenario, findings: Findings): void {
  if (scenario.months !== null) {
    aloneWithMonths(scenario, findings);
    validatorsThere(scenario, findings);
    return;
  }
  if (findings.wrote(['macro'])) findings.add(['macro'], messages.macroWithoutMonths);
  const odd = oddReward(scenario.topics);
  if (odd !== undefined) {
    const path = ['topics', odd, 'rewardPerEpoch'];
    const { rewardPerEpoch } = scenario.topics[odd];
    findings.add(path, (at) => messages.mixedRewards(at, rewardPerEpoch), findings.written(path, ['topics', odd]));
  } else if (scenario.topics[0].rewardPerEpoch === null) {
    validatorsThere(scenario, findings);
    for (let i = 0; i < scenario.topics.length; ++i) epochLongEnough(scenario, i, findings);
    creationInTime(scenario, findings);
  } else withFixedRewards(scenario, findings);
}

/** Months go by without topics and whatever hangs on them. */
function aloneWithMonths({ attacks, delegators, hub }: Scenario, findings: Findings): void {
  const given = {
    epochs: findings.wrote(['epochs']),
    topics: findings.wrote(['topics']),
    delegators: delegators.length > 0,
    attacks: attacks.length > 0,
    hub: hub.messagesPerBlock !== 0,
  };
  for (const [key, isGiven] of Object.entries(given)) if (isGiven) findings.add([key], messages.notWithMonths);
}

function validatorsThere({ validators }: Scenario, findings: Findings): void {
  if (validators.length === 0) findings.add(['validators'], messages.noValidators);
}

/** The topic that is paid otherwise than most; of two halves the one that is not like the first. */
function oddReward(topics: readonly TopicScenario[]): number | undefined {
  const isFixed = topics.map(({ rewardPerEpoch }) => rewardPerEpoch !== null);
  const fixed = isFixed.filter(Boolean).length;
  if (fixed === 0 || fixed === topics.length) return undefined;
  const free = topics.length - fixed;
  return isFixed.indexOf(fixed === free ? !isFixed[0] : fixed < free);
}

/** NaN where no such parameter is declared: every comparison with it is false. */
function numberIn(values: Readonly<Record<string, ParameterValue>>, name: string): number {
  return Number(values[name] ?? Number.NaN);
}

function epochLongEnough({ topics, protocol }: Scenario, i: number, findings: Findings): void {
  const epochLength = numberIn(topics[i].topicParameters, 'epochLength');
  const least = numberIn(protocol, 'minEpochLength');
  if (!(epochLength < least)) return;
  const path = ['topics', i, 'epochLength'];
  const place = findings.written(path, ['protocol', 'minEpochLength']);
  findings.add(path, (at) => messages.epochTooShort(at, epochLength, least), place);
}

function creationInTime({ topics, epochs }: Scenario, findings: Findings): void {
  const blocks = epochs * numberIn(topics[0].topicParameters, 'epochLength');
  topics.forEach(({ creation: { at } }, i) => {
    if (!(at >= blocks)) return;
    findings.add(['topics', i, 'creation', 'at'], (path) => messages.createdTooLate(path, at, blocks));
  });
}

/** What needs a hub chain does nothing where rewards come from outside. */
function withFixedRewards({ topics, delegators, hub, protocol }: Scenario, findings: Findings): void {
  const refuse = (path: Path, value: unknown, reason: string): void =>
    findings.add(path, (at) => messages.needsHub(at, value, reason));
  topics.forEach((topic, i) => {
    for (const [path, usual, reason] of hubOnly) {
      const value = valueAt(topic, path.split('.'));
      if (value !== usual) refuse(['topics', i, ...path.split('.')], value, reason);
    }
  });
  if (delegators.length > 0) refuse(['delegators'], delegators, why.constantStakes);
  if (hub.messagesPerBlock !== 0) refuse(['hub', 'messagesPerBlock'], hub.messagesPerBlock, why.noMessages);
  for (const [name, usual] of Object.entries(hubOnlyOfProtocol)) {
    const value = protocol[name] ?? usual;
    if (value !== usual) refuse(['protocol', ...name.split('.')], value, why.constantStakes);
  }
}
