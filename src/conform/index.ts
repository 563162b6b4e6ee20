import { parseCsvTable } from './csv-table.ts';
import type { ConformOptions } from './options.ts';
import type { ConformReport } from './report.ts';
import { conformSortition } from './sortition.ts';
import { conformSynthesis } from './synthesis.ts';
import { conformTokenomics } from './tokenomics.ts';

/** The data sets whose columns are known. */
export type ConformDataset = 'synthesis' | 'tokenomics' | 'sortition';

/**
 * Recomputes the reference rows in a CSV text and says how far off each family of columns is.
 *
 * @param options `file`: the name to use in messages
 * @throws CsvError for a text that is not such a table
 */
export function conform(
  dataset: ConformDataset,
  csvText: string,
  options: ConformOptions & { readonly file: string },
): ConformReport {
  if (dataset === 'tokenomics') return conformTokenomics(parseCsvTable(csvText, options.file, ['time']));
  const table = parseCsvTable(csvText, options.file);
  return dataset === 'synthesis' ? conformSynthesis(table, options) : conformSortition(table, options);
}
