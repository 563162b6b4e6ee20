import type { Attack, AttackSetting, Treasury } from './attack.ts';
import { stakeHonestly } from './honest-capital.ts';

/**
 * A delegator who is loyal to nobody: every so often it looks where a token has earned most since the last look, over all
 * topics, and moves there. It asks by how much that beats staying, and what it does to the weights of topics.
 *
 * The network's answer is the delay before stake comes back (`removeStakeDelayWindow`): as long as it waits it earns where it
 * was, and what it earns is that of the reputer it left; and rewards that follow stake, so that a yield sinks as it comes.
 *
 * It has no keys. Played honestly its tokens stay where they were placed first, in equal parts on the reputers of the
 * topic attacked; before its start and from its end on it does no more than that. Played at random it moves as often, to a
 * reputer of chance.
 *
 * Simplified: it is too small a part of any reputer to count its own effect in before it moves.
 */
export const stakeRotation: Attack = {
  name: 'stake-rotation',
  number: 28,
  doc: 'Moves delegated tokens to whichever reputer earned most.',
  question: 'What does moving stake after yields earn beyond leaving it, for all that unbonding takes?',
  source: 'catalogue of attacks, 28: mercenary stake; removal of stake: x/emissions/keeper (stake removals)',
  knowledge: ['public'],
  parameters: [
    {
      name: 'tokens',
      kind: 'number',
      default: 100_000,
      exclusiveMinimum: 0,
      maximum: 1e9,
      unit: 'ALLO',
      doc: 'What it moves about.',
    },
    {
      name: 'every',
      kind: 'integer',
      default: 4,
      minimum: 1,
      maximum: 1_000_000,
      unit: 'epochs',
      doc: 'Epochs of the topic attacked between two looks.',
    },
    {
      name: 'part',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1,
      unit: 'share of what is placed elsewhere',
      doc: 'How much of its tokens it asks back when another place is better.',
    },
  ],
  needsHub: true,
  keys: () => ({ inferers: 0, forecasters: 0, reputers: 0 }),
  work: () => 0,
  treasury: ({ tokens }) => Number(tokens),
  create: ({ every, part }, setting) => {
    const places = createPlaces();
    let looked = -1;
    let placed = false;
    return {
      act({ next, treasury }) {
        if (treasury === undefined) return;
        if (!placed) {
          stakeHonestly(treasury);
          placed = true;
        }
        const strong = setting.strength(next);
        if (!(strong > 0) || (looked >= 0 && next - looked < Number(every))) return;
        const best = setting.play === 'random' ? chance(setting, treasury, next) : places.best(treasury);
        places.look(treasury);
        looked = next;
        if (best !== undefined) moveTo(treasury, best, strong * Number(part));
      },
    };
  },
};

interface Place {
  readonly topic: number;
  readonly reputer: number;
}

/** Yields that differ by less of themselves are the same; of a treasury so little is not worth a message. */
const alike = 1e-9;

/** What a token had earned at each place when it was last looked at. */
function createPlaces() {
  let seen: Float64Array[] = [];
  return {
    look(treasury: Treasury): void {
      seen = Array.from({ length: treasury.topics }, (_, t) =>
        Float64Array.from({ length: treasury.reputersOf(t) }, (_none, x) =>
          treasury.isRegistered(t, x) ? treasury.returnOn(t, x) : Number.NaN,
        ),
      );
    },
    /** Where it has earned most since; none before the second look. Of several that are alike but for rounding the first. */
    best(treasury: Treasury): Place | undefined {
      let best: Place | undefined;
      let most = 0;
      seen.forEach((row, topic) => {
        row.forEach((before, reputer) => {
          const gain = treasury.returnOn(topic, reputer) - before;
          if (!treasury.isRegistered(topic, reputer) || !(gain > most * (1 + alike))) return;
          most = gain;
          best = { topic, reputer };
        });
      });
      return best;
    },
  };
}

function chance({ draws }: AttackSetting, treasury: Treasury, epoch: number): Place | undefined {
  const open: Place[] = [];
  for (let topic = 0; topic < treasury.topics; ++topic) {
    for (let reputer = 0; reputer < treasury.reputersOf(topic); ++reputer) {
      if (treasury.isRegistered(topic, reputer)) open.push({ topic, reputer });
    }
  }
  return open[Math.floor(draws.own.uniform(epoch, 0) * open.length)];
}

/** Asks a part back from everywhere else, and places what is free. */
function moveTo(treasury: Treasury, { topic, reputer }: Place, part: number): void {
  for (let t = 0; t < treasury.topics; ++t) {
    for (let x = 0; x < treasury.reputersOf(t); ++x) {
      if (t === topic && x === reputer) continue;
      const placed = treasury.placedOn(t, x);
      if (placed > alike * treasury.stakeOn(t, x)) treasury.askBack(t, x, part * placed);
    }
  }
  treasury.place(topic, reputer, treasury.free);
}
