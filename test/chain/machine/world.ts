import { type Chain, createChain, type Refusal } from '../../../sim/chain/chain.ts';
import type { ChainRules } from '../../../sim/chain/chain-rules.ts';
import type { ChainTopic } from '../../../sim/chain/chain-topic.ts';
import { account, createLedger, move, openWallet, uallo } from '../../../sim/chain/ledger.ts';
import { advanceMoney, createMoney } from '../../../sim/chain/money.ts';
import { executeRemovals, nextRemoval } from '../../../sim/chain/removals.ts';
import type { Delegation, Position } from '../../../sim/chain/stake-position.ts';
import { addStake, registerReputer } from '../../../sim/chain/staking.ts';
import { createTopic, endEpochs, returnReward } from '../../../sim/chain/topics.ts';
import { type Dice, dice } from '../../generated/dice.ts';
import { protocol, tokenomics } from '../money-values.ts';
import { accepted, plainRules } from '../support/small-chain.ts';

/** A small chain and those who act on it. */
export interface World {
  readonly chain: Chain;
  readonly wallets: readonly number[];
  /** All there ever were, over all topics. */
  readonly positions: Position[];
  readonly delegations: Delegation[];
  /** Topics whose reward may still be paid in this block. */
  due: ChainTopic[];
  /** What was done, in words; undefined: not asked for. */
  readonly story: string[] | undefined;
}

/** Why a transition did not happen: the chain's reasons, or that there is nobody to do it or nothing to pay. */
export type Outcome = Refusal | 'nobody-there' | 'no-reward-due' | undefined;

export function pick<T>(random: Dice, from: readonly T[]): T {
  return from[random.below(from.length)];
}

/** A world of random rules: fees, delays, limits, smoothing, supply, penalties. */
export function createWorld(seed: string, withStory: boolean): World {
  const random = dice(seed);
  const blocksPerMonth = pick(random, [200, 500, 1000]);
  const values = tokenomics(pick(random, ['mainnet', 'reference', 'snapshot']), {
    blocksPerMonth,
    // Some begin with little or nothing left to mint.
    startMinted: pick(random, [0, 0, 0, 214_000_000]),
    startMonth: random.below(60),
    startRate: pick(random, [0, 0.01]),
    emissionStart: pick(random, [1, 1, 40]),
    communityTax: pick(random, [0, 0.02]),
  });
  const ofProtocol = protocol({
    measuredReputerShare: pick(random, ['of-one-block', 'of-the-month', 'constant']),
    emissionAtExhaustion: 'cut',
  });
  const validators = [0.05, 0.1, 0].map((commission, v) => ({
    name: `v${v}`,
    stake: uallo * BigInt(v * 1000 + 1),
    commission,
  }));
  const chain = createChain(
    createMoney(createLedger(), values, ofProtocol, validators),
    randomRules(random, blocksPerMonth),
  );
  const wallets = Array.from({ length: 12 }, () => openWallet(chain.money.ledger));
  for (const wallet of wallets) move(chain.money.ledger, account.participants, wallet, grant(random), 'grant');
  const world: World = { chain, wallets, positions: [], delegations: [], due: [], story: withStory ? [] : undefined };
  settle(world);
  return world;
}

/** Two topics with three reputers each, so that most have something to act on from the first transition on. */
function settle({ chain, wallets, positions }: World): void {
  const { ledger } = chain.money;
  const endow = (wallet: number, amount: bigint) => move(ledger, account.participants, wallet, amount, 'grant');
  for (let t = 0; t < 2; ++t) {
    endow(wallets[t], chain.rules.createTopicFee);
    const times = { epochLength: 12 + t, groundTruthLag: 13, workerSubmissionWindow: 6 };
    const topic = accepted(createTopic(chain, wallets[t], times));
    for (let r = 0; r < 3; ++r) {
      endow(wallets[r], chain.rules.registrationFee + uallo);
      const position = accepted(registerReputer(chain, topic, wallets[r]));
      accepted(addStake(chain, position, uallo));
      positions.push(position);
    }
  }
}

function randomRules(random: Dice, blocksPerMonth: number): ChainRules {
  const fees = [0n, 10n, 200n, 75_000n, uallo];
  return {
    ...plainRules,
    blocksPerMonth,
    minTopicWeight: pick(random, [0, 100, 1e9]),
    targetWeight: pick(random, ['stake-and-fee-rate', 'stake-and-fees', 'root-of-product']),
    weightSmoothing: pick(random, ['per-epoch', 'by-cadence', 'monthly']),
    stakeImportance: pick(random, [0.5, 0.5, 0.3, 1]),
    feeRevenueImportance: pick(random, [0.5, 0.5, 0.7]),
    maxActiveTopicsPerBlock: pick(random, [0, 1, 2]),
    createTopicFee: pick(random, fees),
    registrationFee: pick(random, fees),
    dataSendingFee: pick(random, fees),
    requiredMinimumStake: pick(random, [0n, 10_000n, uallo]),
    removeStakeDelayWindow: pick(random, [0, 1, 10, 100]),
    removalsPerBlock: pick(random, [1, 2, 40]),
    removalsStall: random.chance(0.2),
    unpaidGoesBack: random.chance(0.7),
    slashing: {
      mode: 'proportional',
      fraction: pick(random, [0.05, 0.5, 1]),
      quantile: 0.25,
      epochs: pick(random, [1, 3]),
      destination: pick(random, ['burn', 'ecosystem', 'honest-reputers']),
    },
    workerStake: pick(random, [0n, 0n, 12_345n, uallo]),
  };
}

/** Between nothing and a million ALLO. */
export function grant(random: Dice): bigint {
  return BigInt(Math.floor(10 ** random.between(0, 24)));
}

/** First block after the present one in which something is to be done at its end; -1: none. */
export function nextEvent({ chain }: World): number {
  const { block } = chain.money;
  let next = nextRemoval(chain);
  // What the limit of a block left over is done in the next.
  if (next >= 0 && next <= block) next = block + 1;
  for (const topic of chain.topics) if (topic.active && (next < 0 || topic.nextEnd < next)) next = topic.nextEnd;
  return next;
}

/** All blocks up to this one, from event to event. */
export function passTo(world: World, block: number): void {
  const { chain } = world;
  while (chain.money.block < block) {
    giveBack(world);
    const next = nextEvent(world);
    if (next >= 0 && next <= chain.money.block) throw new Error(`the events of block ${next} were missed`);
    advanceMoney(chain.money, next < 0 || next > block ? block : next);
    executeRemovals(chain);
    world.due = [...endEpochs(chain)];
  }
}

/** What was not paid in its block cannot be paid any more. */
function giveBack(world: World): void {
  for (const topic of world.due) {
    returnReward(world.chain, topic.reward);
    topic.reward = 0n;
  }
  world.due = [];
}
