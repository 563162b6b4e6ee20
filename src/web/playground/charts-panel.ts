import { byId, element } from '../shared/dom.ts';
import { signedText } from '../shared/numbers.ts';
import { type ChartPlan, chartPlans, type PageColours } from './chart-specs.ts';
import { Frames } from './frames.ts';
import { LiveChart, type Row } from './live-chart.ts';
import type { ChartName, Points, RunShape, SeriesName } from './messages.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');
const little = matchMedia('(prefers-reduced-motion: reduce)');

/** With reduced motion a chart moves at most once a second. */
const restMilliseconds = 1000;

/** The charts of the run: those that it has, of one topic at a time. */
export class ChartsPanel {
  readonly #frames: Frames;
  readonly #rows = new Map<string, Row[]>();
  #pinned: ReadonlyMap<string, readonly Row[]> | undefined;
  #charts: LiveChart[] = [];
  #shape: RunShape | undefined;
  #topic = 0;
  #making: Promise<void> = Promise.resolve();

  /** @param afterFrame called when a frame is over, whether or not there was something to draw */
  constructor(afterFrame: () => void) {
    const next = (callback: (now: number) => void): void => void requestAnimationFrame(callback);
    this.#frames = new Frames(next, () => (little.matches ? restMilliseconds : 0), afterFrame);
    dark.addEventListener('change', () => void this.#queue(() => this.#makeAll()));
  }

  /** Empty charts for another run. Resolves when all of them are there. */
  show(shape: RunShape): Promise<void> {
    return this.#queue(async () => {
      this.#rows.clear();
      this.#shape = shape;
      const wanted = chartPlans.filter((plan) => isWanted(plan.name, shape));
      if (wanted.length === this.#charts.length && wanted.every((plan, n) => plan === this.#charts[n].plan)) {
        this.#refill();
      } else await this.#makeAll();
      byId('skill').textContent = '–';
    });
  }

  showTopic(place: number): void {
    this.#topic = place;
    this.#refill();
    this.#showSkill();
  }

  add(series: readonly SeriesName[], points: Points): void {
    const charts = new Map(this.#charts.map((chart) => [chart.plan.name, chart]));
    for (let p = 0; p < points.series.length; ++p) {
      const { topic, chart, name } = series[points.series[p]];
      const low = Number.isNaN(points.low[p]) ? null : points.low[p];
      const row: Row = { series: name, x: points.x[p], y: points.value[p], low };
      const key = `${topic}/${chart}`;
      const known = this.#rows.get(key);
      if (known === undefined) this.#rows.set(key, [row]);
      else known.push(row);
      if (topic === this.#topic || topic < 0) charts.get(chart)?.add(row);
    }
    this.#showSkill();
    this.#frames.request();
  }

  /** Keeps the lines of this run to compare the next ones with. */
  pin(): void {
    this.#pinned = new Map([...this.#rows].map(([key, rows]) => [key, [...rows]]));
    this.#showPinned();
    this.#showSkill();
  }

  unpin(): void {
    this.#pinned = new Map();
    this.#showPinned();
    this.#pinned = undefined;
    this.#showSkill();
  }

  /** Asks for a frame, so that `afterFrame` is called. */
  request(): void {
    this.#frames.request();
  }

  /** One after the other: what is made at once would get in each other's way. */
  #queue(work: () => Promise<void>): Promise<void> {
    this.#making = this.#making.then(work);
    return this.#making;
  }

  async #makeAll(): Promise<void> {
    const shape = this.#shape;
    if (shape === undefined) return;
    this.#frames.charts = [];
    for (const chart of this.#charts) chart.remove();
    this.#charts = [];
    const colours = pageColours();
    for (const plan of chartPlans) if (isWanted(plan.name, shape)) this.#charts.push(await make(plan, colours));
    this.#frames.charts = this.#charts;
    this.#refill();
  }

  #refill(): void {
    const { epochs = 0, days = 0 } = this.#shape ?? {};
    for (const chart of this.#charts) {
      chart.reset(chart.plan.overDays === true ? days : epochs);
      for (const row of this.#rows.get(this.#keyOf(chart)) ?? []) chart.add(row);
    }
    if (this.#pinned !== undefined) this.#showPinned();
    this.#frames.request();
  }

  #showPinned(): void {
    for (const chart of this.#charts) chart.pin(this.#pinned?.get(this.#keyOf(chart)) ?? []);
    this.#frames.request();
  }

  #keyOf({ plan }: LiveChart): string {
    return `${plan.overDays === true ? -1 : this.#topic}/${plan.name}`;
  }

  #showSkill(): void {
    const latest = this.#rows.get(`${this.#topic}/skill`)?.at(-1);
    const kept = this.#pinned?.get(`${this.#topic}/skill`)?.at(-1);
    const before = kept === undefined ? '' : ` (pinned: ${signedText(kept.y, 3)})`;
    byId('skill').textContent = latest === undefined ? '–' : `${signedText(latest.y, 3)}${before}`;
  }
}

/** Whether a run of this kind has anything to show in a chart. */
function isWanted(chart: ChartName, { topics, attacks, days, actorsEvery }: RunShape): boolean {
  if (chart === 'emission' || chart === 'supply') return days > 0;
  if (topics.length === 0) return false;
  if (chart === 'damage') return attacks;
  return actorsEvery > 0 || !['policy-rewards', 'policy-weights', 'listening'].includes(chart);
}

async function make(plan: ChartPlan, colours: PageColours): Promise<LiveChart> {
  const place = element('div', { class: 'chart' });
  const figure = element(
    'figure',
    { id: `chart-${plan.name}`, class: plan.wide ? 'wide-figure' : undefined, 'data-points': 0 },
    element('figcaption', {}, element('h3', {}, plan.title), element('p', { class: 'note' }, plan.note)),
    place,
  );
  byId('charts').append(figure);
  return LiveChart.create(plan, figure, place, colours);
}

function pageColours(): PageColours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: colour('--ink'),
    faint: colour('--faint'),
    line: colour('--line'),
    page: colour('--page'),
    combined: colour('--combined'),
    outerBand: colour('--outer-band'),
    innerBand: colour('--inner-band'),
  };
}

/** How the charts were thinned, and what they leave out, in words. */
export function thinningWords(shape: RunShape): string {
  const { epochsPerPoint, epochsPerRoughPoint, topics, allTopics, actorsEvery, epochs } = shape;
  const words: string[] = [];
  if (epochs > 0 && epochsPerRoughPoint > 1) {
    const others = epochsPerPoint > 1 ? `; of ${epochsPerPoint} in the other charts (of sums: the last of them)` : '';
    words.push(`Each point of losses and damage is the mean of ${epochsPerRoughPoint} epochs${others}.`);
  }
  if (allTopics > topics.length) words.push(`Charts are drawn of the first ${topics.length} of ${allTopics} topics.`);
  if (topics.length > 0 && actorsEvery === 0) words.push('No actors are recorded: there are no charts by policy.');
  else if (actorsEvery > 1) words.push(`Actors are recorded in every ${actorsEvery}th epoch (record.actors.every).`);
  return words.join(' ');
}
