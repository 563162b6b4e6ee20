/**
 * One row of synthesis from its own inputs and the row before, by the oracle.
 *
 * Row N holds the inferences of epoch N, made with the regrets and the loss of row N - 1, and the losses that judge the
 * inferences of row N - 1.
 *
 * Readings: an actor is present in a row if it has what it hands in there: an inferer its inference, a reputer its stake
 * and at least one loss. Regrets, smoothed fractions and coefficients of the absent stay as they are and are printed.
 * The common scale of the ratio rules is made of the combined regrets that row N - 1 updated.
 */
import type {
  Big,
  Listening,
  LossBundle,
  Maybe,
  RegretState,
  Regrets,
  Synthesis,
  WeightRule,
} from '../oracle/index.ts';
import {
  big,
  commonScale,
  forecasterScores,
  infererScores,
  listening,
  lossVector,
  networkLosses,
  present,
  reputerFractions,
  scoreWindow,
  smoothed,
  split,
  synthesize,
  toDouble,
  updatedRegrets,
  utility,
  workerFractions,
} from '../oracle/index.ts';
import type { Row, Sizes } from './columns.ts';

export interface RowParameters {
  rule: WeightRule;
  p: number;
  c: number;
  epsilon: number;
  alphaRegret: number;
  /** stands in for regrets that are not in the row before */
  initialRegret: number;
  /** scores in the window of a role */
  infererWindow: number;
  forecasterWindow: number;
  /** exponent of stake times score */
  rewardPower: number;
}

export const referenceParameters: RowParameters = {
  rule: 'clamped',
  p: 3,
  c: 0.75,
  epsilon: 0.01,
  alphaRegret: 0.1,
  initialRegret: 0.0001,
  infererWindow: 10,
  forecasterWindow: 10,
  rewardPower: 1,
};

export interface NextRow {
  row: Row;
  synthesis: Synthesis;
  listening: Listening | null;
}

function ids(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function cells(row: Row, length: number, name: (index: number) => string): (number | null)[] {
  return ids(length).map((index) => row.get(name(index)) ?? null);
}

/** The regrets that a row prints. */
export function regretsOf(row: Row, { inferers: K, forecasters: F }: Sizes): RegretState {
  const oneOut = (withheld: number, first: number, length: number): (number | null)[] =>
    cells(row, length, (l) => `inference_regret_worker_${first + l}_oneout_${withheld}`);
  return {
    inferer: cells(row, K, (j) => `inference_regret_worker_${j}`),
    forecaster: cells(row, F, (k) => `inference_regret_worker_${K + k}`),
    naive: cells(row, K, (j) => `naive_inference_regret_worker_${j}`),
    oneOutInfererInferer: ids(K).map((withheld) => oneOut(withheld, 0, K)),
    oneOutInfererForecaster: ids(K).map((withheld) => oneOut(withheld, K, F)),
    oneOutForecasterInferer: ids(F).map((withheld) => oneOut(K + withheld, 0, K)),
    oneOutForecasterForecaster: ids(F).map((withheld) => oneOut(K + withheld, K, F)),
    oneInInferer: ids(F).map((added) => cells(row, K, (j) => `inference_regret_worker_${j}_onein_${added}`)),
    oneInSelf: ids(F).map((added) => row.get(`inference_regret_worker_${K}_onein_${added}`) ?? null),
  };
}

/** The losses that reputer m reports in a row. */
export function bundleOf(row: Row, { inferers: K, forecasters: F }: Sizes, m: number): LossBundle<number | null> {
  const reported = (name: string): number | null => row.get(`reputer_${m}_loss_${name}`) ?? null;
  return {
    combined: reported('network_inference'),
    naive: reported('naive_network_inference'),
    inferer: ids(K).map((j) => reported(`inference_${j}`)),
    forecaster: ids(F).map((k) => reported(`forecast_implied_inference_${k}`)),
    oneOutInferer: ids(K).map((j) => reported(`network_inference_oneout_${j}`)),
    oneOutForecaster: ids(F).map((k) => reported(`network_inference_oneout_${K + k}`)),
    oneInForecaster: ids(F).map((k) => reported(`naive_network_inference_onein_${k}`)),
    oneOutInfererForecaster: ids(F).map((k) =>
      ids(K).map((j) => reported(`forecast_implied_inference_${k}_oneout_${j}`)),
    ),
  };
}

/** Combined regrets that a row updated: those of workers that have a loss in it. */
export function scaleRegretsOf(row: Row, sizes: Sizes): number[] {
  const { inferer, forecaster } = regretsOf(row, sizes);
  const updated = (regrets: RegretState['inferer'], loss: string): number[] =>
    regrets.flatMap((regret, l) =>
      typeof regret !== 'number' || (row.get(`${loss}_${l}`) ?? null) === null ? [] : [regret],
    );
  return [...updated(inferer, 'inference_loss'), ...updated(forecaster, 'forecast_implied_inference_loss')];
}

/** Inferences of a row from its inputs and the row before. */
export function inferencesOf(inputs: Row, before: Row, sizes: Sizes, parameters: RowParameters): Synthesis {
  const scaleRegrets = scaleRegretsOf(before, sizes).map(big);
  return synthesize({
    inferences: cells(inputs, sizes.inferers, (j) => `inference_${j}`),
    forecasts: ids(sizes.forecasters).map((k) => cells(inputs, sizes.inferers, (j) => `forecasted_loss_${k}_for_${j}`)),
    previousLoss: before.get('network_loss') ?? null,
    allNew: false,
    initialRegret: parameters.initialRegret,
    regrets: regretsOf(before, sizes),
    rule: parameters.rule,
    commonScale:
      parameters.rule === 'clamped' || scaleRegrets.length === 0
        ? null
        : commonScale(scaleRegrets, parameters.rule, big(parameters.epsilon)),
    p: parameters.p,
    c: parameters.c,
    epsilon: parameters.epsilon,
  });
}

/**
 * Every derived cell of a row.
 *
 * @param inputs inferences, forecasts, stakes, reported losses, topic rewards
 * @param before the row before, for its state
 * @param history rows before this one, newest first, for the windows of scores
 */
export function nextRow(
  inputs: Row,
  before: Row,
  history: readonly Row[],
  sizes: Sizes,
  parameters: RowParameters = referenceParameters,
): NextRow {
  const { inferers: K, reputers: R } = sizes;
  const row: Row = new Map(inputs);
  const sheet = sheetOf(row);
  const { put, putAll } = sheet;

  const synthesis = inferencesOf(inputs, before, sizes, parameters);
  synthesis.forecastedRegrets.forEach((list, k) => {
    putAll(list, (j) => `forecasted_regret_${k}_inferer_${j}`);
    putAll(synthesis.impliedOneOut[k], (j) => `forecast_implied_inference_${k}_oneout_${j}`);
  });
  putAll(synthesis.implied, (k) => `forecast_implied_inference_${k}`);
  put('network_inference', synthesis.combined);
  putAll(synthesis.percentiles, (n) => `network_inference_errorbar_${n}`);
  put('network_naive_inference', synthesis.naive);
  putAll([...synthesis.oneOutInferer, ...synthesis.oneOutForecaster], (o) => `network_inference_oneout_${o}`);
  putAll(synthesis.oneInForecaster, (k) => `network_naive_inference_onein_${k}`);

  const stakes = cells(inputs, R, (m) => `reputer_stake_${m}`);
  const bundles = ids(R).map((m) => bundleOf(inputs, sizes, m));
  const reporters = ids(R).filter((m) => stakes[m] !== null && present(lossVector(bundles[m])).length > 0);
  const losses = networkLosses(
    reporters.map((m) => bundles[m]),
    reporters.map((m) => stakes[m] ?? 0),
  );
  put('network_loss', losses.combined);
  put('network_naive_loss', losses.naive);
  putAll(losses.inferer, (j) => `inference_loss_${j}`);
  putAll(losses.forecaster, (k) => `forecast_implied_inference_loss_${k}`);
  losses.oneOutInfererForecaster.forEach((list, k) => {
    putAll(list, (j) => `forecast_implied_inference_loss_${k}_oneout_${j}`);
  });
  putAll([...losses.oneOutInferer, ...losses.oneOutForecaster], (o) => `network_loss_oneout_${o}`);
  putAll(losses.oneInForecaster, (k) => `network_naive_loss_onein_${k}`);

  const regrets = updatedRegrets(regretsOf(before, sizes), losses, parameters.alphaRegret, parameters.initialRegret);
  putRegrets(sheet, regrets, K);

  const agreed = putConsensus(sheet, before, bundles, stakes, reporters);
  putRewards(sheet, { before, history, sizes, parameters, losses, stakes });
  return { row, synthesis, listening: agreed };
}

/** A row with its pen. */
interface Sheet {
  row: Row;
  put: (name: string, value: Maybe<Big>) => void;
  putAll: (values: readonly Maybe<Big>[], name: (index: number) => string) => void;
}

function sheetOf(row: Row): Sheet {
  const put: Sheet['put'] = (name, value) => {
    row.set(name, toDouble(value));
  };
  const putAll: Sheet['putAll'] = (values, name) => {
    values.forEach((value, index) => {
      put(name(index), value);
    });
  };
  return { row, put, putAll };
}

function putRegrets({ putAll }: Sheet, regrets: Regrets, K: number): void {
  putAll([...regrets.inferer, ...regrets.forecaster], (l) => `inference_regret_worker_${l}`);
  putAll(regrets.naive, (j) => `naive_inference_regret_worker_${j}`);
  regrets.oneOutInfererInferer.forEach((list, o) => {
    putAll([...list, ...regrets.oneOutInfererForecaster[o]], (l) => `inference_regret_worker_${l}_oneout_${o}`);
  });
  regrets.oneOutForecasterInferer.forEach((list, o) => {
    putAll([...list, ...regrets.oneOutForecasterForecaster[o]], (l) => `inference_regret_worker_${l}_oneout_${K + o}`);
  });
  regrets.oneInInferer.forEach((list, k) => {
    putAll([...list, regrets.oneInSelf[k]], (l) => `inference_regret_worker_${l}_onein_${k}`);
  });
}

/** The reputers' consensus; coefficients of the absent stay as they are. */
function putConsensus(
  { row, put }: Sheet,
  before: Row,
  bundles: readonly LossBundle[],
  stakes: readonly (number | null)[],
  reporters: readonly number[],
): Listening | null {
  const stored = cells(before, stakes.length, (m) => `reputer_listening_coefficient_${m}`);
  const agreed =
    reporters.length === 0
      ? null
      : listening(
          reporters.map((m) => lossVector(bundles[m])),
          reporters.map((m) => stakes[m] ?? 0),
          reporters.map((m) => stored[m] ?? 1),
        );
  for (const m of ids(stakes.length)) {
    const place = reporters.indexOf(m);
    row.set(`reputer_listening_coefficient_${m}`, stored[m]);
    if (place >= 0) put(`reputer_listening_coefficient_${m}`, agreed?.coefficients[place] ?? null);
    put(`reputer_adjusted_stake_${m}`, agreed?.adjustedStakes[place] ?? null);
    put(`reputer_score_${m}`, agreed?.scores[place] ?? null);
  }
  return agreed;
}

interface RewardInputs {
  before: Row;
  history: readonly Row[];
  sizes: Sizes;
  parameters: RowParameters;
  losses: LossBundle<Maybe<Big>>;
  stakes: readonly (number | null)[];
}

/** Scores, shares and rewards of a row. */
function putRewards({ row, put, putAll }: Sheet, inputs: RewardInputs): void {
  const { before, history, sizes, parameters, losses, stakes } = inputs;
  const ofInferers = infererScores(losses);
  const ofForecasters = forecasterScores(losses);
  putAll(ofInferers, (j) => `inferer_score_${j}`);
  putAll(ofForecasters, (k) => `forecaster_score_${k}`);
  const past = (length: number, name: string): (number | null)[][] =>
    history.map((old) => cells(old, length, (index) => `${name}_${index}`));
  const fractionsOf = (scores: Maybe<Big>[], name: string, size: number): Maybe<Big>[] =>
    workerFractions(scores, scoreWindow([scores, ...past(scores.length, name)], size), parameters);
  const u = fractionsOf(ofInferers, 'inferer_score', parameters.infererWindow);
  const v = fractionsOf(ofForecasters, 'forecaster_score', parameters.forecasterWindow);
  const w = reputerFractions(
    stakes,
    cells(row, sizes.reputers, (m) => `reputer_score_${m}`),
    parameters.rewardPower,
  );
  const smooth = (fractions: Maybe<Big>[], name: string): Maybe<Big> => {
    putAll(fractions, (l) => `${name}_${l}`);
    const next = smoothed(
      fractions,
      cells(before, fractions.length, (l) => `${name}_smooth_${l}`),
    );
    putAll(next.fractions, (l) => `${name}_smooth_${l}`);
    return next.entropy;
  };
  const entropyF = smooth(u, 'inferer_reward_fraction');
  const entropyV = smooth(v, 'forecaster_reward_fraction');
  const entropyH = smooth(w, 'reputer_reward_fraction');
  const entropyG = entropyV === null || present(u).length <= 1 ? big(0) : entropyV;
  put('inferers_entropy', entropyF);
  put('forecasters_entropy', entropyG);
  put('reputers_entropy', entropyH);
  if (losses.combined === null || losses.naive === null) return;

  const task = losses.naive.minus(losses.combined);
  const { tau, chi } = utility(task, ofInferers, before.get('forecaster_score_ratio') ?? 0);
  put('forecaster_task_score', task);
  put('forecaster_score_ratio', tau);
  put('forecasters_utility', chi);
  if (entropyF === null || entropyH === null) return;
  const classes = split(entropyF, entropyG, entropyH, chi);
  const pot = big(row.get('topic_rewards') ?? 0);
  const pay = (fractions: Maybe<Big>[], share: Big, role: string): void => {
    put(`${role}s_reward_fraction`, share);
    putAll(
      fractions.map((fraction) => (fraction === null ? null : fraction.times(share).times(pot))),
      (l) => `${role}_reward_${l}`,
    );
  };
  pay(u, classes.inferers, 'inferer');
  pay(v, classes.forecasters, 'forecaster');
  pay(w, classes.reputers, 'reputer');
}
