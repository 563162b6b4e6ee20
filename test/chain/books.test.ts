import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { Books } from './model/books.ts';
import { allCommands, purseCount, type Real, topicCount } from './model/commands.ts';
import { smallChain, topicOf, wallet } from './support/small-chain.ts';

function start(): { model: Books; real: Real } {
  // No topic is heavy enough to be active: epochs are not in these books.
  const chain = smallChain({ removeStakeDelayWindow: 5, minTopicWeight: 1e30 }, { emissionEnabled: false });
  for (let t = 0; t < topicCount; ++t) topicOf(chain);
  const wallets = Array.from({ length: purseCount }, () => wallet(chain, 1000n));
  const model: Books = {
    block: 0,
    purses: wallets.map(() => 1000n),
    registered: new Set(),
    own: new Map(),
    placed: new Map(),
    revenue: Array.from({ length: topicCount }, () => 0n),
  };
  return { model, real: { chain, wallets } };
}

describe('the stakes of the hub chain', () => {
  it('are those of plain books after any sequence of messages, rewards, penalties and blocks', () => {
    fc.assert(
      fc.property(fc.commands(allCommands, { maxCommands: 60, size: 'max' }), (commands) => {
        fc.modelRun(start, commands);
      }),
      { numRuns: 500 },
    );
  });
});
