import { toAllo, toUallo } from '../../chain/amounts.ts';
import type { Chain } from '../../chain/chain.ts';
import type { ChainTopic } from '../../chain/chain-topic.ts';
import { send } from '../../chain/hub-load.ts';
import { account } from '../../chain/ledger.ts';
import { requestRemoval } from '../../chain/removals.ts';
import { addStake, registerReputer, unregisterReputer } from '../../chain/staking.ts';
import { createTopic, fundTopic } from '../../chain/topics.ts';
import { registerWorker, unregisterWorker } from '../../chain/workers.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import { ImpossibleStateError } from '../simulation.ts';
import type { Topic } from '../topic.ts';
import { mirrorStake } from './mirror-stake.ts';

/* Coming and going on the hub chain: topics are created, actors register, stake, and leave. */

/**
 * Creates the topic: its creator pays the fee and the first funding. The participants pay for all but an attacker's own.
 *
 * @returns whether there is such a topic: an attacker may lack the money
 */
export function found(topic: Topic, chain: Chain): boolean {
  const { rules, funding, owner } = topic;
  const creator = owner === undefined ? account.participants : owner.treasury?.wallet;
  if (creator === undefined || (owner?.treasury?.spendable ?? Infinity) < toAllo(chain.rules.createTopicFee))
    return false;
  const created = createTopic(chain, creator, {
    epochLength: rules.epochLength,
    groundTruthLag: rules.groundTruthLag,
    workerSubmissionWindow: rules.workerSubmissionWindow,
  });
  if (typeof created === 'string') {
    if (owner !== undefined && created === 'not-enough-tokens') return false;
    throw new ImpossibleStateError(0, 'create topic', `topic ${topic.name} cannot be created: ${created}`);
  }
  topic.chainTopic = created;
  owner?.treasury?.spent('fees', toAllo(chain.rules.createTopicFee));
  register(topic, chain, 0);
  fund(topic, chain, funding.initial);
  return true;
}

/** What the creator puts into the topic: nothing when it has less, or once its own people have left. */
export function fund({ chainTopic, owner, code, opened, reputers }: Topic, chain: Chain, allo: number): void {
  if (chainTopic === undefined || !(allo > 0)) return;
  if (owner !== undefined) {
    if (reputers.gone.some((gone) => gone > opened)) owner.treasury?.fund(code, allo);
    return;
  }
  fundTopic(chain, chainTopic, account.participants, toUallo(allo));
}

/** Those who join with this epoch register; reputers stake what they brought. Who cannot pay stays away for good. */
export function register(topic: Topic, chain: Chain, epoch: number): void {
  const { chainTopic, books } = topic;
  if (chainTopic === undefined) return;
  let messages = 0;
  messages += registerRole(topic.inferers, epoch, (x) => worker(chain, chainTopic, topic.inferers, x, 'inferers'));
  messages += registerRole(topic.forecasters, epoch, (x) =>
    worker(chain, chainTopic, topic.forecasters, x, 'forecasters'),
  );
  // Registration and stake are two messages.
  messages += 2 * registerRole(topic.reputers, epoch, (x) => reputer(topic, chain, chainTopic, x));
  const { block } = chain.money;
  // Simplified: registrations and stake moves take up room in blocks, but take effect at once.
  if (books.hub !== undefined && messages > 0) send(books.hub, block, Number.POSITIVE_INFINITY, 0, messages);
}

function registerRole(role: RoleColumns, epoch: number, join: (x: number) => boolean): number {
  let tried = 0;
  // Their order shows: a topic wakes as soon as it is heavy enough, with the weight that it has by then.
  for (let n = 0; n < role.count; ++n) {
    const x = role.placeOf[n];
    if (role.registered[x] !== epoch || role.gone[x] <= epoch) continue;
    ++tried;
    if (join(x)) continue;
    role.gone[x] = epoch;
    role.irregular = true;
  }
  return tried;
}

function worker(chain: Chain, on: ChainTopic, role: RoleColumns, x: number, word: 'inferers' | 'forecasters'): boolean {
  return registerWorker(chain, on, role.account[x], word) === undefined;
}

function reputer(topic: Topic, chain: Chain, on: ChainTopic, x: number): boolean {
  const { reputers, positions, stake } = topic;
  const position = registerReputer(chain, on, reputers.account[x]);
  if (typeof position === 'string') return false;
  positions[x] = position;
  topic.placeOfPosition.set(position, x);
  const amount = toUallo(stake[x]);
  const stakes = amount === 0n || addStake(chain, position, amount) === undefined;
  if (!stakes) unregisterReputer(position);
  mirrorStake(topic, x);
  return stakes;
}

/** Those who are gone from this epoch on unregister; reputers ask for their stake back. */
export function unregister(topic: Topic, chain: Chain, epoch: number): void {
  const { chainTopic, inferers, forecasters, reputers, positions } = topic;
  if (chainTopic === undefined) return;
  const leaving = (role: RoleColumns, x: number) => role.gone[x] === epoch && role.registered[x] < epoch;
  for (const word of ['inferers', 'forecasters'] as const) {
    const role = word === 'inferers' ? inferers : forecasters;
    for (let x = 0; x < role.count; ++x) {
      if (leaving(role, x)) unregisterWorker(chain, chainTopic, role.account[x], word);
    }
  }
  // Removals wait in the order in which they are asked for.
  for (let n = 0; n < reputers.count; ++n) {
    const x = reputers.placeOf[n];
    const position = positions[x];
    if (!leaving(reputers, x) || position === undefined) continue;
    unregisterReputer(position);
    requestRemoval(chain, position, position.own);
  }
}
