import { toAllo } from '../../chain/amounts.ts';
import { type MoneyTotals, moneyRow, moneyTotals } from '../../chain/money-row.ts';
import { authority } from '../../chain/stake-position.ts';
import { weightSum } from '../../chain/weight-sum.ts';
import type { ChainRow } from '../../metrics/chain-columns.ts';
import { gini, herfindahl, nakamoto } from '../../metrics/concentration.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import { priceAt } from '../price.ts';
import { validatorColumns } from '../validators.ts';
import type { World } from '../world.ts';
import type { HubWorld } from './hub-world.ts';

/** What was there at the last row of the table `chain`. */
export interface RowTotals {
  readonly money: MoneyTotals;
  readonly sent: number;
  readonly served: number;
  readonly late: number;
  readonly dropped: number;
  readonly delay: number;
  readonly requests: number;
  readonly requestsServed: number;
}

export function rowTotals({ books }: World, { chain, counts }: HubWorld): RowTotals {
  const { hub } = books;
  return {
    money: moneyTotals(chain.money),
    sent: hub?.sent ?? 0,
    served: hub?.served ?? 0,
    late: hub?.late ?? 0,
    dropped: hub?.dropped ?? 0,
    delay: hub?.delay ?? 0,
    requests: counts.requests,
    requestsServed: counts.served,
  };
}

/**
 * The row of the table `chain` after the present block.
 *
 * @param row every column of it is overwritten: one object for all rows of a run, as it is a large one
 */
export function chainRowInto(world: World, hub: HubWorld, before: RowTotals, row: ChainRow): void {
  const { chain } = hub;
  const { money } = chain;
  const now = rowTotals(world, hub);
  const load = world.books.hub;
  const blocks = money.block - before.money.block;
  const messages = now.sent - before.sent;
  const served = now.served - before.served;
  const limited = load !== undefined;
  const others = {
    delegated: toAllo(chain.delegated),
    leaving_stake: toAllo(chain.leaving),
    messages,
    messages_late: now.late - before.late,
    messages_dropped: now.dropped - before.dropped,
    message_delay: limited && served > 0 ? (now.delay - before.delay) / served : NaN,
    hub_load: limited ? served / (load.messagesPerBlock * blocks) : NaN,
    requests: now.requests - before.requests,
    requests_served: now.requestsServed - before.requestsServed,
    price: priceAt(world.price, money.block),
  };
  Object.assign(
    row,
    moneyRow(money, before.money),
    weights(hub),
    concentration(world, hub),
    validatorColumns(money),
    others,
  );
}

function weights({ chain }: HubWorld): ChainRow {
  const { topics, activeTopics } = chain;
  const shares = Float64Array.from(topics, ({ active, weight }) => (active ? weight : 0));
  const sum = weightSum(chain.weights);
  const index = herfindahl(shares, shares.length);
  return {
    topics: topics.length,
    active_topics: activeTopics,
    topic_weight_sum: sum,
    largest_topic_share: sum > 0 ? shares.reduce((most, weight) => Math.max(most, weight), 0) / sum : NaN,
    effective_topics: 1 / index,
  };
}

/** Stakes of reputers and their delegators, rewards of all actors: per key, and per owner over all keys. */
function concentration(world: World, hub: HubWorld): ChainRow {
  const keys: number[] = [];
  const stakes = new Float64Array(world.labels.owners.words.length);
  const rewards = new Float64Array(stakes.length).fill(NaN);
  const delegator = new Map(
    hub.delegators.flatMap(({ wallets, owners }) => wallets.map((wallet, d) => [wallet, owners[d]])),
  );
  for (const {
    positions,
    reputerLabels,
    infererLabels,
    forecasterLabels,
    inferers,
    forecasters,
    reputers,
  } of world.topics) {
    for (let x = 0; x < positions.length; ++x) {
      const position = positions[x];
      if (position === undefined || authority(position) === 0n) continue;
      keys.push(toAllo(position.own));
      stakes[reputerLabels.owner[x]] += toAllo(position.own);
      for (const { wallet, amount } of position.delegations) {
        keys.push(toAllo(amount));
        const owner = delegator.get(wallet);
        if (owner !== undefined) stakes[owner] += toAllo(amount);
      }
    }
    addRewards(rewards, inferers, infererLabels.owner);
    addRewards(rewards, forecasters, forecasterLabels.owner);
    addRewards(rewards, reputers, reputerLabels.owner);
  }
  const own = stakes.filter((stake) => stake > 0);
  const earned = rewards.filter((reward) => !Number.isNaN(reward));
  return {
    stake_gini: gini(Float64Array.from(keys), keys.length),
    stake_gini_owners: gini(own, own.length),
    stake_hhi_owners: herfindahl(own, own.length),
    stake_nakamoto_owners: nakamoto(own, own.length),
    reward_gini_owners: gini(earned, earned.length),
    reward_hhi_owners: herfindahl(earned, earned.length),
    reward_nakamoto_owners: nakamoto(earned, earned.length),
  };
}

/** NaN: no key of this owner yet. A reputer's rewards are those of its delegators too. */
function addRewards(rewards: Float64Array, role: RoleColumns, owner: Int32Array): void {
  for (let x = 0; x < role.count; ++x) {
    const before = rewards[owner[x]];
    rewards[owner[x]] = (Number.isNaN(before) ? 0 : before) + role.earned[x];
  }
}
