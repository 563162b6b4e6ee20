import { describe, expect, it } from 'vitest';
import { attackTable, createPairedSimulation, type Scenario, withoutAttacks } from '../../sim/index.ts';
import { attackMetrics } from '../../sim/metrics/attack-metrics.ts';
import { noChain } from '../support/plain-economy.ts';
import {
  attack,
  type Changes,
  everything,
  forecasters,
  inferers,
  type Row,
  reputers,
  rowsOf,
  runColumns,
  runPair,
  smallScenario,
  smallTopic,
} from './small-scenario.ts';

const eventful: Changes = {
  epochs: 60,
  record: everything,
  inferers: [inferers('honest', 8), inferers('intermittent', 3), inferers('noisy', 2, {}, 'late', { joins: 10 })],
  forecasters: [forecasters('regime-ema', 2), forecasters('ema', 2)],
  reputers: [reputers('honest', 3), reputers('offline', 2, { probability: 0.4 })],
  set: { groundTruthLag: 100, maxTopInferersToReward: 10, maxTopForecastersToReward: 5, maxTopReputersToReward: 5 },
};

const onEach = [
  attack('sybil', { identities: 4 }, { joins: 20, start: 26 }),
  attack('promote-slander', {}, { joins: 25, start: 25, duration: 20 }),
  attack('reputer-cartel', {}, { joins: 30, start: 40, owner: 'cartel' }),
];

/** A second topic that nobody attacks, of another length. */
function withNeighbour(changes: Changes): Scenario {
  const scenario = smallScenario(changes);
  const { set } = changes;
  const neighbour = smallTopic('neighbour', 'v0.17', { ...set, epochLength: 90, groundTruthLag: 90 }, changes);
  return { ...scenario, topics: [...scenario.topics, neighbour] };
}

const keyOf = ({ topic, epoch, role, actor }: Row) => `${topic} ${epoch} ${role} ${actor}`;

describe('a paired run', () => {
  const scenario = withNeighbour({ ...eventful, attacks: onEach });
  const { tables, control, simulation } = runPair(scenario);

  it('has as its control the run without the attacks, row by row', () => {
    const alone = runColumns(withoutAttacks(scenario));
    expect(withoutAttacks(scenario).attacks).toEqual([]);
    expect(control).toEqual(alone.tables);
    expect(simulation.control.summary()).toEqual(alone.simulation.summary());
    expect(simulation.control.counts).toMatchObject({ topics: 2, inferers: 26, forecasters: 8, reputers: 10 });
  });

  it('is itself the run with the attacks, row by row, and tells of them in a table more', () => {
    const alone = runColumns(scenario);
    const { attacks, ...others } = tables;
    expect(others).toEqual(alone.tables);
    expect(simulation.summary().slice(0, -attackMetrics.length)).toEqual(alone.simulation.summary());
    expect(simulation.tables.map(({ name }) => name)).toEqual(['epochs', 'actors', 'attacks']);
    expect(Object.keys(attacks.numbers)).toEqual(attackTable.columns.map(({ name }) => name));
    expect([simulation.epochsTotal, simulation.epochsDone, simulation.finished]).toEqual([100, 100, true]);
    // 4 + 3 + 0 inferers, 0 + 2 + 0 forecasters and 3 reputers are attackers’ keys.
    expect(simulation.counts).toMatchObject({ topics: 2, inferers: 33, forecasters: 10, reputers: 13, attacks: 3 });
    expect(simulation.notices).toEqual(alone.simulation.notices);
  });

  it('leaves a topic alone that nobody attacks', () => {
    for (const table of ['epochs', 'actors']) {
      const of = (all: typeof tables) => rowsOf(all[table]).filter(({ topic }) => topic === 'neighbour');
      expect(of(tables).length).toBeGreaterThan(30);
      expect(of(tables)).toEqual(of(control));
    }
  });

  it.each(onEach)('does not differ from its control before the keys of $name join', (one) => {
    const pair = runPair(smallScenario({ ...eventful, attacks: [one] }));
    const isBefore = ({ epoch }: Row) => Number(epoch) < one.joins;
    const epochs = rowsOf(pair.tables.epochs).filter(isBefore);
    expect(epochs).toHaveLength(one.joins);
    expect(epochs).toEqual(rowsOf(pair.control.epochs).filter(isBefore));
    // EMA scores are those of the closing, three windows later.
    const plain = (rows: Row[]) =>
      rows.filter(isBefore).map((row) => (Number(row.epoch) < one.joins - 3 ? row : { ...row, ema_score: '' }));
    expect(plain(rowsOf(pair.tables.actors))).toEqual(plain(rowsOf(pair.control.actors)));
    const rows = rowsOf(pair.tables.attacks).filter(isBefore);
    expect(rows).toHaveLength(one.joins);
    for (const row of rows) {
      expect([row.phase, row.keys, row.seats, row.stake, row.spent, row.earned]).toEqual(['absent', 0, 0, 0, 0, 0]);
      expect(row.combined_loss).toBe(row.control_combined_loss);
      expect(row.damage).toBe(0);
      expect(row.honest_reward).toBe(row.control_honest_reward);
      expect([0, NaN]).toContain(row.dilution); // empty where nothing was paid
    }
    expect(rowsOf(pair.tables.epochs)).not.toEqual(rowsOf(pair.control.epochs));
  });

  it('gives honest inferers the same draws as its control: what both say is the same, as long as both know the same', () => {
    const said = new Map(rowsOf(control.actors).map((row) => [keyOf(row), row]));
    let compared = 0;
    for (const row of rowsOf(tables.actors)) {
      const other = said.get(keyOf(row));
      if (row.role !== 'inferer' || other === undefined) continue;
      if (row.active === 1 && other.active === 1) {
        expect(row.value, keyOf(row)).toBe(other.value);
        ++compared;
      }
    }
    expect(compared).toBeGreaterThan(700);
  });

  it('writes nothing of the control where nobody asks for it', () => {
    const silent = createPairedSimulation(scenario);
    const seen = new Set<string>();
    silent.advance(1000, ({ table, rows }) => seen.add(`${table} ${rows > 0}`));
    silent.flush(({ table, rows }) => seen.add(`${table} ${rows > 0}`));
    expect([...seen].sort()).toEqual(['actors true', 'attacks true', 'epochs true']);
    expect(silent.summary()).toEqual(simulation.summary());
  });

  it('records of both what the scenario says, and always all of the attacks', () => {
    const thin = runPair({ ...scenario, record: { epochs: { every: 10 }, actors: { every: 0 }, ...noChain } });
    expect(Object.keys(thin.tables).sort()).toEqual(['attacks', 'epochs']);
    expect(Object.keys(thin.control)).toEqual(['epochs']);
    expect(thin.tables.attacks).toEqual(tables.attacks);
    expect(thin.simulation.summary()).toEqual(simulation.summary());
  });

  it('without any attack is twice the same', () => {
    const peace = runPair(smallScenario({ ...eventful, epochs: 15 }));
    expect(peace.tables).toEqual(peace.control);
    expect(peace.simulation.summary()).toEqual(peace.simulation.control.summary());
  });
});
