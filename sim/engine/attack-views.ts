import { toAllo } from '../chain/amounts.ts';
import type { AttackView } from '../metrics/attack-view.ts';
import { toErrorSpace } from '../processes/error-link.ts';
import { type Conspirator, incomeOf } from './conspirators.ts';
import type { Scenario } from './scenario.ts';
import type { Topic } from './topic.ts';
import type { World } from './world.ts';

/* What metrics may read of the attacks of a run. */

const secondsPerYear = 365 * 86_400;

export function attackViews({ tokenomics }: Scenario, world: World): readonly AttackView[] {
  const yearsPerBlock = Number(tokenomics.secondsPerBlock) / secondsPerYear;
  return world.attackers.map((attacker) => viewOf(attacker, world, yearsPerBlock));
}

function viewOf(attacker: Conspirator, world: World, yearsPerBlock: number): AttackView {
  const { scenario, attack, account, tempo, keys } = attacker;
  const { name, topic, owner, joins, start, duration, workCost, capitalRate, notional, parameters } = scenario;
  const home = world.topics.find((one) => one.name === topic);
  if (home === undefined) throw new TypeError(`attack ${name}: there is no topic ${topic}`);
  const end = duration === null ? Number.POSITIVE_INFINITY : start + duration;
  return {
    name,
    topic,
    owner,
    joins,
    start,
    end,
    account,
    keys: keys.inferers + keys.forecasters + keys.reputers,
    workCost,
    work: attack.work?.(parameters),
    capitalRate,
    yearsPerBlock,
    yearsPerEpoch: home.rules.epochLength * yearsPerBlock,
    notional,
    direction: attack.direction?.(parameters),
    strength: attacker.idle ? () => 0 : tempo.strength,
    targets: (epoch) => (tempo.strength(epoch) > 0 ? attacker.plan?.targets?.() : undefined),
    income: () => incomeOf(attacker),
    capital: (epoch) =>
      stakeOf(attacker, world, epoch) + tokensOf(attacker, epoch >= joins && epoch < end) + account.escrow,
    toErrorSpace: (value) => toErrorSpace(home.link, value),
  };
}

/** Own stake of its reputers. What is asked back stays staked until it is paid out. */
function stakeOf({ ranges }: Conspirator, { topics, hub }: World, epoch: number): number {
  let sum = 0;
  for (const { role, first, count } of ranges) {
    const topic = topics.find(({ reputers }) => reputers === role);
    if (topic === undefined) continue;
    for (let x = first; x < first + count; ++x)
      sum += hub === undefined ? registeredStake(topic, x, epoch) : ownStake(topic, x);
  }
  return sum;
}

function ownStake({ positions }: Topic, x: number): number {
  const position = positions[x];
  return position === undefined ? 0 : toAllo(position.own);
}

/** Without a hub chain a key's stake is locked as long as the key is there. */
function registeredStake({ stake, reputers }: Topic, x: number, epoch: number): number {
  return epoch >= reputers.registered[x] && epoch < reputers.gone[x] ? stake[x] : 0;
}

/** Of its treasury: what is placed, and what is held ready while it takes part. */
function tokensOf({ treasury }: Conspirator, takesPart: boolean): number {
  if (treasury === undefined) return 0;
  return treasury.placed + (takesPart ? treasury.free : 0);
}
