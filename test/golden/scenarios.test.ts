import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ColumnBatch, createPairedSimulation, createSimulation, entriesPerRow } from '../../sim/index.ts';
import { readScenario } from '../../src/run/read-scenario.ts';

/*
 * A short run of every scenario, tables hashed column by column, against scenarios.json. When results change on purpose,
 * UPDATE_GOLDEN=1 rewrites the file; the commit that does so says why.
 */
const goldenPath = new URL('./scenarios.json', import.meta.url);
const files = readdirSync('scenarios')
  .filter((file) => file.endsWith('.yaml'))
  .sort();
const epochs = 30;

/** What happens late in a scenario happens early here, so that the short run meets it. */
const early: Readonly<Record<string, readonly string[]>> = {
  'cartel.yaml': ['attacks.0.joins=5', 'attacks.0.start=10', 'attacks.0.duration=10'],
  'hub-saturates.yaml': ['topics.0.count=5', 'hub.messagesPerBlock=2'],
  'hundred-topics.yaml': ['topics.0.count=5'],
  'loyal-delegators.yaml': ['delegators.0.every=47127', 'protocol.removeStakeDelayWindow=50000'],
  'mainnet-july-2026.yaml': [
    'topics.0.groundTruthLag=375',
    'topics.3.groundTruthLag=600',
    'topics.6.groundTruthLag=900',
  ],
  'newcomers.yaml': ['topics.0.inferers.1.joins=10'],
  'slander.yaml': ['attacks.0.start=10', 'attacks.0.duration=10'],
  'stale-model.yaml': ['topics.0.inferers.0.staleFrom=5'],
  'slashing-on.yaml': ['protocol.slashing.epochs=1'],
  'spread-10-topics.yaml': ['topics.0.count=2', 'hub.messagesPerBlock=16'],
  'spread-100-topics.yaml': ['topics.0.count=10', 'hub.messagesPerBlock=8'],
  'spread-1000-topics.yaml': ['topics.0.count=50', 'hub.messagesPerBlock=4'],
  'sybil.yaml': ['attacks.0.start=10', 'attacks.0.duration=10'],
  'thousand-topics.yaml': ['topics.0.count=2', 'topics.1.count=2', 'topics.2.count=10', 'topics.3.count=3'],
  'topic-starves.yaml': ['protocol.minTopicWeight=5e20', 'delegators.0.start=62832', 'topics.3.demand.rate=0.2'],
  'whale-delegates.yaml': ['delegators.0.start=19640'],
  'consumers-leave.yaml': ['topics.0.inferers.0.staleFrom=5'],
  'consumers-stay.yaml': ['topics.0.inferers.0.staleFrom=5'],
  'entry-and-exit.yaml': ['topics.0.inferers.1.patience=3', 'price.initialPrice=0.1'],
  'yield-seeking.yaml': ['delegators.0.every=47127', 'protocol.removeStakeDelayWindow=50000'],
};

type Hashes = Record<string, string>;

/** One hash per table and column, over all rows. */
async function hashesOf(file: string): Promise<Hashes> {
  const isMacro = /^months:/m.test(readFileSync(`scenarios/${file}`, 'utf8'));
  const { scenario, inputs } = await readScenario(`scenarios/${file}`, {
    // What is set would be set in the scenarios that expectations compare with as well.
    set: ['expect=[]', ...(early[file] ?? [])],
    ...(isMacro ? {} : { epochs: String(epochs) }),
  });
  const hashes = new Map<string, ReturnType<typeof createHash>>();
  const take = (batch: ColumnBatch): void => {
    batch.columns.forEach((column, c) => {
      const { name, type } = column;
      const key = `${batch.table}.${name}`;
      const hash = hashes.get(key) ?? createHash('sha256');
      hashes.set(key, hash);
      const values = batch.data[c].subarray(0, entriesPerRow(column) * batch.rows);
      if (type === 'dictionary') {
        for (const code of values) hash.update(`${batch.dictionaries[name][Number(code)]}\0`);
      } else {
        // One bit pattern for every NaN.
        const plain =
          values instanceof Float64Array ? values.map((value) => (Number.isNaN(value) ? Number.NaN : value)) : values;
        hash.update(new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength));
      }
    });
  };
  const create = scenario.attacks.length > 0 ? createPairedSimulation : createSimulation;
  const simulation = create(scenario, inputs);
  simulation.advance(simulation.epochsTotal, take);
  simulation.flush(take);
  return Object.fromEntries([...hashes].map(([key, hash]) => [key, hash.digest('hex').slice(0, 12)]));
}

if (process.env.UPDATE_GOLDEN === '1') {
  const all: Record<string, Hashes> = {};
  for (const file of files) all[file] = await hashesOf(file);
  writeFileSync(goldenPath, `${JSON.stringify(all, null, 2)}\n`);
}

describe('every scenario', () => {
  const golden: Record<string, Hashes> = existsSync(goldenPath) ? JSON.parse(readFileSync(goldenPath, 'utf8')) : {};

  it('has a golden run', () => {
    expect(Object.keys(golden)).toEqual(files);
  });

  it.each(files)('%s gives the same columns as ever, to the last bit', async (file) => {
    const now = await hashesOf(file);
    const names = new Set([...Object.keys(golden[file] ?? {}), ...Object.keys(now)]);
    const changed = [...names].filter((name) => golden[file]?.[name] !== now[name]);
    expect(changed, `columns of ${file} that changed`).toEqual([]);
  });
});
