import { type EpochView, noEconomy } from '../../sim/metrics/epoch-view.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { createRoleColumns, type RoleColumns } from '../../sim/state/role-columns.ts';
import { createSeats, type Seats } from '../../sim/state/seats.ts';

/** An actor with a seat, unless it has none. */
interface MadeUpActor {
  /** Place of the attack that it belongs to; honest by default. */
  readonly attack?: number;
  readonly joins?: number;
  readonly leaves?: number;
  readonly reward?: number;
  /** Registered only: it did not submit. */
  readonly silent?: boolean;
}

export interface MadeUpInferer extends MadeUpActor {
  readonly value?: number;
  readonly weight?: number;
  readonly score?: number;
}

export interface MadeUpReputer extends MadeUpActor {
  readonly stake?: number;
  readonly coefficient?: number;
  readonly adjusted?: number;
}

/** A nonce without forecasters, as a test makes it up. */
export interface MadeUp {
  readonly epoch?: number;
  readonly block?: number;
  readonly status?: string;
  readonly truth?: number;
  readonly scale?: number;
  readonly combined?: number;
  /** True loss of the combined inference. */
  readonly loss?: number;
  readonly inferers?: readonly MadeUpInferer[];
  readonly reputers?: readonly MadeUpReputer[];
}

function columnsOf(actors: readonly MadeUpActor[]): RoleColumns {
  const columns = createRoleColumns(actors.length);
  actors.forEach(({ attack = -1, joins = 0, leaves }, x) => {
    columns.attack[x] = attack;
    columns.registered[x] = joins;
    if (leaves !== undefined) columns.gone[x] = leaves;
  });
  return columns;
}

function seatsOf(actors: readonly MadeUpActor[], epoch: number): Seats {
  const seats = createSeats(actors.length);
  actors.forEach(({ attack = -1, joins = 0, leaves = Number.POSITIVE_INFINITY, silent = false }, x) => {
    if (epoch < joins || epoch >= leaves) return;
    ++seats.registered;
    if (silent) return;
    ++seats.submitted;
    if (attack < 0) ++seats.honest;
    seats.active[seats.count++] = x;
  });
  return seats;
}

export function madeUpView(made: MadeUp): EpochView {
  const { epoch = 0, block = 0, status = 'paid', truth = 0, scale = 1, combined = 0, loss = 0 } = made;
  const { inferers = [], reputers = [] } = made;
  const infererSeats = seatsOf(inferers, epoch);
  const reputerSeats = seatsOf(reputers, epoch);
  const seated = <Actor>(actors: readonly Actor[], { active, count }: Seats) =>
    Array.from(active.subarray(0, count), (x) => actors[x]);
  const onInferers = seated(inferers, infererSeats);
  const onReputers = seated(reputers, reputerSeats);
  const rewards = (actors: readonly MadeUpActor[]) => Float64Array.from(actors, ({ reward = 0 }) => reward);
  const layout = bundleLayout(onInferers.length, 0, false);
  const values = new Float64Array(layout.length);
  values[0] = combined;
  const trueLoss = new Float64Array(layout.length);
  trueLoss[0] = loss;
  const [infererReward, reputerReward] = [rewards(onInferers), rewards(onReputers)];
  const paid = [...infererReward, ...reputerReward].reduce((sum, reward) => sum + reward, 0);
  const view = {
    name: 'topic',
    code: 0,
    allowNegative: false,
    nonce: {
      epoch,
      block,
      status,
      step: { truth, scale, regime: 0 },
      layout,
      inferers: infererSeats,
      forecasters: createSeats(0),
      reputers: reputerSeats,
      values,
      inferences: Float64Array.from(onInferers, ({ value = 0 }) => value),
      infererWeight: Float64Array.from(onInferers, ({ weight = 0 }) => weight),
      forecasterWeight: new Float64Array(0),
    },
    desk: {
      trueLoss,
      infererScore: Float64Array.from(onInferers, ({ score = 0 }) => score),
      infererReward,
      forecasterReward: new Float64Array(0),
      reputerReward,
      adjustedStake: Float64Array.from(onReputers, ({ adjusted = 1 }) => adjusted),
      paid,
    },
    inferers: columnsOf(inferers),
    forecasters: createRoleColumns(0),
    reputers: columnsOf(reputers),
    stake: Float64Array.from(reputers, ({ stake = 1 }) => stake),
    coefficient: Float64Array.from(reputers, ({ coefficient = 1 }) => coefficient),
    economy: noEconomy,
  };
  // What no measure of attacks looks at is left out.
  return view as unknown as EpochView;
}
