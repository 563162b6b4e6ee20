import type { Attack, Victim } from './attack.ts';
import { proposesAll, silenced } from './censorship.ts';
import { honestInferer } from './honest-keys.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/** A block is final with more than two thirds of the votes: so much can keep it from being final. */
const blocking = 1 / 3;
const whether = 0;

/**
 * Validators who agree on which payloads they leave out of their blocks. A block's proposer is drawn by voting power, so a
 * payload with n blocks left until its window closes is censored if the cartel proposes all of them: with probability v^n.
 * With more than a third of the votes it may go further (`veto`): it votes for no block that holds such a payload, so that
 * none is final, and censors all of them. Its own inferers, honest in all they say, share the rewards of epochs in which
 * rivals are missing. It asks what share of the voting power that takes, and what it earns.
 *
 * Derived: the next block that an honest validator proposes is 1 / (1 - v) blocks away on average. That is how long an
 * unwanted message waits without a veto; with one it waits for ever, as long as the cartel holds together.
 *
 * Played at random as many payloads are left out, whosever they are: each for itself, not all together.
 *
 * Simplified: the chain has one validator set and its proposers are independent draws, where the real one takes turns by voting
 * power; there is no evidence against a cartel, no round that times out and no social recovery, and its stake and block
 * rewards are no part of the account. All payloads of an epoch have the same blocks left.
 */
export const validatorCartel: Attack = {
  name: 'validator-cartel',
  number: 33,
  doc: 'Validators who leave the payloads of rivals out of the blocks of the window.',
  question: 'Which share of the voting power silences rivals, and what does it bring?',
  source: 'catalogue of attacks, 33: validator cartel; proposers by voting power and finality at two thirds: CometBFT',
  knowledge: ['blind'],
  parameters: [
    identitiesParameter(4, 'inferers'),
    skillParameter,
    {
      name: 'votingShare',
      kind: 'number',
      default: 0.4,
      minimum: 0,
      maximum: 1,
      unit: 'share of the voting power',
      doc: 'What its validators hold together: the chance that they propose a block.',
    },
    {
      name: 'window',
      kind: 'integer',
      default: 2,
      minimum: 1,
      maximum: 10_000,
      unit: 'blocks',
      doc: 'Blocks that could still take a payload when it is sent.',
    },
    {
      name: 'victims',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1,
      unit: 'probability',
      doc: 'Chance of each honest inferer and forecaster to be among those whose payloads it leaves out.',
    },
    {
      name: 'veto',
      kind: 'boolean',
      default: false,
      unit: 'true | false',
      doc: 'Whether it uses more than a third of the votes to keep blocks that hold such payloads from being final.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  create: (values, { play, strength, draws: common }) => {
    const share = Number(values.votingShare);
    const window = Number(values.window);
    const victims = Number(values.victims);
    const stopsBlocks = values.veto === true && share > blocking;
    const isCensored = (uniform: (block: number) => number, strong: number): boolean =>
      strong > 0 && (stopsBlocks ? uniform(window) < strong : proposesAll(uniform, share * strong, window));
    const over = <Mind extends { submits?(epoch: number, age: number): boolean }>(mind: Mind, victim: Victim): Mind => {
      const { draws } = victim;
      if (play === 'random') {
        return silenced(
          mind,
          (epoch) =>
            draws.own.uniform(epoch, window + 1) < victims &&
            isCensored((block) => draws.own.uniform(epoch, block), strength(epoch)),
        );
      }
      if (!(draws.uniform(whether) < victims)) return mind;
      // One proposer for all: who is left out is left out together.
      return silenced(mind, (epoch) => isCensored((block) => common.own.uniform(epoch, block), strength(epoch)));
    };
    return { inferer: () => honestInferer(Number(values.errorDeviation)), overInferer: over, overForecaster: over };
  },
};
