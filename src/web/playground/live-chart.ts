import * as vega from 'vega';
import embed from 'vega-embed';
import { type ChartPlan, chartSpec, type PageColours } from './chart-specs.ts';
import type { Drawn } from './frames.ts';

/** One point as Vega takes it. */
export interface Row {
  readonly series: string;
  readonly x: number;
  readonly y: number;
  readonly low: number | null;
}

/** A chart that is made once; points are added to it as they come. */
export class LiveChart implements Drawn {
  readonly plan: ChartPlan;
  readonly figure: HTMLElement;
  readonly #view: vega.View;
  #rows: Row[] = [];
  #fresh: Row[] = [];
  #pinned: readonly Row[] | undefined;
  #horizon: number | undefined;
  #isReset = false;

  private constructor(plan: ChartPlan, figure: HTMLElement, view: vega.View) {
    this.plan = plan;
    this.figure = figure;
    this.#view = view;
  }

  static async create(
    plan: ChartPlan,
    figure: HTMLElement,
    place: HTMLElement,
    colours: PageColours,
  ): Promise<LiveChart> {
    const { view } = await embed(place, chartSpec(plan, colours) as never, {
      actions: false,
      ast: true,
      defaultStyle: false,
      // Charts begin without points, which Vega warns of for every axis.
      logLevel: vega.Error,
      renderer: 'canvas',
      tooltip: false,
    });
    return new LiveChart(plan, figure, view as unknown as vega.View);
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  get isStale(): boolean {
    return this.#isReset || this.#fresh.length > 0 || this.#pinned !== undefined || this.#horizon !== undefined;
  }

  add(row: Row): void {
    this.#rows.push(row);
    this.#fresh.push(row);
  }

  /** Without points, for another run or topic. */
  reset(horizon: number): void {
    this.#rows = [];
    this.#fresh = [];
    this.#isReset = true;
    this.#horizon = horizon;
  }

  /** Lines of another run to compare with; none: no lines. */
  pin(rows: readonly Row[]): void {
    const { pinned } = this.plan;
    this.#pinned = rows.filter(({ series, low }) => low === null && (pinned === undefined || pinned.includes(series)));
  }

  draw(): void {
    const changes = vega.changeset();
    if (this.#isReset) changes.remove(vega.truthy);
    if (this.#fresh.length > 0) changes.insert(this.#fresh);
    if (this.#isReset || this.#fresh.length > 0) this.#view.change('points', changes);
    if (this.#pinned !== undefined) {
      this.#view.change(
        'pinned',
        vega
          .changeset()
          .remove(vega.truthy)
          .insert([...this.#pinned]),
      );
      this.figure.dataset.pinned = String(this.#pinned.length);
    }
    if (this.#horizon !== undefined) this.#view.signal('horizon', this.#horizon);
    this.#isReset = false;
    this.#fresh = [];
    this.#pinned = undefined;
    this.#horizon = undefined;
    this.#view.run();
    this.figure.dataset.points = String(this.#rows.length);
  }

  remove(): void {
    this.#view.finalize();
    this.figure.remove();
  }
}
