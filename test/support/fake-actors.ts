import { actorTable, type ColumnBatch } from '../../sim/index.ts';

/** How many of each there are in a made-up epoch. */
export interface FakeCrowd {
  readonly inferers: number;
  readonly forecasters: number;
  readonly reputers: number;
}

/** Columns that only reputers have a value in, and those that they have none in. */
const reputersOnly = ['stake', 'listening_coefficient', 'delegated'];
const workersOnly = ['value', 'regret'];

/** Rows of the table `actors` of a made-up run: one per epoch and actor; no economics. Batches are reused. */
export function* fakeActorBatches(
  epochs: number,
  {
    crowd = { inferers: 3, forecasters: 2, reputers: 2 },
    rowsPerBatch = 16_384,
  }: { crowd?: FakeCrowd; rowsPerBatch?: number } = {},
): Generator<ColumnBatch, void, undefined> {
  const { columns } = actorTable;
  const data = columns.map(({ type }) =>
    type === 'float64' ? new Float64Array(rowsPerBatch) : new Int32Array(rowsPerBatch),
  );
  const each = crowd.inferers + crowd.forecasters + crowd.reputers;
  const roleOf = (actor: number): number =>
    actor < crowd.inferers ? 0 : actor < crowd.inferers + crowd.forecasters ? 1 : 2;
  const actors = Array.from({ length: each }, (_, actor) => `actor-${actor}`);
  const dictionaries = {
    topic: ['eth-return'],
    actor: actors,
    role: ['inferer', 'forecaster', 'reputer'],
    policy: ['honest', 'regime-ema', 'noisy'],
    owner: actors,
  };
  for (let first = 0; first < epochs * each; first += rowsPerBatch) {
    const rows = Math.min(rowsPerBatch, epochs * each - first);
    for (let r = 0; r < rows; ++r) {
      const epoch = Math.floor((first + r) / each);
      const actor = (first + r) % each;
      const role = roleOf(actor);
      columns.forEach(({ name, type }, c) => {
        if (name === 'topic') data[c][r] = 0;
        else if (name === 'actor' || name === 'owner') data[c][r] = actor;
        else if (name === 'role' || name === 'policy') data[c][r] = role;
        else if (name === 'epoch') data[c][r] = epoch;
        else if (name === 'block') data[c][r] = 60 * (epoch + 1);
        else if (type === 'int32') data[c][r] = 1;
        else if ((role === 2 ? workersOnly : reputersOnly).includes(name)) data[c][r] = Number.NaN;
        else data[c][r] = Math.sin((epoch + 1) * (c + 1) + actor) - (name === 'loss' ? 2 : 0);
      });
    }
    yield { table: 'actors', columns, rows, data, dictionaries };
  }
}
