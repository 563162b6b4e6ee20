import { describe, expect, it } from 'vitest';
import { auditStakes } from '../../sim/chain/audit.ts';
import type { Chain } from '../../sim/chain/chain.ts';
import { account, move } from '../../sim/chain/ledger.ts';
import { requestDelegateRemoval, requestRemoval } from '../../sim/chain/removals.ts';
import type { Delegation, Position } from '../../sim/chain/stake-position.ts';
import { payReputer } from '../../sim/chain/staking.ts';
import { endEpochs } from '../../sim/chain/topics.ts';
import { setWeight } from '../../sim/chain/weight-sum.ts';
import { registerWorker } from '../../sim/chain/workers.ts';
import { audit, delegator, fillRewards, reach, reputer, smallChain, topicOf, wallet } from './support/small-chain.ts';

interface Sound {
  readonly chain: Chain;
  readonly position: Position;
  readonly delegation: Delegation;
}

/** A chain with one of everything, in good order: two active topics, stake, a delegation with rewards, removals, a worker. */
function sound(): Sound {
  const chain = smallChain({ workerStake: 7n });
  const topic = topicOf(chain, 12, 1_000_000n);
  const position = reputer(chain, topic, 1_000_000n);
  const delegation = delegator(chain, position, 500_000n);
  reputer(chain, topicOf(chain, 12, 1_000_000n), 1_000_000n);
  registerWorker(chain, topic, wallet(chain, 7n), 'inferers');
  reach(chain, 12);
  endEpochs(chain);
  fillRewards(chain, 300n);
  payReputer(chain, position, 300n);
  requestRemoval(chain, position, 100n);
  requestDelegateRemoval(chain, delegation, 50n);
  expect(audit(chain)).toEqual([]);
  return { chain, position, delegation };
}

describe('auditStakes', () => {
  const planted: [what: string, plant: (sound: Sound) => void, found: string][] = [
    [
      'own stake without tokens',
      ({ position }) => (position.own += 1n),
      'stake of topic 0 is 1500200, expected 1500201',
    ],
    [
      'tokens without stake',
      ({ chain }) => move(chain.money.ledger, account.participants, account.staking, 1n, 'stake'),
      'balance of the staking account is 2500201, expected 2500200',
    ],
    ['a topic’s stake', ({ chain }) => (chain.topics[1].stake -= 1n), 'stake of topic 1 is 999999, expected 1000000'],
    [
      'the network’s stake',
      ({ chain }) => (chain.money.topicStake += 1n),
      'stake of the network is 2500201, expected 2500200',
    ],
    [
      'a reputer’s delegated stake',
      ({ position }) => (position.delegated += 1n),
      'delegated stake of position 0 of topic 0 is 500001, expected 500000',
    ],
    ['all delegated stake', ({ chain }) => (chain.delegated += 1n), 'delegated stake is 500001, expected 500000'],
    ['negative own stake', ({ position }) => (position.own = -1n), 'own stake in topic 0 is -1 uallo'],
    ['a negative delegation', ({ delegation }) => (delegation.amount = -1n), 'a delegation of topic 0 is -1 uallo'],
    [
      'a debt that was not settled',
      ({ delegation }) => (delegation.debt = (delegation.amount + 500_000n) * delegation.position.rewardPerShare),
      'a delegation of topic 0 is owed -100 uallo',
    ],
    [
      'rewards owed that are not there',
      ({ delegation }) => (delegation.debt -= 1n << 130n),
      'the account of pending rewards holds 100 uallo, 103 are pending',
    ],
    [
      'a removal that was not taken off what leaves',
      ({ position }) => (position.removal = undefined),
      'stake that is leaving is 150, expected 50',
    ],
    [
      'a removal that waits in no queue',
      ({ chain }) => (chain.ownRemovals.head = 1),
      'number of removals of own stake that wait is 0, expected 1',
    ],
    [
      'a delegated removal that waits in no queue',
      ({ chain }) => (chain.delegatedRemovals.head = 1),
      'number of removals of delegations that wait is 0, expected 1',
    ],
    [
      'a queue out of order',
      ({ chain, position }) => chain.ownRemovals.entries.push({ amount: 1n, due: 3, of: position }),
      'a removal due in block 3 waits behind a later one',
    ],
    [
      'a removal of nothing',
      ({ chain, position }) => {
        position.removal = { amount: 0n, due: 50, of: position };
        chain.ownRemovals.entries.push(position.removal);
      },
      'a removal of 0 uallo waits',
    ],
    [
      'a position of another topic',
      ({ chain, position }) => chain.topics[1].positions.push(position),
      'position 0 of topic 1 is out of place',
    ],
    ['negative revenue', ({ chain }) => (chain.topics[0].revenue = -1n), 'revenue of topic 0 is -1 uallo'],
    [
      'an active topic without an epoch end',
      ({ chain }) => (chain.topics[0].nextEnd = -1),
      'topic 0 is active without an epoch end, or the reverse',
    ],
    [
      'a topic that sleeps with an epoch end',
      ({ chain }) => (chain.topics[0].active = false),
      'topic 0 is active without an epoch end, or the reverse',
    ],
    [
      'a wrong number of active topics',
      ({ chain }) => (chain.activeTopics = 3),
      'number of active topics is 3, expected 2',
    ],
    ['a missed epoch end', ({ chain }) => reach(chain, 25), 'topic 0 missed its epoch end in block 24'],
    [
      'an epoch end that is not entered',
      ({ chain }) => chain.ends.get(24)?.shift(),
      'topic 0 is not entered for block 24',
    ],
    [
      'an epoch end entered twice',
      ({ chain }) => chain.ends.get(24)?.push(chain.topics[0]),
      '3 epoch ends wait for 2 active topics',
    ],
    [
      'more epoch ends than fit',
      ({ chain }) => ((chain as { rules: Chain['rules'] }).rules = { ...chain.rules, maxActiveTopicsPerBlock: 1 }),
      'block 24 has 2 epoch ends, at most 1 fit',
    ],
    [
      'a weight that does not count',
      ({ chain }) => setWeight(chain.weights, 1, 0),
      'weight of topic 1 in the sum is 0, expected 1000000',
    ],
    ['a sum of weights that drifted', ({ chain }) => (chain.weights.nodes[1] *= 1 + 1e-9), 'sum of weights is'],
    [
      'locked tokens that belong to nobody',
      ({ chain }) => move(chain.money.ledger, account.participants, account.worker_stake, 1n, 'worker-stake'),
      'balance of the account of worker stakes is 8, expected 7',
    ],
    [
      'a worker without its stake',
      ({ chain }) => chain.topics[0].forecasters.add(20),
      'locked by workers is 7, expected 14',
    ],
  ];
  it.each(planted)('finds %s', (_what, plant, found) => {
    const all = sound();
    plant(all);
    expect(auditStakes(all.chain).join('\n')).toContain(found);
  });
});
