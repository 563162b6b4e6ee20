import type { ParameterDeclaration } from './declaration.ts';

/*
 * Parameters of the protocol around the topics: fees, stake, weights of topics, and what versions of the chain do
 * differently there. Names with a dot are options of ours that no version of the chain has: "not on chain". Where every
 * topic has a fixed reward there is no hub chain, and nothing of this counts.
 */

const parametersFile = 'x/emissions/types/params.go';
const weightFile = 'x/emissions/keeper/topic_weight.go';

/** More than all tokens there are, in uallo. */
const mostUallo = 1e27;

const fees: readonly ParameterDeclaration[] = [
  {
    name: 'createTopicFee',
    kind: 'number',
    default: 75_000,
    minimum: 0,
    maximum: mostUallo,
    unit: 'uallo',
    doc: 'Price of creating a topic, paid by its creator into the treasury; it counts in the topic’s fee revenue.',
    chain: 'create_topic_fee',
    source: parametersFile,
  },
  {
    name: 'registrationFee',
    kind: 'number',
    default: 200,
    minimum: 0,
    maximum: mostUallo,
    unit: 'uallo',
    doc: 'Price of registering a key in a topic, paid by the key; it counts in the topic’s fee revenue. With fixed rewards it only counts in what an attack spends.',
    chain: 'registration_fee',
    source: parametersFile,
  },
  {
    name: 'dataSendingFee',
    kind: 'number',
    default: 10,
    minimum: 0,
    maximum: mostUallo,
    unit: 'uallo',
    doc: 'Price of a payload, paid by the key that sends it; it counts in the topic’s fee revenue. With fixed rewards it only counts in what an attack spends.',
    chain: 'data_sending_fee',
    source: parametersFile,
  },
];

const topicWeights: readonly ParameterDeclaration[] = [
  {
    name: 'topicTargetWeight',
    kind: 'choice',
    choices: ['stake-and-fee-rate', 'stake-and-fees', 'root-of-product'],
    default: 'stake-and-fees',
    unit: '1',
    doc: 'Target weight of a topic: S^mu (P/EL)^nu, S^mu P^nu, or sqrt(S P), of stake S, fee revenue P and epoch length EL.',
    source: `${weightFile}; changed in v0.10`,
  },
  {
    name: 'topicRewardStakeImportance',
    kind: 'number',
    default: 0.5,
    minimum: 0,
    maximum: 10,
    unit: '1',
    doc: 'Exponent mu of a topic’s stake in its weight.',
    chain: 'topic_reward_stake_importance',
    source: parametersFile,
  },
  {
    name: 'topicRewardFeeRevenueImportance',
    kind: 'number',
    default: 0.5,
    minimum: 0,
    maximum: 10,
    unit: '1',
    doc: 'Exponent nu of a topic’s fee revenue in its weight.',
    chain: 'topic_reward_fee_revenue_importance',
    source: parametersFile,
  },
  {
    name: 'topicWeightSmoothing',
    kind: 'choice',
    choices: ['per-epoch', 'by-cadence', 'monthly'],
    default: 'by-cadence',
    unit: '1',
    doc: 'Smoothing of topic weights by topicRewardAlpha: once per epoch; adapted to the epoch length, so that it is reached in a week; or four weeks of it at each monthly step.',
    source: `${weightFile}; changed in v0.10`,
  },
  {
    name: 'topicRewardAlpha',
    kind: 'number',
    default: 0.5,
    exclusiveMinimum: 0,
    maximum: 1,
    unit: '1 per epoch, or per week',
    doc: 'Smoothing of topic weights; per epoch or per week, as topicWeightSmoothing says.',
    chain: 'topic_reward_alpha',
    source: parametersFile,
  },
  {
    name: 'minTopicWeight',
    kind: 'number',
    default: 100,
    minimum: 0,
    maximum: mostUallo,
    unit: 'weight, from amounts in uallo',
    doc: 'A topic of less weight is not active: it opens no nonces and earns nothing.',
    chain: 'min_topic_weight',
    source: parametersFile,
  },
  {
    name: 'minEpochLength',
    kind: 'integer',
    default: 12,
    minimum: 12,
    maximum: 10_000_000,
    unit: 'blocks',
    doc: 'Shortest epoch that a topic may be created with.',
    chain: 'min_epoch_length',
    source: parametersFile,
  },
  {
    name: 'maxActiveTopicsPerBlock',
    kind: 'integer',
    default: 0,
    minimum: 0,
    maximum: 1_000_000,
    unit: 'topics',
    doc: 'Topics whose epochs may end in one block, the heaviest first; 0: any number, which a scenario that says nothing gets. The chain has 1.',
    chain: 'max_active_topics_per_block',
    source: parametersFile,
  },
  {
    name: 'unpaidTopicReward',
    kind: 'choice',
    choices: ['stays', 'back-to-ecosystem'],
    default: 'back-to-ecosystem',
    unit: '1',
    doc: 'Where the reward of a topic goes that cannot be paid: it stays in the rewards account, or goes back to the treasury.',
    source: 'x/emissions/module/rewards; changed in v0.12',
  },
];

const emission: readonly ParameterDeclaration[] = [
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
];

const stake: readonly ParameterDeclaration[] = [
  {
    name: 'requiredMinimumStake',
    kind: 'number',
    default: 10_000,
    minimum: 0,
    maximum: mostUallo,
    unit: 'uallo',
    doc: 'Stake, own and delegated, that a reputer needs when it submits and when the nonce is closed.',
    chain: 'required_minimum_stake',
    source: parametersFile,
  },
  {
    name: 'removeStakeDelayWindow',
    kind: 'integer',
    default: 604_800,
    minimum: 0,
    maximum: 1_000_000_000,
    unit: 'blocks',
    doc: 'From asking for stake back to getting it; until then it counts and earns.',
    chain: 'remove_stake_delay_window',
    source: parametersFile,
  },
  {
    name: 'halfMaxProcessStakeRemovalsEndBlock',
    kind: 'integer',
    default: 40,
    minimum: 1,
    maximum: 1_000_000,
    unit: 'removals',
    doc: 'Removals of own stake that a block executes at most, and as many again of delegated stake.',
    chain: 'half_max_process_stake_removals_end_block',
    source: parametersFile,
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

/** Promised by the network, in no version of the chain. */
const promises: readonly ParameterDeclaration[] = [
  {
    name: 'slashing.mode',
    kind: 'choice',
    choices: ['none', 'proportional', 'coefficient'],
    default: 'none',
    unit: '1',
    doc: 'What dishonest reputers and their delegators lose of their stake: nothing; a share, after low scores in a row; or a share of what the network does not listen to. Not on chain.',
  },
  {
    name: 'slashing.fraction',
    kind: 'number',
    default: 0.05,
    minimum: 0,
    maximum: 1,
    unit: 'share of stake',
    doc: 'Share s that a slashed reputer loses at once; under coefficient times one less its listening coefficient, every epoch. Not on chain.',
  },
  {
    name: 'slashing.quantile',
    kind: 'number',
    default: 0.25,
    minimum: 0,
    maximum: 1,
    unit: 'quantile',
    doc: 'A score below this quantile of the active reputers’ counts as low. Not on chain.',
  },
  {
    name: 'slashing.epochs',
    kind: 'integer',
    default: 3,
    minimum: 1,
    maximum: 10_000_000,
    unit: 'epochs',
    doc: 'Low scores in a row, k, after which a reputer is slashed. Not on chain.',
  },
  {
    name: 'slashing.destination',
    kind: 'choice',
    choices: ['burn', 'ecosystem', 'honest-reputers'],
    default: 'burn',
    unit: '1',
    doc: 'Where slashed stake goes: nowhere, to the treasury, or to the topic’s other reputers. Not on chain.',
  },
  {
    name: 'workerStake.min',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 1e9,
    unit: 'ALLO',
    doc: 'What an inferer or forecaster locks while it is registered; 0: nothing. Not on chain.',
  },
];

/** What surrounds the topics. A scenario sets it under `protocol`, as it does the rest of the protocol. */
export const hubChainParameters: readonly ParameterDeclaration[] = [
  ...fees,
  ...topicWeights,
  ...emission,
  ...stake,
  ...promises,
];
