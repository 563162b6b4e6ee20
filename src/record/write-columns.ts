import type { ColumnBatch, ColumnData, ColumnDeclaration } from '../../sim/index.ts';
import type { RecordedFile } from './manifest.ts';
import { TableWriter } from './table-writer.ts';

/** A column that is whole in memory: numbers, NaN where there is none, or words. */
export interface WholeColumn {
  readonly declaration: ColumnDeclaration;
  readonly values: ArrayLike<number> | readonly string[];
}

const rowsPerBatch = 16_384;

/**
 * Records a table that is whole in memory as `<name>.arrow`.
 *
 * @param columns of the same length; those of kind `dictionary` hold words
 */
export function writeColumns(
  folder: string,
  name: string,
  columns: readonly WholeColumn[],
  metadata: Readonly<Record<string, string>>,
): RecordedFile {
  const declarations = columns.map(({ declaration }) => declaration);
  const dictionaries: Record<string, readonly string[]> = {};
  const numbers = columns.map(({ declaration, values }): ArrayLike<number> => {
    if (declaration.type !== 'dictionary') return values as ArrayLike<number>;
    const { words, codes } = encoded(values as readonly string[]);
    dictionaries[declaration.name] = words;
    return codes;
  });
  const rows = numbers[0]?.length ?? 0;
  const table = new TableWriter(folder, name, declarations, metadata);
  try {
    for (let from = 0; from < rows; from += rowsPerBatch) {
      const to = Math.min(rows, from + rowsPerBatch);
      const data = declarations.map(({ type }, c): ColumnData => {
        const part = Array.prototype.slice.call(numbers[c], from, to);
        return type === 'float64' ? Float64Array.from(part) : Int32Array.from(part);
      });
      const batch: ColumnBatch = { table: name, columns: declarations, rows: to - from, data, dictionaries };
      table.write(batch);
    }
  } catch (error) {
    table.abort();
    throw error;
  }
  return table.finish();
}

function encoded(values: readonly string[]): { words: string[]; codes: Int32Array } {
  const known = new Map<string, number>();
  const codes = Int32Array.from(values, (word) => {
    const code = known.get(word) ?? known.size;
    known.set(word, code);
    return code;
  });
  return { words: [...known.keys()], codes };
}
