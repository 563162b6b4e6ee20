import { describe, expect, it } from 'vitest';
import { close } from '../../support/close.ts';
import { type Changes, hubScenario, inferers, rowsOf, runColumns, runHub } from '../small-scenario.ts';

const demand = { rate: 3, fee: { median: 0.1, sigma: 0 } };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('consumers', () => {
  const { numbers, tables } = runColumns(hubScenario({ epochs: 400, demand }));

  it('make as many requests as the rate says, on average, with the spread of a Poisson count', () => {
    const counts = numbers.requests.slice(1, -1);
    const mean = sum(counts) / counts.length;
    expect(Math.abs(mean - 3)).toBeLessThan(4 * Math.sqrt(3 / counts.length));
    const variance = sum(counts.map((count) => (count - mean) ** 2)) / counts.length;
    expect(variance / mean).toBeGreaterThan(0.75);
    expect(variance / mean).toBeLessThan(1.3);
  });

  it('get nothing and pay nothing before the first inference', () => {
    const early = runHub(
      hubScenario({ epochs: 3, demand, set: { workerSubmissionWindow: 30 } }),
      ({ world, hub, chain }) => {
        if (world.block < 90) expect([hub.counts.served, chain.money.ledger.moved['consumer-fee']]).toEqual([0, 0n]);
      },
    );
    expect(early.hub.counts.requests).toBeGreaterThan(early.hub.counts.served);
    expect(early.hub.counts.served).toBeGreaterThan(0);
  });

  it('pay the same fee for every request that is served, into the treasury and the revenue of the topic', () => {
    for (const row of rowsOf(tables.epochs)) close(Number(row.consumer_fees), 0.1 * Number(row.requests_served), 1e-9);
    const { chain, topics } = runHub(hubScenario({ epochs: 5, demand }));
    const { moved } = chain.money.ledger;
    const others = moved['create-topic-fee'] + moved['registration-fee'] + moved['data-fee'];
    expect(moved['consumer-fee']).toBeGreaterThan(0n);
    expect(topics[0].chainTopic?.feesPaid).toBe(others + moved['consumer-fee']);
    expect(chain.money.ledger.moved['topic-funding']).toBe(0n);
  });

  it('get the newest inference: as old as an epoch when the epoch is over, with the error that it has', () => {
    const rows = rowsOf(tables.epochs);
    for (let e = 1; e < rows.length; ++e) {
      if (rows[e].requests_served === 0) {
        expect(rows[e].inference_age).toBeNaN();
        continue;
      }
      expect(rows[e].inference_age).toBe(60);
      // Asked at the end of the epoch that closes nonce e, whose two successors are open; the last has no inference yet.
      const asked = rows[e + 1];
      if (asked === undefined) continue;
      const error = Math.abs(Number(asked.combined_inference) - Number(asked.truth));
      close(Number(rows[e].inference_error), error, 1e-12);
    }
  });

  it('add up over all topics to what the chain tells', () => {
    const chain = rowsOf(tables.chain);
    const of = (column: string, rows = chain) => sum(rows.map((row) => Number(row[column])));
    const epochs = rowsOf(tables.epochs);
    for (const column of ['requests', 'requests_served', 'consumer_fees']) close(of(column), of(column, epochs), 1e-9);
  });

  it('pay by quality only if they are to: feedback 0 leaves fees alone whatever the topic does', () => {
    const feesOf = (changes: Changes) => runColumns(hubScenario({ epochs: 30, ...changes })).numbers.consumer_fees;
    const good = [inferers('honest', 4)];
    const bad = [inferers('noisy', 4, { factor: 20 })];
    expect(feesOf({ demand, inferers: good })).toEqual(feesOf({ demand, inferers: bad }));
    const cares = { ...demand, skillFeedback: 5, reference: 'best-single' as const };
    expect(feesOf({ demand: cares, inferers: good })).not.toEqual(feesOf({ demand: cares, inferers: bad }));
    expect(feesOf({ demand: cares }).slice(0, 1)).toEqual(feesOf({ demand }).slice(0, 1)); // nothing is known yet
    const other = { ...cares, reference: 'naive' as const };
    expect(feesOf({ demand: cares })).not.toEqual(feesOf({ demand: other }));
  });

  it('raise the weight of their topic, so that it earns more', () => {
    const scenario = hubScenario({ epochs: 10, demand });
    const [asked] = scenario.topics;
    const silent = { ...asked, name: 'silent', demand: { ...asked.demand, rate: 0 } };
    const rows = rowsOf(runColumns({ ...scenario, topics: [asked, silent] }).tables.epochs);
    const rewards = (name: string) =>
      sum(rows.filter(({ topic }) => topic === name).map(({ reward }) => Number(reward)));
    expect(rewards('topic')).toBeGreaterThan(5 * rewards('silent'));
  });
});

describe('a topic’s creator', () => {
  it('pays once at the start, and every epoch, out of what participants hold', () => {
    const { chain, topics } = runHub(hubScenario({ epochs: 10, funding: { initial: 7, perEpoch: 0.5 } }));
    expect(Number(chain.money.ledger.moved['topic-funding']) / 1e18).toBe(7 + 10 * 0.5);
    expect(Number(topics[0].chainTopic?.feesPaid) / 1e18).toBeGreaterThan(12);
  });
});
