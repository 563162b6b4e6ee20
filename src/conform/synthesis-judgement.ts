import type {
  ClassShares,
  ForecastingUtility,
  ListeningRule,
  ListeningWorkspace,
  ScoreWindow,
} from '../../sim/index.ts';
import {
  classSharesInto,
  commonScale,
  createListeningWorkspace,
  createScoreWindow,
  forecasterScoresInto,
  forecastersEntropyCounts,
  infererScoresInto,
  listenInto,
  modifiedEntropy,
  networkLossesInto,
  pushScores,
  reputerFractionsInto,
  stepForecastingUtility,
  takeReports,
  updateRegrets,
  type WeightRuleName,
  windowDeviation,
  workerFractionsInto,
} from '../../sim/index.ts';
import type { ConformOptions } from './options.ts';
import { needsEarlierRows, noValueByTheRules, numberOf, type SynthesisCells } from './synthesis-cells.ts';
import type { BundleColumns, SynthesisSize } from './synthesis-columns.ts';
import { type Role, regretColumns, roles, type StateColumn, type SynthesisState } from './synthesis-state.ts';

const classNames: Readonly<Record<Role, keyof ClassShares>> = {
  inferer: 'inferers',
  forecaster: 'forecasters',
  reputer: 'reputers',
};

/** Recomputes what follows from the losses of a row: network losses, regrets, scores, fractions, rewards. */
export class SynthesisJudgement {
  readonly #columns: BundleColumns;
  readonly #size: SynthesisSize;
  readonly #options: ConformOptions;
  readonly #listening: ListeningWorkspace;
  readonly #listeningRule: ListeningRule;
  readonly #windows: Record<'inferer' | 'forecaster', ScoreWindow>;
  readonly #reports: Float64Array;
  readonly #stakes: Float64Array;
  readonly #losses: Float64Array;
  readonly #scratch: Float64Array;
  readonly #all: Readonly<Record<Role, Int32Array>>;
  #regretColumns: readonly StateColumn[] | undefined;

  constructor(columns: BundleColumns, size: SynthesisSize, options: ConformOptions) {
    const { values } = options;
    const length = columns.layout.length;
    this.#columns = columns;
    this.#size = size;
    this.#options = options;
    this.#listening = createListeningWorkspace(size.reputers, length);
    this.#listeningRule = {
      epsilonReputer: numberOf(values, 'epsilonReputer'),
      epsilonSafeDiv: numberOf(values, 'epsilonSafeDiv'),
      learningRate: numberOf(values, 'learningRate'),
      maxGradientThreshold: numberOf(values, 'maxGradientThreshold'),
      gradientDescentMaxIters: numberOf(values, 'gradientDescentMaxIters'),
      minStakeFraction: numberOf(values, 'minStakeFraction'),
      clampListening: values.clampListening === true,
    };
    this.#windows = {
      inferer: createScoreWindow(numberOf(values, 'scoreWindowInferers')),
      forecaster: createScoreWindow(numberOf(values, 'scoreWindowForecasters')),
    };
    this.#reports = new Float64Array(size.reputers * length);
    this.#stakes = new Float64Array(size.reputers);
    this.#losses = new Float64Array(length);
    this.#scratch = new Float64Array(2 * length);
    const places = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
    this.#all = {
      inferer: places(size.inferers),
      forecaster: places(size.forecasters),
      reputer: places(size.reputers),
    };
  }

  /** The rows so far have nothing to do with those to come. */
  forgetWindows(): void {
    this.#windows.inferer.count = 0;
    this.#windows.forecaster.count = 0;
  }

  compareRow(cells: SynthesisCells, state: SynthesisState, hasBefore: boolean): void {
    const { layout } = this.#columns;
    const losses = this.#losses;
    const reputers = this.#readReports(cells);
    networkLossesInto(this.#reports, layout.length, this.#stakes, reputers.length, layout, this.#scratch, losses);
    this.#columns.losses.forEach((column, place) => {
      cells.check(column, losses[place], noValueByTheRules);
    });
    this.#compareRegrets(cells, state, hasBefore);

    const scores = this.#compareScores(cells);
    const reputerScores = this.#compareConsensus(cells, state, reputers, hasBefore);
    const fractions = {
      inferer: this.#workerFractions(cells, 'inferer', scores.inferer),
      forecaster: this.#workerFractions(cells, 'forecaster', scores.forecaster),
      reputer: this.#reputerFractions(cells, reputers, reputerScores),
    };
    const entropies = this.#compareEntropies(cells, state, fractions, hasBefore);
    this.#compareRewards(cells, state, scores.inferer, fractions, entropies, hasBefore);
  }

  /**
   * Computes the scale that the next row's weights are on, from the regrets of the workers judged in this row: those that
   * have a network loss.
   */
  rememberScale(cells: SynthesisCells, state: SynthesisState): void {
    const rule = this.#options.values.weights as WeightRuleName;
    if (rule === 'clamped') return;
    const { layout } = this.#columns;
    const judged: number[] = [];
    const take = (regret: number, place: number) => {
      if (!Number.isNaN(regret) && !Number.isNaN(this.#losses[place])) judged.push(regret);
    };
    for (let j = 0; j < layout.inferers; ++j) take(state.regrets.inferer[j], layout.inferer + j);
    for (let k = 0; k < layout.forecasters; ++k) take(state.regrets.forecaster[k], layout.forecaster + k);
    if (judged.length === 0 && cells.row > 0) return;
    const regrets =
      judged.length > 0
        ? judged
        : [...state.regrets.inferer, ...state.regrets.forecaster].filter((r) => !Number.isNaN(r));
    const values = Float64Array.from(regrets);
    const epsilon = numberOf(this.#options.values, 'epsilon');
    if (regrets.length > 0) {
      state.scale = commonScale(values, regrets.length, rule, epsilon, new Float64Array(2 * regrets.length));
    }
  }

  /** Fills reports and stakes with the reputers who reported anything; returns their numbers. */
  #readReports(cells: SynthesisCells): number[] {
    const { layout, reported } = this.#columns;
    const present: number[] = [];
    for (let m = 0; m < this.#size.reputers; ++m) {
      const stake = cells.read(`reputer_stake_${m}`);
      if (Number.isNaN(stake)) continue;
      const row = present.length * layout.length;
      let any = false;
      for (let v = 0; v < layout.length; ++v) {
        const loss = cells.read(reported[m][v]);
        this.#reports[row + v] = loss;
        any ||= !Number.isNaN(loss);
      }
      if (!any) continue;
      this.#stakes[present.length] = stake;
      present.push(m);
    }
    return present;
  }

  #compareRegrets(cells: SynthesisCells, state: SynthesisState, hasBefore: boolean): void {
    const alpha = numberOf(this.#options.values, 'alphaRegret');
    if (hasBefore) {
      updateRegrets(
        state.regrets,
        this.#losses,
        this.#columns.layout,
        this.#all.inferer,
        this.#all.forecaster,
        alpha,
        Number.NaN,
      );
    }
    this.#regretColumns ??= regretColumns(state.regrets);
    for (const { column, array, at } of this.#regretColumns) {
      cells.check(column, hasBefore ? array[at] : Number.NaN, needsEarlierRows);
    }
  }

  #compareScores(cells: SynthesisCells): Record<'inferer' | 'forecaster', Float64Array> {
    const { layout } = this.#columns;
    const inferer = new Float64Array(this.#size.inferers);
    const forecaster = new Float64Array(this.#size.forecasters);
    infererScoresInto(this.#losses, layout, inferer);
    forecasterScoresInto(this.#losses, layout, forecaster);
    inferer.forEach((score, j) => {
      cells.check(`inferer_score_${j}`, score, noValueByTheRules);
    });
    forecaster.forEach((score, k) => {
      cells.check(`forecaster_score_${k}`, score, noValueByTheRules);
    });
    return { inferer, forecaster };
  }

  /** Scores by reputer number; NaN for the absent, and for all when a coefficient is not known. */
  #compareConsensus(
    cells: SynthesisCells,
    state: SynthesisState,
    reputers: readonly number[],
    hasBefore: boolean,
  ): Float64Array {
    const count = reputers.length;
    const scoreOf = new Float64Array(this.#size.reputers).fill(Number.NaN);
    const adjustedOf = scoreOf.slice();
    const coefficients = Float64Array.from(reputers, (m) => this.#coefficient(state, m, hasBefore));
    const isKnown = count > 0 && !coefficients.some(Number.isNaN);
    if (isKnown) {
      const scores = new Float64Array(count);
      const adjusted = new Float64Array(count);
      takeReports(
        this.#listening.losses,
        this.#reports,
        this.#columns.layout.length,
        count,
        this.#columns.layout.length,
      );
      listenInto(this.#listening, this.#stakes, this.#listeningRule, coefficients, scores, adjusted);
      reputers.forEach((m, n) => {
        scoreOf[m] = scores[n];
        adjustedOf[m] = adjusted[n];
        state.coefficients[m] = coefficients[n];
      });
    }
    const missing = isKnown ? noValueByTheRules : needsEarlierRows;
    for (let m = 0; m < this.#size.reputers; ++m) {
      const isFrozen = hasBefore && !reputers.includes(m);
      const coefficient = isKnown || isFrozen ? state.coefficients[m] : Number.NaN;
      cells.check(`reputer_listening_coefficient_${m}`, hasBefore ? coefficient : Number.NaN, missing);
      cells.check(`reputer_adjusted_stake_${m}`, adjustedOf[m], missing);
      cells.check(`reputer_score_${m}`, scoreOf[m], missing);
    }
    return scoreOf;
  }

  #coefficient(state: SynthesisState, m: number, hasBefore: boolean): number {
    if (!hasBefore) return Number.NaN;
    const coefficient = state.coefficients[m];
    return Number.isNaN(coefficient) && this.#options.wholeHistory ? 1 : coefficient;
  }

  #workerFractions(cells: SynthesisCells, role: 'inferer' | 'forecaster', scores: Float64Array): Float64Array {
    const { values, wholeHistory } = this.#options;
    const window = this.#windows[role];
    const fractions = new Float64Array(scores.length).fill(Number.NaN);
    pushScores(window, scores, scores.length);
    const isFull = wholeHistory || window.count === window.size;
    if (isFull) {
      const suffix = role === 'inferer' ? 'Inference' : 'Forecast';
      workerFractionsInto(
        scores,
        scores.length,
        windowDeviation(window),
        numberOf(values, 'epsilon'),
        numberOf(values, `pReward${suffix}`),
        numberOf(values, `cReward${suffix}`),
        fractions,
      );
    }
    return this.#checkFractions(cells, role, fractions, isFull ? noValueByTheRules : needsEarlierRows);
  }

  #reputerFractions(cells: SynthesisCells, reputers: readonly number[], scoreOf: Float64Array): Float64Array {
    const fractions = new Float64Array(this.#size.reputers).fill(Number.NaN);
    const isKnown = reputers.length > 0 && reputers.every((m) => !Number.isNaN(scoreOf[m]));
    if (isKnown) {
      const scores = Float64Array.from(reputers, (m) => scoreOf[m]);
      const shares = new Float64Array(reputers.length);
      const p = numberOf(this.#options.values, 'pRewardReputer');
      reputerFractionsInto(this.#stakes, scores, reputers.length, p, shares);
      reputers.forEach((m, n) => {
        fractions[m] = shares[n];
      });
    }
    return this.#checkFractions(cells, 'reputer', fractions, isKnown ? noValueByTheRules : needsEarlierRows);
  }

  /** Compares; where a fraction could not be computed, what follows takes the recorded one as its input. */
  #checkFractions(cells: SynthesisCells, role: Role, fractions: Float64Array, missing: string): Float64Array {
    return fractions.map((fraction, x) => {
      const column = `${role}_reward_fraction_${x}`;
      cells.check(column, fraction, missing);
      return Number.isNaN(fraction) && missing === needsEarlierRows ? cells.read(column) : fraction;
    });
  }

  /** Smoothed fractions and entropies; an entropy is NaN when it could not be computed. */
  #compareEntropies(
    cells: SynthesisCells,
    state: SynthesisState,
    fractions: Readonly<Record<Role, Float64Array>>,
    hasBefore: boolean,
  ): Record<Role, number> {
    const alpha = numberOf(this.#options.values, 'taskRewardAlpha');
    const beta = numberOf(this.#options.values, 'betaEntropy');
    const entropies = { inferer: Number.NaN, forecaster: Number.NaN, reputer: Number.NaN };
    const inferers = fractions.inferer.filter((fraction) => !Number.isNaN(fraction)).length;
    for (const role of roles) {
      const smoothed = state.smoothed[role];
      const shares = fractions[role];
      const isKnown =
        hasBefore &&
        (this.#options.wholeHistory || shares.every((f, x) => Number.isNaN(f) || !Number.isNaN(smoothed[x])));
      if (isKnown) {
        entropies[role] = modifiedEntropy(shares, this.#all[role], shares.length, smoothed, alpha, beta);
        const forecasters = shares.filter((fraction) => !Number.isNaN(fraction)).length;
        if (role === 'forecaster' && !forecastersEntropyCounts(inferers, forecasters)) entropies[role] = 0;
      }
      const missing = isKnown ? noValueByTheRules : needsEarlierRows;
      smoothed.forEach((share, x) => {
        cells.check(`${role}_reward_fraction_smooth_${x}`, isKnown ? share : Number.NaN, missing);
      });
      cells.check(`${role}s_entropy`, entropies[role], missing);
    }
    return entropies;
  }

  #compareRewards(
    cells: SynthesisCells,
    state: SynthesisState,
    infererScores: Float64Array,
    fractions: Readonly<Record<Role, Float64Array>>,
    entropies: Readonly<Record<Role, number>>,
    hasBefore: boolean,
  ): void {
    const task = this.#losses[1] - this.#losses[0];
    cells.check('forecaster_task_score', task, noValueByTheRules);
    const tauBefore = hasBefore ? (Number.isNaN(state.tau) && this.#options.wholeHistory ? 0 : state.tau) : Number.NaN;
    const utility: ForecastingUtility = { tau: tauBefore, chi: Number.NaN };
    const best = infererScores.reduce((most, score) => (score > most ? score : most), 0);
    if (Number.isNaN(task)) utility.tau = Number.NaN;
    else if (!Number.isNaN(tauBefore)) {
      stepForecastingUtility(utility, task, best, numberOf(this.#options.values, 'taskRewardAlpha'));
    }
    if (!Number.isNaN(utility.tau)) state.tau = utility.tau;
    cells.check('forecaster_score_ratio', utility.tau, needsEarlierRows);
    cells.check('forecasters_utility', utility.chi, needsEarlierRows);

    const shares: ClassShares = {
      inferers: Number.NaN,
      forecasters: Number.NaN,
      reputers: Number.NaN,
      gamma: Number.NaN,
    };
    if (!Object.values(entropies).some(Number.isNaN) && !Number.isNaN(utility.chi)) {
      classSharesInto(entropies.inferer, entropies.forecaster, entropies.reputer, utility.chi, shares);
    }
    const pool = cells.read('topic_rewards');
    for (const role of roles) {
      const share = shares[classNames[role]];
      cells.check(`${role}s_reward_fraction`, share, needsEarlierRows);
      fractions[role].forEach((fraction, x) => {
        cells.check(`${role}_reward_${x}`, fraction * share * pool, needsEarlierRows);
      });
    }
  }
}
