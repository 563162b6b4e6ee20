import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  attackTable,
  chainTable,
  createPairedSimulation,
  createSimulation,
  epochTable,
  profileNames,
  type Scenario,
  withoutAttacks,
} from '../../../sim/index.ts';
import { bitsOfRun } from '../../support/bits-of-run.ts';
import {
  attack,
  type Changes,
  delegators,
  forecasters,
  hubScenario,
  inferers,
  type Row,
  reputers,
  rowsOf,
  runColumns,
  runPair,
} from '../small-scenario.ts';

const changes: Changes = {
  epochs: 30,
  demand: { rate: 1, fee: { median: 0.5, sigma: 1 }, skillFeedback: 1 },
  inferers: [
    inferers('honest', 3),
    inferers('intermittent', 2),
    inferers('noisy', 1, {}, 'late', { joins: 8, tip: 0.01 }),
  ],
  forecasters: [forecasters('regime-ema', 2)],
  reputers: [reputers('honest', 3), reputers('offline', 2, {}, 'offline', { leaves: 20 })],
  delegators: [
    delegators('yield-seeking', 3, { every: 100, tokens: { median: 1000, sigma: 1 } }),
    delegators('loyal', 2),
  ],
  creation: { at: 5, perDay: 100 },
  count: 3,
  price: { process: 'gbm', initialPrice: 1, drift: 0, volatility: 0.3 },
  hub: { messagesPerBlock: 2 },
  set: { removeStakeDelayWindow: 150, 'slashing.mode': 'proportional', groundTruthLag: 130 },
  tokenomics: { blocksPerMonth: 800 },
};
const bits = (scenario: Scenario) => bitsOfRun(createSimulation, scenario);

describe('a run on the hub chain', () => {
  it.each(profileNames)('of profile %s gives the same bits of every column twice', (profile) => {
    const scenario = hubScenario({ ...changes, profile });
    const first = bits(scenario);
    expect(bits(scenario)).toEqual(first);
    const names = Object.keys(first);
    for (const { name } of chainTable.columns) expect(names).toContain(`chain.${name}`);
    for (const { name } of epochTable.columns) expect(names).toContain(`epochs.${name}`);
  });

  it('gives the same bits in a worker thread', async () => {
    const scenario = hubScenario(changes);
    const worker = new Worker(new URL('../columns-worker.mjs', import.meta.url), { workerData: scenario });
    onTestFinished(async () => void (await worker.terminate()));
    const there = await new Promise((resolve, reject) => {
      worker.on('message', resolve).on('error', reject);
    });
    expect(there).toEqual(bits(scenario));
  });

  it('does not depend on the steps in which it is advanced, nor on what of it is recorded', () => {
    const scenario = hubScenario(changes);
    const whole = runColumns(scenario);
    const sliced = runColumns(scenario, 3);
    expect(sliced.tables).toEqual(whole.tables);
    expect(sliced.simulation.summary()).toEqual(whole.simulation.summary());
    const silent = runColumns({
      ...scenario,
      record: { ...scenario.record, epochs: { every: 0 }, actors: { every: 0 } },
    });
    expect(silent.simulation.summary()).toEqual(whole.simulation.summary());
    expect(silent.tables.chain).toEqual(whole.tables.chain);
  });

  it('is not changed by checking its books after every event', () => {
    const of = (audit: 'rows' | 'events') => {
      const run = createSimulation(hubScenario(changes), { audit });
      while (!run.finished) run.advance(100, () => {});
      return run.summary();
    };
    expect(of('events')).toEqual(of('rows'));
  });

  it('gives everybody the same draws with an inferer more, though money differs', () => {
    // Inferences say what was drawn: an honest inferer errs by its own chance alone.
    const plain = { ...changes, hub: { messagesPerBlock: 0 }, set: { ...changes.set, outperformerProbability: 0 } };
    const more = [...(plain.inferers ?? []), inferers('honest', 1, {}, 'another')];
    const said = (of: Changes) =>
      rowsOf(runColumns(hubScenario(of)).tables.actors).filter(({ role }) => role === 'inferer');
    const keyOf = ({ topic, epoch, actor }: Row) => `${topic} ${epoch} ${actor}`;
    const others = new Map(said({ ...plain, inferers: more }).map((row) => [keyOf(row), row]));
    let compared = 0;
    const earned = [0, 0];
    for (const row of said(plain)) {
      const other = others.get(keyOf(row));
      if (other === undefined || row.active !== 1 || other.active !== 1) continue;
      expect(other.value, keyOf(row)).toBe(row.value);
      earned[0] += Number(row.reward);
      earned[1] += Number(other.reward);
      ++compared;
    }
    expect(compared).toBeGreaterThan(250);
    expect(earned[1]).not.toBe(earned[0]);
  });
});

describe('a paired run on the hub chain', () => {
  const attacked: Changes = {
    ...changes,
    count: 1,
    epochs: 30,
    attacks: [
      attack('sybil', { identities: 4 }, { joins: 5, start: 8 }),
      attack('reputer-cartel', {}, { joins: 10, start: 12, duration: 10 }),
    ],
  };
  const scenario = hubScenario(attacked);

  it('has as its control the run without the attacks, and is the run with them', () => {
    const pair = runPair(scenario);
    expect(pair.control).toEqual(runColumns(withoutAttacks(scenario)).tables);
    const { attacks, ...others } = pair.tables;
    expect(others).toEqual(runColumns(scenario).tables);
    expect(attacks.numbers.epoch).toHaveLength(2 * others.epochs.numbers.epoch.length);
    expect(bitsOfRun(createPairedSimulation, scenario)).toEqual(bitsOfRun(createPairedSimulation, scenario));
    expect(Object.keys(attacks.numbers)).toEqual(attackTable.columns.map(({ name }) => name));
  });

  it('compares no nonce that only one of the two has: where a topic sleeps without the attackers’ fees', () => {
    // Each payload brings 0.1 ALLO, a third of the revenue drips away in an epoch, stakes hardly grow: with the attackers’
    // payloads the topic stays above the bar, without them it does not, but for what consumers pay now and then.
    const sleeps = hubScenario({
      ...attacked,
      hub: { messagesPerBlock: 0 },
      epochs: 60,
      creation: { at: 0, perDay: 0 },
      funding: { initial: 20, perEpoch: 0 },
      demand: { rate: 0.1, fee: { median: 8, sigma: 0 } },
      reputers: [{ ...reputers('honest', 3), stake: { median: 100_000, sigma: 0 } }],
      delegators: [],
      tokenomics: { blocksPerMonth: 800, fEmission: 1e-6 },
      set: {
        groundTruthLag: 130,
        dataSendingFee: 1e17,
        minTopicWeight: 9.7e20,
        topicWeightSmoothing: 'per-epoch',
        topicRewardAlpha: 1,
      },
      attacks: [attack('sybil', { identities: 4 }, { joins: 2, start: 2 })],
    });
    const { tables, control, simulation } = runPair(sleeps);
    const nonces = (rows: Row[]) => rows.map(({ epoch, block }) => `${epoch} ${block}`);
    const [main, other] = [rowsOf(tables.epochs), rowsOf(control.epochs)];
    expect(nonces(main)).not.toEqual(nonces(other));
    const inBoth = main.filter((row) => nonces(other).includes(nonces([row])[0]));
    expect(inBoth.length).toBeLessThan(main.length);
    const told = rowsOf(tables.attacks).map(({ epoch }) => epoch);
    expect(told.length).toBeGreaterThan(5);
    // Some that opened together were closed at different times, as one of the topics slept in between.
    expect(inBoth.map(({ epoch }) => epoch)).toEqual(expect.arrayContaining(told));
    expect(simulation.finished).toBe(true);
    expect(control).toEqual(runColumns(withoutAttacks(sleeps)).tables);
  });

  it('compares topics whose order on the chain is not that of the scenario', () => {
    const of = (at: number) => {
      const both = hubScenario({ ...attacked, creation: { at, perDay: 0 } });
      const [topic] = both.topics;
      const early = { ...topic, name: 'early', creation: { at: 0, perDay: 0 } };
      return runPair({ ...both, topics: [topic, early] }).tables;
    };
    // Created an epoch later, they end in the same blocks.
    const tables = of(60);
    const blocks = rowsOf(tables.epochs).filter(({ topic }) => topic === 'topic');
    expect(rowsOf(tables.attacks)).toHaveLength(2 * blocks.length);
  });
});
