import type { ReportContent } from '../report/content.ts';
import { escapeHtml } from '../report/html.ts';

const WIDTH = 240;
const HEIGHT = 56;
/** Room for the width of lines. */
const EDGE = 2;
const POINTS = 60;

interface Line {
  /** Class of the line, which has its colour. */
  readonly kind: 'combined' | 'naive' | 'chain';
  readonly values: Float64Array;
}

/**
 * A small picture of a run: loss of the combined inference against the naive one in the first topic, or, without losses,
 * the circulating supply. Markup; empty when there is nothing to draw.
 */
export function sparkline({ sections, chain }: ReportContent): string {
  const epochs = sections[0]?.epochs;
  if (epochs?.has('combined_loss')) {
    const points = epochs.points(POINTS);
    const line = (kind: 'naive' | 'combined'): Line => ({ kind, values: points.mean(epochs.sums(`${kind}_loss`)) });
    const what = `Loss in ${epochs.topic} over the run: combined inference (thick) and naive one (thin).`;
    return picture(what, [line('naive'), line('combined')]);
  }
  if (chain === undefined) return '';
  return picture('Circulating supply over the run.', [{ kind: 'chain', values: chain.chain.mean('circulating') }]);
}

/** All lines on one scale, without axes: only the shape is shown. */
export function picture(what: string, lines: readonly Line[]): string {
  const all = lines.flatMap(({ values }) => [...values].filter(Number.isFinite));
  if (all.length < 2) return '';
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const y = (value: number): number =>
    high === low ? HEIGHT / 2 : EDGE + ((high - value) / (high - low)) * (HEIGHT - 2 * EDGE);
  const paths = lines.map(({ kind, values }) => {
    const x = (p: number): number => EDGE + (p / Math.max(1, values.length - 1)) * (WIDTH - 2 * EDGE);
    return `<path class="${kind}" d="${pathOf(values, x, y)}"/>`;
  });
  return `<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(what)}">${paths.join('')}</svg>`;
}

/** Values that are no number leave a gap. */
function pathOf(values: Float64Array, x: (p: number) => number, y: (value: number) => number): string {
  let path = '';
  let drawing = false;
  for (const [p, value] of values.entries()) {
    if (Number.isFinite(value)) path += `${drawing ? 'L' : 'M'}${x(p).toFixed(1)} ${y(value).toFixed(1)}`;
    drawing = Number.isFinite(value);
  }
  return path;
}
