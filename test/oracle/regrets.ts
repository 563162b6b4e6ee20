/** The nine families of regrets, experience, and the initial regret that newcomers start from. */
import type { RegretState } from './inferences.ts';
import type { NetworkLosses } from './losses.ts';
import type { Big, Input, Maybe } from './numbers.ts';
import { big, decimal, maybeBig, one, quantile, standardDeviation } from './numbers.ts';

/** Regrets as big numbers; null where none is stored. */
export type Regrets = {
  [Family in keyof RegretState]: RegretState[Family] extends unknown[][] ? Maybe<Big>[][] : Maybe<Big>[];
};

/**
 * R <- alpha (A - B) + (1 - alpha) R_prev, R_prev being the initial regret where nothing is stored.
 *
 * A pair without one of its two losses keeps what it has: absent workers freeze.
 */
export function updatedRegret(
  previous: Maybe<Input> | undefined,
  networkLoss: Maybe<Big>,
  workerLoss: Maybe<Big>,
  alpha: Big,
  initialRegret: Big,
): Maybe<Big> {
  const before = maybeBig(previous);
  if (networkLoss === null || workerLoss === null) return before;
  const difference = networkLoss.minus(workerLoss);
  return alpha.times(difference).plus(one.minus(alpha).times(before ?? initialRegret));
}

export function updatedRegrets(
  before: RegretState,
  losses: NetworkLosses,
  alphaRegret: Input,
  initial: Input,
): Regrets {
  const alpha = big(alphaRegret);
  const start = big(initial);
  const update = (previous: Maybe<Input> | undefined, a: Maybe<Big>, b: Maybe<Big>): Maybe<Big> =>
    updatedRegret(previous, a, b, alpha, start);
  return {
    inferer: losses.inferer.map((loss, j) => update(before.inferer[j], losses.combined, loss)),
    forecaster: losses.forecaster.map((loss, k) => update(before.forecaster[k], losses.combined, loss)),
    naive: losses.inferer.map((loss, j) => update(before.naive[j], losses.naive, loss)),
    oneOutInfererInferer: losses.oneOutInferer.map((withheldLoss, withheld) =>
      losses.inferer.map((loss, j) => update(before.oneOutInfererInferer[withheld]?.[j], withheldLoss, loss)),
    ),
    oneOutInfererForecaster: losses.oneOutInferer.map((withheldLoss, withheld) =>
      losses.forecaster.map((_, k) =>
        update(
          before.oneOutInfererForecaster[withheld]?.[k],
          withheldLoss,
          losses.oneOutInfererForecaster[k][withheld],
        ),
      ),
    ),
    oneOutForecasterInferer: losses.oneOutForecaster.map((withheldLoss, withheld) =>
      losses.inferer.map((loss, j) => update(before.oneOutForecasterInferer[withheld]?.[j], withheldLoss, loss)),
    ),
    oneOutForecasterForecaster: losses.oneOutForecaster.map((withheldLoss, withheld) =>
      losses.forecaster.map((loss, k) => update(before.oneOutForecasterForecaster[withheld]?.[k], withheldLoss, loss)),
    ),
    oneInInferer: losses.oneInForecaster.map((addedLoss, added) =>
      losses.inferer.map((loss, j) => update(before.oneInInferer[added]?.[j], addedLoss, loss)),
    ),
    oneInSelf: losses.oneInForecaster.map((addedLoss, added) =>
      update(before.oneInSelf[added], addedLoss, losses.forecaster[added]),
    ),
  };
}

/**
 * Whether a worker counted as experienced: it had a regret before this update, and at least 1 / alpha paid epochs.
 *
 * The double next to 1 / 3 lies a little below it and must still ask for 3 epochs, not 4: hence the 1e-10.
 */
export function isExperienced(regretBefore: Maybe<Input>, paidEpochs: number, alphaRegret: Input): boolean {
  return regretBefore !== null && big(paidEpochs).times(big(alphaRegret)).gte(decimal('0.9999999999'));
}

/** Paid epochs after a reward: one more if the reward is not zero. */
export function paidEpochsAfter(paidEpochs: number, reward: Input): number {
  return big(reward).isZero() ? paidEpochs : paidEpochs + 1;
}

export interface InitialRegretOptions {
  p: Input;
  c: Input;
  epsilon: Input;
  /** q0; .25 */
  quantile?: Input;
  /** the chain's p_norm_safe_div; 8.25 */
  safeDivision?: Input;
}

/** Quantile of experienced regrets, lowered by (c - 8.25 / p) (std + eps); unchanged if nobody is experienced. */
export function initialRegretAfter(experienced: readonly Input[], current: Input, options: InitialRegretOptions): Big {
  if (experienced.length === 0) return big(current);
  const regrets = experienced.map(big);
  const factor = big(options.c).minus(big(options.safeDivision ?? 8.25).div(big(options.p)));
  const spread = standardDeviation(regrets).plus(big(options.epsilon));
  return quantile(regrets, big(options.quantile ?? 0.25)).plus(factor.times(spread));
}

/**
 * The later rule: the formula above from `enough` experienced regrets on; else the plain quantile of all regrets if
 * there are as many workers; else unchanged.
 */
export function laterInitialRegretAfter(
  experienced: readonly Input[],
  all: readonly Input[],
  current: Input,
  options: InitialRegretOptions,
  enough = 10,
): Big {
  if (experienced.length >= enough) return initialRegretAfter(experienced, current, options);
  if (all.length >= enough) return quantile(all.map(big), big(options.quantile ?? 0.25));
  return big(current);
}
