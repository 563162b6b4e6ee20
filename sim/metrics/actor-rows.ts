import type { RoleColumns } from '../state/role-columns.ts';
import type { Seats } from '../state/seats.ts';
import { actorTable, roleWords } from './actor-columns.ts';
import type { ColumnBatch } from './column.ts';
import { type ActorCodes, type EpochView, isInferred, isJudged } from './epoch-view.ts';
import { createForecastAccuracy, forecastAccuracyInto } from './forecast-accuracy.ts';
import { createRowBuffer, numbersOf, type RowBuffer } from './rows.ts';

type Sink = (batch: ColumnBatch) => void;

/** Writes the rows of a nonce that is done: one per registered actor, role by role. */
export interface ActorRows extends Pick<RowBuffer, 'flush'> {
  add(view: EpochView, sink: Sink): void;
}

/** Words of the dictionary columns, by their code. */
export interface ActorWords {
  readonly topics: readonly string[];
  readonly actors: readonly string[];
  readonly policies: readonly string[];
  readonly owners: readonly string[];
}

const nothing = new Float64Array(0);

/** @param rows how many rows will come in all, at most */
export function createActorRows(words: ActorWords, rows: number): ActorRows {
  const buffer = createRowBuffer(
    actorTable,
    {
      topic: words.topics,
      actor: words.actors,
      role: roleWords,
      policy: words.policies,
      owner: words.owners,
    },
    rows,
  );
  const whole = (name: string) => numbersOf(buffer, name) as Int32Array;
  const real = (name: string) => numbersOf(buffer, name) as Float64Array;
  const [topic, epoch, block, actor, role, policy, owner, active] = [
    'topic',
    'epoch',
    'block',
    'actor',
    'role',
    'policy',
    'owner',
    'active',
  ].map(whole);
  const [
    value,
    loss,
    regret,
    weight,
    score,
    emaScore,
    stake,
    coefficient,
    reward,
    wallet,
    delegated,
    cost,
    ...compared
  ] = [
    'value',
    'loss',
    'regret',
    'weight',
    'score',
    'ema_score',
    'stake',
    'listening_coefficient',
    'reward',
    'wallet',
    'delegated',
    'cost',
    'forecast_loss',
    'observed_loss',
    'forecast_correlation',
  ].map(real);
  const [forecastLoss, observedLoss, forecastCorrelation] = compared;
  const accuracy = createForecastAccuracy();

  /**
   * The rows of one role. Columns of the nonce are by seat, those of the topic by registered place; `from` is where the
   * role's values and losses begin in the bundle.
   */
  const addRole = (
    view: EpochView,
    code: number,
    columns: RoleColumns,
    seats: Seats,
    labels: ActorCodes,
    values: Float64Array,
    losses: Float64Array,
    from: number,
    regrets: Float64Array,
    weights: Float64Array,
    scores: Float64Array,
    rewards: Float64Array,
    sink: Sink,
  ): void => {
    const { nonce } = view;
    const inferred = isInferred(view);
    const judged = isJudged(view);
    const paid = nonce.status === 'paid';
    const isReputer = code === 2;
    const isForecaster = code === 1;
    const K = nonce.layout.inferers;
    let l = 0;
    for (let x = 0; x < columns.count; ++x) {
      if (nonce.epoch < columns.registered[x] || nonce.epoch >= columns.gone[x]) continue;
      const seated = l < seats.count && seats.active[l] === x;
      const r = buffer.filled;
      topic[r] = view.code;
      epoch[r] = nonce.epoch;
      block[r] = nonce.block;
      actor[r] = labels.actor[x];
      role[r] = code;
      policy[r] = labels.policy[x];
      owner[r] = labels.owner[x];
      active[r] = seated ? 1 : 0;
      value[r] = seated && inferred && !isReputer ? values[from + l] : Number.NaN;
      loss[r] = seated && (isReputer ? judged : inferred) ? losses[from + l] : Number.NaN;
      regret[r] = isReputer ? Number.NaN : regrets[x];
      weight[r] = seated && (isReputer ? judged : inferred) ? weights[l] : Number.NaN;
      score[r] = seated && judged ? scores[l] : Number.NaN;
      emaScore[r] = columns.standing[x];
      stake[r] = isReputer ? view.stake[x] : Number.NaN;
      coefficient[r] = isReputer ? view.coefficient[x] : Number.NaN;
      reward[r] = seated && paid ? rewards[l] : 0;
      wallet[r] = columns.wallet[x];
      delegated[r] = isReputer ? columns.delegated[x] : Number.NaN;
      cost[r] = columns.cost[x];
      const forecast = isForecaster && seated && judged;
      if (forecast) forecastAccuracyInto(nonce.forecasts, l * K, view.desk.losses, nonce.layout.inferer, K, accuracy);
      forecastLoss[r] = forecast ? accuracy.forecast : Number.NaN;
      observedLoss[r] = forecast ? accuracy.observed : Number.NaN;
      forecastCorrelation[r] = forecast ? accuracy.correlation : Number.NaN;
      if (seated) ++l;
      buffer.next(sink);
    }
  };

  return {
    add(view, sink) {
      const { nonce, desk, regrets } = view;
      const { layout } = nonce;
      addRole(
        view,
        0,
        view.inferers,
        nonce.inferers,
        view.infererLabels,
        nonce.values,
        desk.trueLoss,
        layout.inferer,
        regrets.inferer,
        nonce.infererWeight,
        desk.infererScore,
        desk.infererReward,
        sink,
      );
      addRole(
        view,
        1,
        view.forecasters,
        nonce.forecasters,
        view.forecasterLabels,
        nonce.values,
        desk.trueLoss,
        layout.forecaster,
        regrets.forecaster,
        nonce.forecasterWeight,
        desk.forecasterScore,
        desk.forecasterReward,
        sink,
      );
      addRole(
        view,
        2,
        view.reputers,
        nonce.reputers,
        view.reputerLabels,
        nothing,
        desk.reportError,
        0,
        nothing,
        shareOfAdjustedStake(view),
        desk.reputerScore,
        desk.reputerReward,
        sink,
      );
    },
    flush: buffer.flush,
  };
}

/** Into scratch memory, by seat. */
function shareOfAdjustedStake({ nonce: { reputers }, desk: { adjustedStake, scratch } }: EpochView): Float64Array {
  let sum = 0;
  for (let m = 0; m < reputers.count; ++m) sum += adjustedStake[m];
  for (let m = 0; m < reputers.count; ++m) scratch[m] = adjustedStake[m] / sum;
  return scratch;
}
