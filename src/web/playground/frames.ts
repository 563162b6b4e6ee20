/** Something that is drawn anew when it is its turn. */
export interface Drawn {
  /** Whether anything has changed since it was drawn. */
  readonly isStale: boolean;
  draw(): void;
}

/** Calls back once, before the next frame. */
export type NextFrame = (callback: (now: number) => void) => void;

/**
 * Draws stale charts in turn, one per frame, so that no frame takes long.
 *
 * @param restMilliseconds least time between two drawings of the same chart; for people who want little motion
 */
export class Frames {
  readonly #nextFrame: NextFrame;
  readonly #rest: () => number;
  readonly #afterFrame: () => void;
  #charts: readonly Drawn[] = [];
  readonly #lastDrawn = new WeakMap<Drawn, number>();
  #turn = 0;
  #scheduled = false;

  constructor(nextFrame: NextFrame, restMilliseconds: () => number, afterFrame: () => void) {
    this.#nextFrame = nextFrame;
    this.#rest = restMilliseconds;
    this.#afterFrame = afterFrame;
  }

  set charts(charts: readonly Drawn[]) {
    this.#charts = charts;
    this.#turn = 0;
  }

  /** Makes sure that there is a next frame. */
  request(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#nextFrame((now) => this.#frame(now));
  }

  #frame(now: number): void {
    this.#scheduled = false;
    const count = this.#charts.length;
    for (let n = 0; n < count; ++n) {
      const place = (this.#turn + n) % count;
      const chart = this.#charts[place];
      const last = this.#lastDrawn.get(chart) ?? Number.NEGATIVE_INFINITY;
      if (!chart.isStale || now - last < this.#rest()) continue;
      this.#lastDrawn.set(chart, now);
      this.#turn = place + 1;
      chart.draw();
      break;
    }
    this.#afterFrame();
    if (this.#charts.some(({ isStale }) => isStale)) this.request();
  }
}
