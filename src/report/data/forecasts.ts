/** One forecaster in one epoch: the mean loss that it forecast, and the mean loss that came of the same inferers. */
export interface ForecastAndLoss {
  readonly actor: string;
  readonly policy: string;
  readonly epoch: number;
  readonly forecast: number;
  readonly observed: number;
}

/** How the forecasts of one topic compare with what came. */
export interface Forecasts {
  /** Of every so many recorded epochs, spread evenly over the run. */
  readonly points: readonly ForecastAndLoss[];
  /** Epochs recorded per epoch that `points` are of; 1: all of them. */
  readonly every: number;
  /** Forecasters that were compared, and how many of them `points` are of. */
  readonly forecasters: number;
  readonly shown: number;
  /** Mean over the forecasters of the correlation over all epochs recorded; NaN without one. */
  readonly overEpochs: number;
  /** Mean over forecasters and epochs of the correlation over the inferers; NaN without one. */
  readonly withinEpochs: number;
}

/** Points kept at most. */
const MOST_POINTS = 1_000;
/** Forecasters that points are kept of. */
const MOST_FORECASTERS = 64;
/** Fewer epochs tell nothing about a correlation. */
const LEAST_EPOCHS = 3;

/** Pearson's correlation of pairs that come one by one, in constant memory (Welford's update). */
export class RunningCorrelation {
  #n = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  add(x: number, y: number): void {
    ++this.#n;
    const dx = x - this.#x;
    const dy = y - this.#y;
    this.#x += dx / this.#n;
    this.#y += dy / this.#n;
    this.#xx += dx * (x - this.#x);
    this.#yy += dy * (y - this.#y);
    this.#xy += dx * (y - this.#y);
  }

  /** -1 to 1; NaN from fewer than three pairs, or when one of the two is always the same. */
  result(): number {
    if (this.#n < LEAST_EPOCHS || !(this.#xx > 0 && this.#yy > 0)) return Number.NaN;
    return Math.max(-1, Math.min(1, this.#xy / (Math.sqrt(this.#xx) * Math.sqrt(this.#yy))));
  }
}

/** Takes the rows of a topic's forecasters as they come. What it keeps does not grow with the number of epochs. */
export class ForecastReader {
  /** One epoch in so many is recorded. */
  readonly #recordedEvery: number;
  readonly #byActor = new Map<string, RunningCorrelation>();
  #points: ForecastAndLoss[] = [];
  #every = 1;
  #within = 0;
  #withinCount = 0;

  constructor(recordedEvery: number) {
    this.#recordedEvery = recordedEvery;
  }

  /** @param correlation over the inferers of the epoch; NaN where there is none */
  add(point: ForecastAndLoss, correlation: number): void {
    const { actor, forecast, observed } = point;
    if (!Number.isFinite(forecast) || !Number.isFinite(observed)) return;
    let own = this.#byActor.get(actor);
    if (own === undefined) {
      own = new RunningCorrelation();
      this.#byActor.set(actor, own);
    }
    own.add(forecast, observed);
    if (Number.isFinite(correlation)) {
      this.#within += correlation;
      ++this.#withinCount;
    }
    if (!this.#isKept(point) || (this.#byActor.size > MOST_FORECASTERS && !this.#isShown(actor))) return;
    this.#points.push(point);
    if (this.#points.length <= MOST_POINTS) return;
    // Whole epochs go: of every other one that is left nothing is kept.
    this.#every *= 2;
    this.#points = this.#points.filter((one) => this.#isKept(one));
  }

  #isKept({ epoch }: ForecastAndLoss): boolean {
    return epoch % (this.#recordedEvery * this.#every) === 0;
  }

  #isShown(actor: string): boolean {
    let place = 0;
    for (const name of this.#byActor.keys()) {
      if (name === actor) return true;
      if (++place === MOST_FORECASTERS) return false;
    }
    return false;
  }

  result(): Forecasts {
    const over = [...this.#byActor.values()].map((own) => own.result()).filter(Number.isFinite);
    return {
      points: this.#points,
      every: this.#every,
      forecasters: this.#byActor.size,
      shown: Math.min(MOST_FORECASTERS, this.#byActor.size),
      overEpochs: over.reduce((sum, rho) => sum + rho, 0) / over.length,
      withinEpochs: this.#within / this.#withinCount,
    };
  }
}
