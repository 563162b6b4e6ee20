import { sampleStandardDeviation } from '../math/statistics.ts';
import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { toErrorSpace } from './error-link.ts';
import { errorLinkParameter, sha256Parameter } from './process-parameters.ts';
import type { ErrorLink, TruthProcess } from './truth-process.ts';

const file: ParameterDeclaration = {
  name: 'file',
  kind: 'text',
  default: '',
  unit: 'path',
  doc: 'CSV file with a header and one row per epoch; its path is relative to the scenario.',
};
const column: ParameterDeclaration = {
  name: 'column',
  kind: 'text',
  default: 'truth',
  unit: 'name',
  doc: 'Column that holds the truth, by its name in the header.',
};
const onExhaustion: ParameterDeclaration = {
  name: 'onExhaustion',
  kind: 'choice',
  choices: ['error', 'loop'],
  default: 'error',
  unit: '1',
  doc: 'What happens when there are more epochs than rows: the run stops, or begins again with the first row.',
};
const scale: ParameterDeclaration = {
  name: 'scale',
  kind: 'number',
  default: 0,
  minimum: 0,
  unit: 'units in which errors act',
  doc: "Standard deviation of one epoch's innovation, that errors are multiples of; 0: that of the column's changes from row to row, where errors act.",
};

/**
 * Truths from a file, one row per epoch. The caller reads and checks the file and hands the numbers on; chance has no part
 * in it, so all seeds give the same truths.
 *
 * Simplified: the scale is taken over the whole column, future rows included; it sets how good inferers are, no actor sees
 * it.
 */
export const csv: TruthProcess = {
  name: 'csv',
  doc: 'A column of a CSV file, one row per epoch.',
  source: 'own model',
  parameters: [file, column, sha256Parameter, onExhaustion, scale, errorLinkParameter],
  regimes: ['all'],
  create: (parameters, _root, _topicHigh, _topicLow, inputs) => {
    const { series } = inputs ?? {};
    const name = String(parameters.file ?? file.default);
    const where = `${name}, column ${String(parameters.column ?? column.default)}`;
    if (series === undefined || series.length === 0) throw new RangeError(`csv: ${where} gave no truths.`);
    const loops = (parameters.onExhaustion ?? onExhaustion.default) === 'loop';
    const given = numberOf(parameters, scale);
    const link = String(parameters.errorsOn ?? errorLinkParameter.default) as ErrorLink;
    const deviation = given > 0 ? given : deviationOfChanges(series, link);
    if (!(deviation > 0)) {
      throw new RangeError(`csv: ${where} has no spread of changes to take the scale from; give it a scale above 0.`);
    }
    const rows = series.length;
    return {
      step(epoch, into) {
        if (epoch >= rows && !loops) {
          throw new RangeError(
            `csv: epoch ${epoch} asks for row ${epoch + 1} of ${where}, which has ${rows}; expected fewer epochs, more rows or onExhaustion: loop.`,
          );
        }
        into.truth = series[epoch % rows];
        into.scale = deviation;
        into.regime = 0;
      },
      expectedScales: [deviation],
      link,
      centre: toErrorSpace(link, series[0]),
      stationary: [1],
    };
  },
};

/** Standard deviation of the changes from row to row, where errors act; 0 where there are fewer than two. */
export function deviationOfChanges(series: Float64Array, link: ErrorLink): number {
  const changes = new Float64Array(Math.max(series.length - 1, 0));
  for (let n = 0; n < changes.length; ++n) {
    changes[n] = toErrorSpace(link, series[n + 1]) - toErrorSpace(link, series[n]);
  }
  return sampleStandardDeviation(changes, changes.length);
}
