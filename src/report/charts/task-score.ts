import { COLOURS } from '../palette.ts';
import type { ChartOf } from './chart.ts';
import { rollingLines } from './rolling-lines.ts';

/** What the forecasters together are worth: L_naive - L_combined. */
export const taskScore: ChartOf = (rows) =>
  rollingLines(rows, {
    name: 'forecaster-task-score',
    title: 'Forecaster task score: log10 loss of naive minus combined',
    note: 'Healthy: above zero (dashed), where the forecasters improve the inference of the network.',
    yTitle: 'difference of log10 losses',
    series: [{ column: 'forecaster_task_score', name: 'forecaster task score', colour: COLOURS.forecasters }],
    zero: true,
  });
