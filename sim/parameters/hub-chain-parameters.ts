import type { ParameterDeclaration } from './declaration.ts';

/**
 * What versions of the chain do differently around the topics. Declared so that profiles are whole; a run does not read
 * them before the hub chain exists, so a scenario cannot set them.
 */
export const hubChainParameters: readonly ParameterDeclaration[] = [
  {
    name: 'topicTargetWeight',
    kind: 'choice',
    choices: ['stake-and-fee-rate', 'stake-and-fees', 'root-of-product'],
    default: 'stake-and-fees',
    unit: '1',
    doc: 'Target weight of a topic: S^mu (P/EL)^nu, S^mu P^nu, or sqrt(S P).',
    source: 'x/emissions/keeper/topic_weight.go; changed in v0.10',
  },
  {
    name: 'topicWeightSmoothing',
    kind: 'choice',
    choices: ['per-epoch', 'by-cadence', 'monthly'],
    default: 'by-cadence',
    unit: '1',
    doc: 'Smoothing of topic weights: 0.5 per epoch, adapted to the epoch length, or 1 - 0.5^4 a month.',
    source: 'x/emissions/keeper/topic_weight.go; changed in v0.10',
  },
  {
    name: 'unpaidTopicReward',
    kind: 'choice',
    choices: ['stays', 'back-to-ecosystem'],
    default: 'back-to-ecosystem',
    unit: '1',
    doc: 'Where the reward of a topic goes that cannot be paid.',
    source: 'x/emissions/module/rewards; changed in v0.12',
  },
  {
    name: 'measuredReputerShare',
    kind: 'choice',
    choices: ['of-one-block', 'of-the-month', 'constant'],
    default: 'of-the-month',
    unit: '1',
    doc: 'How the share of topic rewards that went to reputers is measured for the emission cap.',
    source: 'x/mint/keeper/emissions.go; changed in v0.12',
  },
  {
    name: 'emissionAtExhaustion',
    kind: 'choice',
    choices: ['stops-the-chain', 'cut'],
    default: 'cut',
    unit: '1',
    doc: 'What happens when the treasury cannot pay a block’s emission.',
    source: 'x/mint/module/abci.go; changed in v0.10',
  },
  {
    name: 'stakeRemovalsOverLimit',
    kind: 'choice',
    choices: ['queue-stalls', 'rest-next-block'],
    default: 'rest-next-block',
    unit: '1',
    doc: 'What happens to stake removals above the limit of a block.',
    source: 'x/emissions/keeper',
  },
];
