import { describe, expect, it } from 'vitest';
import { account } from '../../../sim/chain/ledger.ts';
import { fundTopic } from '../../../sim/chain/topics.ts';
import type { Topic } from '../../../sim/engine/topic.ts';
import { createSimulation, type Scenario } from '../../../sim/index.ts';
import { noChain } from '../../support/plain-economy.ts';
import {
  type Changes,
  everything,
  type HubRun,
  hubScenario,
  inferers,
  reputers,
  rowsOf,
  runColumns,
  runHub,
  withTopics,
} from '../small-scenario.ts';

const firstOf = (scenario: Scenario) => scenario.topics[0];

/** Another topic of the same kind with a different epoch. */
function alike(scenario: Scenario, name: string, epochLength: number, more: object = {}) {
  const topic = firstOf(scenario);
  const times = { epochLength, groundTruthLag: epochLength, workerSubmissionWindow: Math.min(12, epochLength) };
  return { ...topic, name, topicParameters: { ...topic.topicParameters, ...times }, ...more };
}

describe('the first nonce', () => {
  it('opens one epoch after the topic was created', () => {
    const { numbers } = runColumns(hubScenario({ epochs: 4 }));
    expect(numbers.block).toEqual([60, 120, 180, 240]);
    const later = runColumns(hubScenario({ epochs: 6, creation: { at: 95, perDay: 0 } }));
    expect(later.numbers.block).toEqual([155, 215, 275, 335]);
    expect(later.simulation.epochsDone).toBe(4);
    expect(later.simulation.finished).toBe(true);
  });

  it('opens when its topic has weight: the topic’s fees and stake, or the creator’s first funding', () => {
    const free = { createTopicFee: 0, registrationFee: 0, dataSendingFee: 0 };
    expect(runColumns(hubScenario({ set: free })).tables.epochs).toBeUndefined();
    const funded = runColumns(hubScenario({ set: free, epochs: 3, funding: { initial: 1, perEpoch: 0 } }));
    expect(funded.numbers.block).toEqual([60, 120, 180]);
    // Nothing at first, the creator pays at the end of the first epoch: a whole epoch later the topic runs.
    const later = runColumns(hubScenario({ set: free, epochs: 5, funding: { initial: 0, perEpoch: 1 } }));
    expect(later.numbers.block).toEqual([120, 180, 240, 300]);
  });

  it('of several topics alike comes when each was created: at once, or so many a day by chance', () => {
    const blocks = (changes: Changes) => {
      const rows = rowsOf(runColumns(hubScenario({ count: 4, epochs: 40, ...changes })).tables.epochs);
      return ['topic-0', 'topic-1', 'topic-2', 'topic-3'].map((name) => {
        const first = rows.find(({ topic, epoch }) => topic === name && epoch === 0);
        return Number(first?.block ?? Number.NaN);
      });
    };
    expect(blocks({})).toEqual([60, 60, 60, 60]);
    const spread = blocks({ creation: { at: 30, perDay: 100 } }); // one in 157 blocks
    expect(spread[0]).toBe(90);
    for (let t = 1; t < 4; ++t) expect(spread[t]).toBeGreaterThan(spread[t - 1]);
    // One that would come after the end never does, even while nonces are still being judged.
    const after = { ...firstOf(hubScenario()), name: 'after', creation: { at: 4 * 60 + 30, perDay: 0 } };
    const { tables } = runColumns(withTopics(hubScenario({ epochs: 4 }), [firstOf(hubScenario()), after]));
    expect(tables.chain.numbers.block.at(-1)).toBe(360);
    expect(new Set(tables.chain.numbers.topics)).toEqual(new Set([1]));
    expect(blocks({ creation: { at: 30, perDay: 1e-9 } })).toEqual([90, NaN, NaN, NaN]);
  });
});

describe('within a block', () => {
  it('removals come first, then epoch ends in the order of the topics, then worker windows', () => {
    // Windows as long as epochs close where the next nonce opens; inferers of the second topic leave, reputers too.
    const scenario = hubScenario({
      epochs: 6,
      set: { workerSubmissionWindow: 60, removeStakeDelayWindow: 60 },
      reputers: [reputers('honest', 2), reputers('honest', 1, {}, 'early', { leaves: 2 })],
    });
    const topics = [firstOf(scenario), { ...firstOf(scenario), name: 'second' }];
    const story: string[] = [];
    const seen = new Map<Topic, string>();
    const tell = (topic: Topic) => `${topic.opened} ${topic.done} ${topic.windowsClosed} ${topic.chainTopic?.stake}`;
    runHub(withTopics(scenario, topics), ({ world }) => {
      if (world.block !== 240) return;
      for (const topic of world.topics) {
        const before = (seen.get(topic) ?? '3 1 2 0').split(' ');
        const now = tell(topic).split(' ');
        const words = ['opens', 'closes', 'window'].filter((_, n) => now[n] !== before[n]);
        for (const word of words) story.push(`${topic.name} ${word}`);
        seen.set(topic, tell(topic));
      }
    });
    // Nonce 3 opens and nonce 1 is closed; then the window of nonce 2 closes.
    expect(story.filter((line) => !line.includes('window'))).toEqual([
      'topic opens',
      'topic closes',
      'second opens',
      'second closes',
    ]);
    expect(story.slice(-2)).toEqual(['topic window', 'second window']);
  });

  it('stake that leaves does not earn in it any more', () => {
    // Asked for when nonce 2 opens in block 180, due in block 240, where nonce 1 is paid.
    const at = (removeStakeDelayWindow: number) => {
      const early = reputers('honest', 1, {}, 'early', { leaves: 2 });
      const scenario = hubScenario({
        epochs: 6,
        set: { removeStakeDelayWindow, groundTruthLag: 60 },
        reputers: [reputers('honest', 2), early],
      });
      return rowsOf(runColumns(scenario).tables.epochs).map(({ topic_stake }) => Number(topic_stake));
    };
    const [now, later] = [at(60), at(61)];
    // The row of nonce e tells of the closing in block 60 (e + 3).
    expect(now[0]).toBe(later[0]);
    expect(now[1]).toBeLessThan(later[1] / 1.2);
    expect(now[2]).toBeLessThan(later[1] / 1.2);
    expect(later[2]).toBeLessThan(later[1] / 1.2);
  });
});

describe('nonces of a topic', () => {
  it('that are due in one block are all judged, the last of them is paid', () => {
    // Three nonces wait when the topic falls asleep; woken up long after, it closes them at once.
    const run = sleeper();
    const rows = run.rows;
    expect(rows.map(({ epoch }) => epoch)).toEqual(rows.map((_, e) => e));
    const together = rows.filter(({ closed }) => closed === 1260);
    expect(together.map(({ epoch, status }) => `${epoch} ${status}`)).toEqual(['2 unpaid', '3 unpaid', '4 paid']);
    expect(together.map(({ pool }) => pool > 0)).toEqual([false, false, true]);
    expect(together.map(({ reward }) => reward > 0)).toEqual([false, false, true]);
  });

  it('of which the last has no inferers: the one before is paid', () => {
    const run = sleeper({ inferers: [inferers('honest', 3, {}, 'honest', { leaves: 4 })] });
    expect(
      run.rows
        .filter(({ closed }) => closed === 1260)
        .map(({ epoch, status, pool }) => `${epoch} ${status} ${pool > 0}`),
    ).toEqual(['2 unpaid false', '3 paid true', '4 no-inferers false']);
  });

  it('that are due together tell each fee and each request once', () => {
    const run = sleeper({ demand: { rate: 2, fee: { median: 0, sigma: 0 } } });
    expect(run.rows.some(({ requests, closed }) => closed === 1260 && requests > 10)).toBe(true);
    const { hub } = run.end;
    const told = run.rows.reduce((sum, { requests }) => sum + requests, 0);
    expect(told).toBe(hub.counts.requests);
  });

  it('are given up at the end of the run if their topic never wakes up again', () => {
    const run = sleeper({}, false);
    const statuses = run.rows.map(({ status }) => status);
    expect(statuses.slice(-3)).toEqual(['given-up', 'given-up', 'given-up']);
    expect(run.rows.slice(-3).map(({ pool }) => pool)).toEqual([0, 0, 0]);
    expect(run.end.world.finished).toBe(true);
    expect(run.end.hub.openNonces).toBe(0);
    const { chain } = run.end;
    expect(chain.activeTopics).toBe(0);
  });
});

interface Told {
  readonly epoch: number;
  readonly status: string;
  readonly pool: number;
  readonly reward: number;
  readonly requests: number;
  /** Block in which it was closed. */
  readonly closed: number;
}

/** A topic with a lag of two epochs that sleeps from its fifth nonce on, its weight then being below the bar. */
function sleeper(changes: Changes = {}, wakesUp = true): { readonly rows: readonly Told[]; readonly end: HubRun } {
  const rows: Told[] = [];
  const fees = { createTopicFee: 1e18, registrationFee: 0, dataSendingFee: 0 };
  const scenario = hubScenario({
    epochs: 24,
    record: { ...everything, ...noChain },
    ...changes,
    set: { ...fees, groundTruthLag: 120, ...changes.set },
  });
  let asleep = false;
  let woken = false;
  const end = runHub(scenario, ({ world, chain }, done) => {
    const [topic] = world.topics;
    const { chainTopic } = topic;
    if (chainTopic !== undefined && topic.opened === 5 && !asleep) {
      // All that it had is spent.
      asleep = true;
      chainTopic.revenue = 0n;
    }
    if (wakesUp && !woken && chainTopic !== undefined && world.block >= 1200) {
      woken = true;
      expect(chainTopic.active).toBe(false);
      expect(fundTopic(chain, chainTopic, account.participants, 10n ** 18n)).toBeUndefined();
    }
    if (done === undefined) return;
    const { nonce, desk, economy } = done;
    rows.push({
      epoch: nonce.epoch,
      status: nonce.status,
      pool: economy.rewardPool,
      reward: nonce.status === 'paid' ? desk.paid : 0,
      requests: economy.requests,
      closed: world.block,
    });
  });
  return { rows, end };
}

describe('topics of different lengths', () => {
  const scenario = hubScenario({ epochs: 10 });
  const topics = [alike(scenario, 'short', 60), alike(scenario, 'odd', 77, { funding: { initial: 1, perEpoch: 0 } })];
  const { tables, simulation } = runColumns(withTopics(scenario, topics));

  it('open as many nonces as fit, and their weights make up the whole', () => {
    const of = (name: string) => rowsOf(tables.epochs).filter(({ topic }) => topic === name);
    expect(of('short').map(({ block }) => block)).toEqual(Array.from({ length: 10 }, (_, n) => 60 * (n + 1)));
    expect(of('odd').map(({ block }) => block)).toEqual(Array.from({ length: 7 }, (_, n) => 77 * (n + 1)));
    expect(simulation.finished).toBe(true);
    for (const row of rowsOf(tables.epochs)) {
      expect(row.status).toBe('paid');
      expect(row.topic_share).toBeLessThan(1);
    }
  });

  it('add up to what the chain pays', () => {
    const sum = (rows: ReturnType<typeof rowsOf>, column: string) =>
      rows.reduce((total, row) => total + Number(row[column]), 0);
    const paid = ['paid_inferers', 'paid_forecasters', 'paid_reputers', 'paid_delegators'].reduce(
      (total, column) => total + sum(rowsOf(tables.chain), column),
      0,
    );
    expect(paid).toBeCloseTo(sum(rowsOf(tables.epochs), 'reward'), 9);
  });
});

describe('a block that holds one epoch end', () => {
  const scenario = hubScenario({ epochs: 8, set: { maxActiveTopicsPerBlock: 1 } });
  const light = firstOf(scenario);
  const heavy = { ...light, name: 'heavy', funding: { initial: 5, perEpoch: 0 } };

  it('goes to the heavier of two topics, the other sleeps', () => {
    const { tables } = runColumns(withTopics(scenario, [light, heavy]));
    expect(new Set(tables.epochs.words.topic)).toEqual(new Set(['heavy']));
    expect(new Set(tables.chain.numbers.active_topics)).toEqual(new Set([1]));
    expect(new Set(tables.chain.numbers.topics)).toEqual(new Set([2]));
  });

  it('is no matter where they end in different blocks', () => {
    const other = { ...light, creation: { at: 7, perDay: 0 } };
    const { tables } = runColumns(withTopics(scenario, [other, heavy]));
    expect(new Set(tables.epochs.words.topic)).toEqual(new Set(['heavy', 'topic']));
  });
});

describe('a run on the hub chain', () => {
  it('is as long as its epochs although nothing happens in the last blocks', () => {
    const set = { createTopicFee: 0, registrationFee: 0, dataSendingFee: 0 };
    const scenario = hubScenario({ epochs: 7, set, record: { ...everything, chain: { every: 100 } } });
    const { tables } = runColumns(scenario);
    expect(tables.chain.numbers.block).toEqual([100, 200, 300, 400, 420]);
    const { numbers } = tables.chain;
    numbers.block.forEach((block, r) => {
      const before = r === 0 ? 0 : numbers.block[r - 1];
      expect(numbers.emission[r]).toBeCloseTo((block - before) * numbers.emission_per_block[r], 9);
    });
  });

  it('has nothing of one where the scenario fixes every reward', () => {
    const scenario = hubScenario();
    const fixed = { ...firstOf(scenario), name: 'fixed', rewardPerEpoch: 100 };
    expect(createSimulation({ ...scenario, topics: [fixed] }).tables.map(({ name }) => name)).toEqual([
      'epochs',
      'actors',
    ]);
    expect(createSimulation(scenario).tables.map(({ name }) => name)).toEqual(['epochs', 'actors', 'chain']);
  });
});
