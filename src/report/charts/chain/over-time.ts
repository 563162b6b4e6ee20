import type { ChainData } from '../../data/chain.ts';
import type { TopicStandings } from '../../data/topic-standings.ts';
import type { Drawing, Heading, Spec } from '../chart.ts';
import { type LinesOverEpochs, linesOverEpochs, type Series } from '../lines.ts';
import { type Stacks, stacks } from '../stacks.ts';

/** What the charts of the hub chain are drawn from. */
export interface ChainInput {
  readonly chain: ChainData;
  /** Undefined where epochs were not recorded, or topics have no weights. */
  readonly standings: TopicStandings | undefined;
  /** Blocks of a month, by the scenario; undefined when it does not say. */
  readonly blocksPerMonth: number | undefined;
}

/** Draws a chart of the hub chain, or says why it cannot be drawn. */
export type DrawChain = (input: ChainInput) => Drawing;

/** A line of a column, or of values of its own. */
export type ChainLine = Omit<Series, 'values'> & ({ readonly column: string } | { readonly values: Float64Array });

/** The axis of time of all charts of a chain. */
export function timeSpec({ time }: ChainData): Spec {
  return {
    field: time.unit,
    type: 'quantitative',
    title: time.title,
    scale: { zero: false, nice: false },
    axis: { grid: false, tickCount: 6, labelFlush: false, labelOverlap: true, format: '.4~r' },
  };
}

/** What is added to titles of charts whose points stand for several rows. */
function inTitle({ rowsPerPoint }: ChainData): string {
  return rowsPerPoint > 1 ? `, means of ${rowsPerPoint} intervals` : '';
}

/** Lines over time. Columns of amounts in an interval are drawn per day or month: `rate`. */
export function overTime(
  { chain }: ChainInput,
  about: Heading &
    Pick<LinesOverEpochs, 'zero' | 'log' | 'spans' | 'whole' | 'yTitle'> & {
      readonly rate?: boolean;
      readonly series: readonly ChainLine[];
    },
): Drawing {
  return linesOverEpochs({
    ...about,
    title: `${about.title}${inTitle(chain)}`,
    x: chain.x,
    xAxis: timeSpec(chain),
    series: about.series.map((line) => ({ ...line, values: valuesOf(chain, line, about.rate === true) })),
  });
}

/** Stacked columns over time. */
export function stackedOverTime(
  { chain }: ChainInput,
  about: Heading &
    Pick<Stacks, 'shares' | 'yTitle'> & { readonly rate?: boolean; readonly series: readonly ChainLine[] },
): Drawing {
  return stacks({
    ...about,
    title: `${about.title}${inTitle(chain)}`,
    x: chain.x,
    xAxis: timeSpec(chain),
    series: about.series.map((line) => ({ ...line, values: valuesOf(chain, line, about.rate === true) })),
  });
}

function valuesOf(chain: ChainData, line: ChainLine, rate: boolean): Float64Array {
  if ('values' in line) return line.values;
  return rate ? chain.rate(line.column) : chain.mean(line.column);
}

/** Values in percent. */
export function inPercent(values: Float64Array): Float64Array {
  return values.map((value) => 100 * value);
}
