import { type ColumnBatch, type ColumnData, entriesPerRow, type Scenario, type Simulation } from '../../sim/index.ts';

/** Runs a scenario to its end and fingerprints every column, bit by bit: column -> 16 hexadecimal digits. */
export function bitsOfRun(
  createSimulation: (scenario: Scenario) => Simulation,
  scenario: Scenario,
): Record<string, string> {
  const columns = new Map<string, Fingerprint>();
  const sink = (batch: ColumnBatch): void => {
    batch.columns.forEach((column, c) => {
      const key = `${batch.table}.${column.name}`;
      let fingerprint = columns.get(key);
      if (fingerprint === undefined) {
        fingerprint = { low: 0x811c9dc5, high: 0x9dc5811c };
        columns.set(key, fingerprint);
      }
      addValues(fingerprint, batch.data[c].slice(0, entriesPerRow(column) * batch.rows));
    });
  };
  const simulation = createSimulation(scenario);
  while (!simulation.finished) simulation.advance(50, sink);
  simulation.flush(sink);
  const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
  return Object.fromEntries([...columns].map(([name, { low, high }]) => [name, hex(high) + hex(low)]));
}

/** Two hashes of 32 bits in the manner of Fowler, Noll and Vo, over words instead of bytes. */
interface Fingerprint {
  low: number;
  high: number;
}

/** NaN counts as one value: its bits are the machine's, and no table shows them. */
function addValues(fingerprint: Fingerprint, used: ColumnData): void {
  const plain = used instanceof Float64Array ? used.map((x) => (Number.isNaN(x) ? Number.NaN : x)) : used;
  const words = new Int32Array(plain.buffer);
  for (let w = 0; w < words.length; ++w) {
    fingerprint.low = Math.imul(fingerprint.low ^ words[w], 0x01000193);
    fingerprint.high = Math.imul((fingerprint.high ^ words[w]) + w, 0x85ebca6b);
    fingerprint.high ^= fingerprint.high >>> 15;
  }
}
