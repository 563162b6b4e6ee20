import type { Attack } from './attack.ts';
import { honestInferer, honestReputer } from './honest-keys.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

const whither = 0;

/**
 * Pays fees into the topic in which its keys work. Fees raise the topic's weight, and with it the part of the emission
 * that its keys share with everybody else there; the fees themselves are gone, to the treasury that emission is paid from. It
 * asks whether a fee comes back, which share of the topic's rewards its keys must have for that, and what other topics lose.
 *
 * It pays as long as the extra reward of the topic, times the share that its keys recapture, is more than the fee: see
 * `breakEvenRecapture`. As the weight goes with the root of the fee revenue, the first ALLO buys most.
 *
 * Its keys work honestly at all times. Played honestly no fee is paid; played at random every fee goes into a topic of
 * chance.
 */
export const washFees: Attack = {
  name: 'wash-fees',
  number: 27,
  doc: 'Pays fees to raise the weight of the topic that its own keys earn in.',
  question: 'Do fees that one pays to oneself come back as emission, and who pays for it?',
  source: 'catalogue of attacks, 27: wash fees; topic weights and the drip of revenue: x/emissions/module/rewards',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(4, 'inferers'),
    skillParameter,
    {
      name: 'stakeShare',
      kind: 'number',
      default: 0.3,
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      unit: 'share of all stake in the topic',
      doc: 'What its one reputer holds.',
    },
    {
      name: 'fee',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1e9,
      unit: 'ALLO per epoch',
      doc: 'What it pays into the topic in every epoch.',
    },
  ],
  needsHub: true,
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 1 }),
  treasury: ({ fee }, epochs) => Number(fee) * epochs,
  create: (values, { play, strength, draws }) => {
    const fee = Number(values.fee);
    const share = Number(values.stakeShare);
    return {
      inferer: () => honestInferer(Number(values.errorDeviation)),
      reputer: () => honestReputer(),
      stakePerReputer: (honestStake) => (share / (1 - share)) * honestStake,
      act({ next, treasury }) {
        const strong = strength(next);
        if (treasury === undefined || !(strong > 0)) return;
        const chosen = Math.floor(draws.own.uniform(next, whither) * treasury.topics);
        treasury.fund(play === 'random' ? chosen : treasury.home, strong * fee);
      },
    };
  },
};

/**
 * Share of a topic's rewards that one must hold for a stream of fees to come back: F / (E (w' / (w' + o) - w / (w + o))).
 *
 * Above 1: nobody gains by it, not even with the whole topic.
 *
 * @param fee F, ALLO per epoch
 * @param emission E, of an epoch to all topics, ALLO
 * @param before w, weight of the topic without the fees
 * @param after w', with them
 * @param others o, weights of all other topics together
 */
export function breakEvenRecapture(
  fee: number,
  emission: number,
  before: number,
  after: number,
  others: number,
): number {
  return fee / (emission * (after / (after + others) - before / (before + others)));
}
