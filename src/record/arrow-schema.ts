import { DataType, Decimal, Dictionary, Field, Float64, Int32, Schema, Utf8 } from 'apache-arrow';
import type { ColumnDeclaration } from '../../sim/index.ts';

/**
 * Arrow schema of a table. Unit and meaning of a column stand in its field's metadata (`unit`, `doc`).
 *
 * float64 -> Float64, null where there is no value; int32 -> Int32; dictionary -> Dictionary<Int32, Utf8>; uallo ->
 * Decimal128(38, 0).
 */
export function arrowSchema(columns: readonly ColumnDeclaration[], metadata: Readonly<Record<string, string>>): Schema {
  const fields = columns.map(({ name, type, unit, doc }, index) => {
    const about = new Map([
      ['unit', unit],
      ['doc', doc],
    ]);
    return new Field(name, arrowType(type, index), type === 'float64', about);
  });
  return new Schema(fields, new Map(Object.entries(metadata)));
}

/** Dictionary ids are given by position, because the library's own counter would make equal tables differ in bytes. */
function arrowType(type: ColumnDeclaration['type'], id: number): DataType {
  if (type === 'float64') return new Float64();
  if (type === 'int32') return new Int32();
  if (type === 'uallo') return new Decimal(0, 38, 128);
  return new Dictionary(new Utf8(), new Int32(), id);
}

/** The declarations behind a recorded schema. */
export function declarationsOf(schema: Schema): ColumnDeclaration[] {
  return schema.fields.map(({ name, type, metadata }) => ({
    name,
    type: columnType(type),
    unit: metadata.get('unit') ?? '',
    doc: metadata.get('doc') ?? '',
  }));
}

function columnType(type: DataType): ColumnDeclaration['type'] {
  if (DataType.isDictionary(type)) return 'dictionary';
  if (DataType.isFloat(type)) return 'float64';
  return DataType.isDecimal(type) ? 'uallo' : 'int32';
}
