import type { Attack, Victim } from './attack.ts';
import { proposesAll, silenced } from './censorship.ts';
import { honestInferer } from './honest-keys.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

const coin = 0;

/**
 * Fills the blocks of the submission window: messages that do nothing, with a tip that puts them before the payloads of
 * others, which are then not served in time. Its own inferers tip as much and were there first. A block holds so many
 * messages, so a window of W blocks with room for c each takes W c of them; every message beyond what was free anyway keeps
 * one payload out, for the fee and the tip of one. It asks what a censored payload costs, and whether the rewards of rivals pay
 * for it.
 *
 * `proposerShare` adds validators of its own, who leave rivals' payloads out: a payload is also lost if they propose all of
 * the last `lastBlocks` blocks that could take it.
 *
 * The network's answer is the price: a flood has to be paid in every epoch, and who tips more than it is served.
 *
 * Played at random it spends as much, but floods every other window on average, with twice the messages.
 *
 * Simplified: everybody sends when the window opens, so a flood late in it that waits for latecomers is the same as one
 * that fills all of it; nobody raises a tip in answer. Needs `hub.messagesPerBlock`.
 */
export const windowFlooding: Attack = {
  name: 'window-flooding',
  number: 32,
  doc: 'Fills the blocks of the submission window, so that rivals’ payloads are not served.',
  question: 'What does a censored payload cost, and do the rewards of silenced rivals pay for it?',
  source:
    'catalogue of attacks, 32: window flooding and payload censorship; submission window: x/emissions/keeper/msgserver',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(4, 'inferers'),
    skillParameter,
    {
      name: 'messages',
      kind: 'integer',
      default: 100,
      minimum: 0,
      maximum: 1_000_000,
      unit: 'messages per epoch',
      doc: 'How many messages it sends into each window.',
    },
    {
      name: 'tip',
      kind: 'number',
      default: 0.001,
      exclusiveMinimum: 0,
      maximum: 1e6,
      unit: 'ALLO per message',
      doc: 'What it adds to each of them, and to its own keys’ payloads.',
    },
    {
      name: 'proposerShare',
      kind: 'number',
      default: 0.1,
      minimum: 0,
      maximum: 1,
      unit: 'share of blocks',
      doc: 'How many blocks are proposed by validators of its own, who leave rivals’ payloads out.',
    },
    {
      name: 'lastBlocks',
      kind: 'integer',
      default: 3,
      minimum: 1,
      maximum: 10_000,
      unit: 'blocks',
      doc: 'Blocks that could take a payload, as far as those validators are concerned.',
    },
  ],
  needsHub: true,
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  // A thousandth over for the data fee.
  treasury: ({ messages, tip }, epochs) => Number(messages) * Number(tip) * epochs * 1.001,
  create: (values, { play, strength, draws: common }) => {
    const messages = Number(values.messages);
    const tip = Number(values.tip);
    const share = Number(values.proposerShare);
    const blocks = Number(values.lastBlocks);
    const over = <Mind extends { submits?(epoch: number, age: number): boolean }>(mind: Mind, victim: Victim): Mind => {
      if (share === 0) return mind;
      const { own } = play === 'random' ? victim.draws : common;
      return silenced(mind, (epoch) => proposesAll((b) => own.uniform(epoch, 1 + b), share * strength(epoch), blocks));
    };
    return {
      inferer: () => honestInferer(Number(values.errorDeviation)),
      tip: play === 'honest' ? 0 : tip,
      overInferer: over,
      overForecaster: over,
      act({ next, treasury }) {
        // The nonce of this block has just opened: its payloads wait for the next block.
        const open = next - 1;
        const strong = strength(open);
        if (!(strong > 0)) return;
        const times = play !== 'random' ? 1 : common.own.uniform(open, coin) < 0.5 ? 2 : 0;
        treasury?.flood(times * strong * messages, tip);
      },
    };
  },
};
