import type { CsvTable } from './csv-table.ts';
import { requiredColumn } from './csv-table.ts';
import type { ConformOptions } from './options.ts';
import { CellComparer, type ConformReport } from './report.ts';
import { SynthesisCells } from './synthesis-cells.ts';
import { bundleColumns, synthesisSize } from './synthesis-columns.ts';
import { SynthesisInferences } from './synthesis-inferences.ts';
import { SynthesisJudgement } from './synthesis-judgement.ts';
import { actorColumns, createSynthesisState, regretColumns, takeRecorded } from './synthesis-state.ts';

/**
 * Recomputes synthesis rows: inferences, losses, regrets, scores, listening coefficients, fractions, entropies and rewards,
 * each from the inputs of its own row and what the row before left behind.
 *
 * Row N holds the inferences of epoch N, made with the regrets and the loss of row N-1, and the losses that judge the
 * inferences of row N-1 with all that follows from them. Inputs are the target, inferences, forecasted losses, reputers'
 * stakes and losses, and the topic's reward.
 *
 * @throws CsvError when the table has no column of inferences or epochs
 */
export function conformSynthesis(table: CsvTable, options: ConformOptions): ConformReport {
  const epoch = requiredColumn(table, 'epoch');
  requiredColumn(table, 'inference_0');
  const size = synthesisSize(table);
  const columns = bundleColumns(size);
  const state = createSynthesisState(size);
  const stored = [...regretColumns(state.regrets), ...actorColumns(state)];
  const comparer = new CellComparer('synthesis', table);
  const cells = new SynthesisCells(table, comparer);
  const inferences = new SynthesisInferences(columns, size, options.values);
  const judgement = new SynthesisJudgement(columns, size, options);
  for (let row = 0; row < table.rows; ++row) {
    const hasBefore = row > 0 && epoch[row] === epoch[row - 1] + 1;
    cells.row = row;
    if (row > 0 && !hasBefore) judgement.forgetWindows();
    inferences.compareRow(cells, state, hasBefore);
    judgement.compareRow(cells, state, hasBefore);
    takeRecorded(state, stored, table, row);
    judgement.rememberScale(cells, state);
  }
  return comparer.report();
}
