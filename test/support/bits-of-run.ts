import type { ColumnBatch, Scenario, Simulation } from '../../sim/index.ts';

/** Runs a scenario to its end and fingerprints every column, bit by bit: column -> 16 hexadecimal digits. */
export function bitsOfRun(
  createSimulation: (scenario: Scenario) => Simulation,
  scenario: Scenario,
): Record<string, string> {
  const columns = new Map<string, Fingerprint>();
  const sink = (batch: ColumnBatch): void => {
    batch.columns.forEach(({ name }, c) => {
      const key = `${batch.table}.${name}`;
      let fingerprint = columns.get(key);
      if (fingerprint === undefined) {
        fingerprint = { low: 0x811c9dc5, high: 0x9dc5811c };
        columns.set(key, fingerprint);
      }
      addValues(fingerprint, batch.data[c], batch.rows);
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
function addValues(fingerprint: Fingerprint, values: Float64Array | Int32Array, rows: number): void {
  const used = values.slice(0, rows);
  const words =
    used instanceof Float64Array ? new Uint32Array(used.map((x) => (Number.isNaN(x) ? Number.NaN : x)).buffer) : used;
  for (let w = 0; w < words.length; ++w) {
    fingerprint.low = Math.imul(fingerprint.low ^ words[w], 0x01000193);
    fingerprint.high = Math.imul((fingerprint.high ^ words[w]) + w, 0x85ebca6b);
    fingerprint.high ^= fingerprint.high >>> 15;
  }
}
