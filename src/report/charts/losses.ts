import { COLOURS } from '../palette.ts';
import type { ChartOf } from './chart.ts';
import { rollingLines } from './rolling-lines.ts';

/** log10 losses of the network's inference and of what a consumer could have used instead. */
export const losses: ChartOf = (rows) =>
  rollingLines(rows, {
    name: 'losses',
    title: 'Losses',
    note: 'Lower is better. Healthy: the combined inference is lowest. Epochs without a loss do not count.',
    yTitle: 'log10 of the loss',
    series: [
      { column: 'combined_loss', name: 'combined', colour: COLOURS.combined },
      { column: 'naive_loss', name: 'naive', colour: COLOURS.naive },
      { column: 'best_single_loss', name: 'best single inferer so far', colour: COLOURS.bestSingle },
      { column: 'equal_weight_loss', name: 'equal-weight mean', colour: COLOURS.equalWeight },
    ],
  });
