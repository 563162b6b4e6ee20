import type { Attack, Treasury } from './attack.ts';
import { stakeHonestly } from './honest-capital.ts';

/** One reputer is enough where nobody disagrees. */
const reputersPerTopic = 1;

/**
 * Topics whose workers and reputers are one owner, about a truth that is trivial to predict. Nothing in a topic's weight
 * asks whether anybody wants its inferences: stake and fees are all that counts, so they draw their part of the emission
 * like any other. It asks what that earns against the same tokens staked honestly, and what the honest topics lose.
 *
 * A topic's reward is E w_i / Σ w, w the smoothed root of stake and fee revenue. The network's answer is that stake in the
 * puppets counts for the square root only, and that fees go to the treasury for good.
 *
 * Its tokens are delegated to its own reputers, one per topic, which have no stake of their own. Played honestly there are no
 * such topics, and the tokens are delegated to the reputers of the topic attacked, from the first epoch on. Played at random
 * the puppets guess.
 *
 * Simplified: the truth of its topics is a slow process with small steps, as good as known; its workers are honest ones.
 */
export const sockPuppetTopic: Attack = {
  name: 'sock-puppet-topic',
  number: 26,
  doc: 'Founds topics whose workers and reputers are all its own.',
  question: 'How much of the emission do topics draw that serve nobody, and at whose cost?',
  source: 'catalogue of attacks, 26: sock-puppet topic; topic weights: x/emissions/keeper/topic_weight.go',
  knowledge: ['public'],
  parameters: [
    {
      name: 'topics',
      kind: 'integer',
      default: 2,
      minimum: 1,
      maximum: 1000,
      unit: 'topics',
      doc: 'How many topics it founds.',
    },
    {
      name: 'inferersPerTopic',
      kind: 'integer',
      default: 2,
      minimum: 1,
      maximum: 10_000,
      unit: 'keys',
      doc: 'How many inferers it registers in each of them.',
    },
    {
      name: 'stakePerIdentity',
      kind: 'number',
      default: 100_000,
      exclusiveMinimum: 0,
      maximum: 1e9,
      unit: 'ALLO',
      doc: 'What it places on the one reputer of each of them.',
    },
    {
      name: 'funding',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1e9,
      unit: 'ALLO',
      doc: 'What it pays into each when it is created, beside the fee for creating it.',
    },
    {
      name: 'fee',
      kind: 'number',
      default: 0.1,
      minimum: 0,
      maximum: 1e9,
      unit: 'ALLO per epoch',
      doc: 'What it pays into each in every epoch, so that its weight does not fade.',
    },
    {
      name: 'difficulty',
      kind: 'number',
      default: 0.001,
      exclusiveMinimum: 0,
      maximum: 1e6,
      unit: 'target units',
      doc: 'Standard deviation of one epoch’s step of the truth: what there is to predict.',
    },
  ],
  needsHub: true,
  keys: () => ({ inferers: 0, forecasters: 0, reputers: 0 }),
  work: ({ topics, inferersPerTopic }) => Number(topics) * (Number(inferersPerTopic) + reputersPerTopic),
  treasury: ({ topics, stakePerIdentity, funding, fee }, epochs) =>
    Number(topics) * (Number(stakePerIdentity) + Number(funding) + Number(fee) * (epochs + 1)),
  founds: ({ topics, inferersPerTopic, funding, fee, difficulty }) => ({
    count: Number(topics),
    changes: { truth: { process: 'ar1', mean: 0, phi: 0.9, innovation: Number(difficulty) } },
    inferers: Number(inferersPerTopic),
    forecasters: 0,
    reputers: reputersPerTopic,
    funding: { initial: Number(funding), perEpoch: Number(fee) },
  }),
  create: ({ stakePerIdentity }, { play, end }) => ({
    act({ next, treasury }) {
      if (treasury === undefined) return;
      if (play === 'honest') stakeHonestly(treasury);
      else backPuppets(treasury, next < end ? Number(stakePerIdentity) : 0);
    },
  }),
};

/** Brings what is placed on each of its own reputers to the amount given, as far as tokens go. */
function backPuppets(treasury: Treasury, amount: number): void {
  for (let t = 0; t < treasury.topics; ++t) {
    for (let x = 0; x < treasury.reputersOf(t); ++x) {
      if (!treasury.isOwn(t, x)) continue;
      const placed = treasury.placedOn(t, x);
      if (placed > amount) treasury.askBack(t, x, placed - amount);
      else if (placed < amount && treasury.isRegistered(t, x)) treasury.place(t, x, amount - placed);
    }
  }
}
