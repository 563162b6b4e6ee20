import { defaultTokenomics, priceProcesses, type Scenario, tokenomicsPresets } from '../../sim/index.ts';

/* What scenarios made by hand say of the economy around their topics, where it is not what they are about. */

type Topic = Scenario['topics'][number];
type Population = Topic['inferers'][number];

/** Of a population: it costs nothing to take part, and everybody does. */
export const plainPopulation: Pick<Population, 'wallet' | 'tip' | 'cost' | 'patience' | 'entryMargin'> = {
  wallet: 1,
  tip: 0,
  cost: { amount: 0, currency: 'ALLO' },
  patience: null,
  entryMargin: null,
};

/** Of a topic: it is there from the start, and nobody pays into it. */
export const plainTopic: Pick<Topic, 'creation' | 'funding' | 'demand'> = {
  creation: { at: 0, perDay: 0 },
  funding: { initial: 0, perEpoch: 0 },
  demand: { rate: 0, fee: { median: 1, sigma: 0.5 }, skillFeedback: 0, reference: 'equal-weight' },
};

/** Of the scenario: what one gets that says nothing. */
export const plainEconomy: Pick<
  Scenario,
  'tokenomics' | 'months' | 'macro' | 'validators' | 'delegators' | 'price' | 'hub'
> = {
  tokenomics: { preset: defaultTokenomics, ...tokenomicsPresets[defaultTokenomics].values },
  months: null,
  macro: {},
  validators: [{ name: 'validators', count: 20, stake: { median: 100_000, sigma: 1 }, commission: 0.05 }],
  delegators: [],
  price: {
    process: 'constant',
    ...Object.fromEntries(priceProcesses.constant.parameters.map((one) => [one.name, one.default])),
  },
  hub: { messagesPerBlock: 0 },
};

/** No table of the hub chain. */
export const noChain = { chain: { every: 0 } } as const;

/** An attack that acts at once, whatever it takes, for nothing but rewards. */
export const plainAttack = {
  budget: null,
  knowledge: 'blind',
  delay: 0,
  adaptivity: 0,
  play: 'attack',
  workCost: 1,
  capitalRate: 0.1,
  notional: 0,
} as const;
