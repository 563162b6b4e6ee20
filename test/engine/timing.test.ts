import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld, step } from '../../sim/engine/step.ts';
import { createSimulation, type Scenario } from '../../sim/index.ts';
import {
  type Changes,
  everything,
  forecasters,
  inferers,
  reputers,
  rowsOf,
  runColumns,
  runTopic,
  smallScenario,
  smallTopic,
} from './small-scenario.ts';

/** A topic as small as can be that still judges. */
const tiny: Changes = {
  inferers: [inferers('honest', 2)],
  forecasters: [],
  reputers: [reputers('honest', 1)],
};

interface Happening {
  readonly what: 'opened' | 'window closed' | 'done';
  readonly topic: string;
  readonly epoch: number;
  readonly block: number;
}

/** Everything that happens in a run, in order. What one event does at once is told as opened, then done. */
function happenings(scenario: Scenario): Happening[] {
  const world = createWorld(scenario);
  const found: Happening[] = [];
  while (world.topics.some(({ done, epochs }) => done < epochs)) {
    const before = world.topics.map(({ opened, windowsClosed, done }) => ({ opened, windowsClosed, done }));
    step(world);
    world.topics.forEach(({ name, opened, windowsClosed, done }, i) => {
      const tell = (what: Happening['what'], epoch: number) =>
        found.push({ what, topic: name, epoch, block: world.block });
      if (opened > before[i].opened) tell('opened', before[i].opened);
      if (done > before[i].done) tell('done', before[i].done);
      if (windowsClosed > before[i].windowsClosed) tell('window closed', before[i].windowsClosed);
    });
  }
  return found;
}

const timed = (set: Changes['set'], epochs = 20) => smallScenario({ ...tiny, epochs, ...(set ? { set } : {}) });

describe('a nonce', () => {
  it.each([
    // Truth at block 60 of each nonce; the first epoch end not before 60 + 60 closes it.
    [60, 60, 12, 2],
    [60, 61, 12, 3],
    [60, 119, 12, 3],
    [60, 120, 12, 3],
    [60, 121, 60, 4],
    [12, 3144, 1, 263],
    [100, 50, 100, 2],
  ])(
    'of a topic with epochs of %i blocks, a truth %i blocks late and a window of %i is closed %i epochs after it opened',
    (epochLength, groundTruthLag, workerSubmissionWindow, later) => {
      const epochs = 5;
      const found = happenings(timed({ epochLength, groundTruthLag, workerSubmissionWindow }, epochs));
      const blocksOf = (what: Happening['what']) => found.filter((one) => one.what === what).map(({ block }) => block);
      const opened = Array.from({ length: epochs }, (_, e) => e * epochLength);
      expect(blocksOf('opened')).toEqual(opened);
      expect(blocksOf('window closed')).toEqual(opened.map((block) => block + workerSubmissionWindow));
      expect(blocksOf('done')).toEqual(opened.map((block) => block + later * epochLength));
    },
  );

  it('is closed at the first epoch end at or after its opening, the lag and an epoch, whatever the lengths', () => {
    const lengths = fc.record({
      epochLength: fc.integer({ min: 12, max: 90 }),
      groundTruthLag: fc.integer({ min: 12, max: 500 }),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(lengths, ({ epochLength, groundTruthLag, share }) => {
        const workerSubmissionWindow = Math.ceil(share * epochLength);
        const set = { epochLength, groundTruthLag, workerSubmissionWindow };
        const found = happenings(timed(set, 6));
        for (const { what, epoch, block } of found) {
          const opened = epoch * epochLength;
          if (what === 'opened') expect(block).toBe(opened);
          if (what === 'window closed') expect(block).toBe(opened + workerSubmissionWindow);
          if (what !== 'done') continue;
          const ready = opened + groundTruthLag + epochLength;
          expect(block % epochLength).toBe(0);
          expect(block).toBeGreaterThanOrEqual(ready);
          expect(block - epochLength).toBeLessThan(ready);
        }
        // In each block epoch ends come before windows, and each event of a nonce once.
        found.slice(1).forEach((one, n) => {
          expect(one.block).toBeGreaterThanOrEqual(found[n].block);
          if (one.block === found[n].block) expect(found[n].what).not.toBe('window closed');
        });
        expect(found).toHaveLength(18);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps what it was answered with until it is closed, however many are open', () => {
    const scenario = timed({ epochLength: 12, groundTruthLag: 12 * 262, workerSubmissionWindow: 5 }, 600);
    const world = createWorld(scenario);
    const [topic] = world.topics;
    const answers: number[][] = [];
    const truths: number[] = [];
    let done = 0;
    while (topic.done < topic.epochs) {
      const { opened, windowsClosed } = topic;
      const isDone = step(world) !== undefined;
      if (topic.opened > opened) truths.push(topic.ring[opened % topic.ring.length].step.truth);
      if (topic.windowsClosed > windowsClosed) {
        answers.push(Array.from(topic.ring[windowsClosed % topic.ring.length].inferences));
      }
      if (!isDone) continue;
      const { nonce } = topic;
      expect(nonce.epoch).toBe(done++);
      expect(Array.from(nonce.inferences)).toEqual(answers[nonce.epoch]);
      expect(nonce.step.truth).toBe(truths[nonce.epoch]);
      expect(nonce.block).toBe(12 * nonce.epoch);
    }
    expect(done).toBe(600);
    expect(topic.ring).toHaveLength(264);
  });
});

const pick = ({ truth, regime }: { readonly truth: number; readonly regime: number }) => ({ truth, regime });

describe('what the network’s inferences know', () => {
  const feedbackOf = (set: Changes['set'], epochs = 20) => runColumns(timed(set, epochs)).numbers.feedback;

  it.each([
    [60, 12, 2],
    [61, 12, 3],
    [180, 12, 4],
    // A window that closes in the block of an epoch end knows the losses of that block.
    [60, 60, 1],
    [180, 60, 3],
    [180, 59, 4],
  ])(
    'when made at the close of the window, with a truth %i blocks late and a window of %i, are the losses of %i epochs before',
    (groundTruthLag, workerSubmissionWindow, feedback) => {
      const found = feedbackOf({ groundTruthLag, workerSubmissionWindow });
      expect(found.slice(0, feedback).every(Number.isNaN)).toBe(true);
      expect(found.slice(feedback)).toEqual(Array(20 - feedback).fill(feedback));
    },
  );

  it.each([60, 180, 599])(
    'when made at query are the losses of the epoch before, with a truth %i blocks late',
    (lag) => {
      const found = feedbackOf({ groundTruthLag: lag, inferencesComputed: 'at-query' });
      expect(found[0]).toBeNaN();
      expect(found.slice(1)).toEqual(Array(19).fill(1));
    },
  );

  it('at query still hangs on the lag where people answer: seats and forecasts are those of the window', () => {
    const judged = { profile: 'v0.6', epochs: 40, inferers: [inferers('honest', 8), inferers('noisy', 4)] };
    const run = (groundTruthLag: number) =>
      runColumns(smallScenario({ ...judged, set: { groundTruthLag, maxTopInferersToReward: 5 }, record: everything }));
    const [near, far] = [run(60), run(240)];
    // Forecasters with a memory say nothing before they know a loss: their implied inferences come with the lag.
    const firstForecast = ({ tables }: typeof near) =>
      Math.min(
        ...rowsOf(tables.actors)
          .filter(({ role, value }) => role === 'forecaster' && !Number.isNaN(value))
          .map(({ epoch }) => Number(epoch)),
      );
    expect([firstForecast(near), firstForecast(far)]).toEqual([2, 5]);
    const firstReplaced = ({ numbers }: typeof near) => numbers.replaced_inferers.findIndex((count) => count > 0);
    expect(firstReplaced(near)).toBeLessThan(firstReplaced(far));
  });

  it('is the truth and the regime of the latest judged nonce, to those who go by them', () => {
    const truth = { process: 'regime-switching', stayProbability: 0.7 };
    const scenario = smallScenario({ ...tiny, truth, epochs: 60, set: { groundTruthLag: 180 } });
    const world = createWorld(scenario);
    const [topic] = world.topics;
    const steps: { truth: number; regime: number }[] = [];
    let windows = 0;
    while (topic.done < topic.epochs) {
      const { opened, windowsClosed } = topic;
      step(world);
      if (topic.opened > opened) steps.push({ ...topic.ring[opened % topic.ring.length].step });
      if (topic.windowsClosed === windowsClosed) continue;
      const { latestRegime } = topic.desk.forecasterView;
      const { latestTruth } = topic.desk.infererView;
      if (windowsClosed < 4) expect([latestRegime, latestTruth]).toEqual([-1, NaN]);
      else expect({ regime: latestRegime, truth: latestTruth }).toEqual(pick(steps[windowsClosed - 4]));
      ++windows;
    }
    expect(windows).toBe(60);
    expect(new Set(steps.map(({ regime }) => regime)).size).toBe(2);
  });

  it('is older where nonces came to nothing', () => {
    // Nobody answers in epochs 5 to 7, so nothing of them can be known.
    const populations = [
      inferers('honest', 2, {}, 'first', { leaves: 5 }),
      inferers('honest', 2, {}, 'then', { joins: 8 }),
    ];
    const { numbers, words } = runColumns(smallScenario({ ...tiny, epochs: 14, inferers: populations }));
    expect(words.status.map((status) => (status === 'paid' ? 1 : 0))).toEqual([
      1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1,
    ]);
    const none = NaN;
    expect(numbers.feedback).toEqual([none, none, 2, 2, 2, none, none, none, 4, 5, 2, 2, 2, 2]);
  });
});

describe('a topic that waits for too many losses', () => {
  const noticesOf = (set: Changes['set'], epochs = 20) => createSimulation(timed(set, epochs)).notices.slice(1);

  it('gives up the oldest at the close of each window, and says so beforehand', () => {
    const set = { groundTruthLag: 180, maxUnfulfilledReputerRequests: 3 };
    const { words, numbers } = runColumns(timed(set, 12));
    // Four wait when a window closes; no window closes after that of nonce 11, so the last three are judged.
    expect(words.status).toEqual([...Array(9).fill('given-up'), 'paid', 'paid', 'paid']);
    expect(numbers.combined_inference.every(Number.isFinite)).toBe(true);
    expect(numbers.network_loss.slice(0, 9).every(Number.isNaN)).toBe(true);
    expect(numbers.feedback.slice(0, 9).every(Number.isNaN)).toBe(true);
    expect(noticesOf(set, 12)).toEqual([
      'topic topic waits for the losses of 4 nonces and maxUnfulfilledReputerRequests is 3: nonces are given up before they can be judged, all but the last few',
    ]);
  });

  it('gives up none when it may wait for as many as are open, one less where the window is as long as the epoch', () => {
    for (const set of [
      { groundTruthLag: 180, maxUnfulfilledReputerRequests: 4 },
      { groundTruthLag: 180, maxUnfulfilledReputerRequests: 3, workerSubmissionWindow: 60 },
    ]) {
      expect(runColumns(timed(set, 12)).words.status).toEqual(Array(12).fill('paid'));
      expect(noticesOf(set, 12)).toEqual([]);
    }
    const less = { groundTruthLag: 180, maxUnfulfilledReputerRequests: 2, workerSubmissionWindow: 60 };
    expect(runColumns(timed(less, 12)).words.status.filter((status) => status === 'given-up')).toHaveLength(10);
    expect(noticesOf(less, 12)).toHaveLength(1);
  });

  it('leaves those alone to which nobody answered', () => {
    const set = { groundTruthLag: 180, maxUnfulfilledReputerRequests: 1 };
    const nobody = smallScenario({ ...tiny, epochs: 6, inferers: [], set });
    expect(runColumns(nobody).words.status).toEqual(Array(6).fill('no-inferers'));
  });

  it('pays nothing for what it gave up, and remembers nothing of it', () => {
    const set = { groundTruthLag: 180, maxUnfulfilledReputerRequests: 1 };
    runTopic(timed(set, 12), ({ nonce, regrets, networkLoss, inferers: role, reputers: judges }) => {
      if (nonce.status !== 'given-up') return;
      expect(networkLoss).toBeNaN();
      expect(regrets.inferer.every(Number.isNaN)).toBe(true);
      expect([...role.earned, ...role.lossCount, ...judges.earned].every((sum) => sum === 0)).toBe(true);
      expect(nonce.reputers.count).toBe(0);
    });
  });
});

describe('a topic too short to learn', () => {
  const noticesOf = (set: Changes['set'], epochs: number) =>
    createSimulation(timed(set, epochs)).notices.filter((notice) => notice.includes('no network inference knows'));

  it.each([
    [{ groundTruthLag: 180 }, 4, 5],
    [{ groundTruthLag: 180, workerSubmissionWindow: 60 }, 3, 4],
    [{ groundTruthLag: 180, inferencesComputed: 'at-query' }, 1, 2],
  ] as const)('is told so, with %o: of %i epochs, but not of %i', (set, few, enough) => {
    expect(noticesOf(set, few)).toHaveLength(1);
    expect(runColumns(timed(set, few)).numbers.feedback.every(Number.isNaN)).toBe(true);
    expect(noticesOf(set, enough)).toEqual([]);
    expect(runColumns(timed(set, enough)).numbers.feedback.some(Number.isFinite)).toBe(true);
  });
});

describe('topics side by side', () => {
  const lengths = [
    ['hourly', { epochLength: 60, groundTruthLag: 60 }],
    ['slow', { epochLength: 100, groundTruthLag: 250 }],
    ['quick', { epochLength: 25, groundTruthLag: 30, workerSubmissionWindow: 25 }],
  ] as const;
  const scenario: Scenario = {
    ...smallScenario({ epochs: 10, record: everything }),
    topics: lengths.map(([name, set], i) =>
      smallTopic(name, 'v0.17', set, {
        inferers: [inferers('honest', 5 + i), inferers('intermittent', 4)],
        // The first two are of one size and share a desk.
        ...(i === 1 ? { inferers: [inferers('noisy', 5), inferers('honest', 4)] } : {}),
        forecasters: [forecasters('regime-ema', 2)],
        reputers: [reputers('honest', 2)],
      }),
    ),
  };

  it('open as many nonces as fit the time of the first one’s epochs, the last one begun included', () => {
    const { simulation, tables } = runColumns(scenario);
    // 600 blocks: 10 of 60, 6 of 100, 24 of 25.
    const of = (name: string) => tables.epochs.words.topic.filter((topic) => topic === name).length;
    expect(lengths.map(([name]) => of(name))).toEqual([10, 6, 24]);
    expect([simulation.epochsTotal, simulation.epochsDone, simulation.finished]).toEqual([40, 40, true]);
    const uneven = { ...scenario, topics: [scenario.topics[0], smallTopic('odd', 'v0.17', { epochLength: 599 })] };
    expect(createSimulation(uneven).epochsTotal).toBe(12);
    const even = { ...scenario, topics: [scenario.topics[0], smallTopic('even', 'v0.17', { epochLength: 600 })] };
    expect(createSimulation(even).epochsTotal).toBe(11);
  });

  it('write their rows as their nonces are done: block by block, and in a block in the order of the scenario', () => {
    const { tables } = runColumns(scenario);
    const done = happenings(scenario).filter(({ what }) => what === 'done');
    const rows = rowsOf(tables.epochs).map(({ topic, epoch }) => ({ topic, epoch }));
    expect(rows).toEqual(done.map(({ topic, epoch }) => ({ topic, epoch })));
    const order = lengths.map(([name]) => name as string);
    done.slice(1).forEach((one, n) => {
      expect(one.block).toBeGreaterThanOrEqual(done[n].block);
      if (one.block === done[n].block) expect(order.indexOf(one.topic)).toBeGreaterThan(order.indexOf(done[n].topic));
    });
    const together = done.filter((one, n) => n > 0 && one.block === done[n - 1].block);
    expect(together.length).toBeGreaterThan(2);
  });

  it('have each the rows that it has alone, whatever the others are and do', () => {
    const both = runColumns(scenario).tables;
    for (const topic of scenario.topics) {
      // As many nonces as beside the others, of which the first one sets the time.
      const epochs = Math.ceil(600 / Number(topic.topicParameters.epochLength));
      const alone = runColumns({ ...scenario, epochs, topics: [topic] }).tables;
      for (const table of ['epochs', 'actors']) {
        const own = rowsOf(both[table]).filter((row) => row.topic === topic.name);
        expect(own).toEqual(rowsOf(alone[table]));
      }
    }
  });

  it('that are alike are called by number and go ways of their own', () => {
    const alike = smallScenario({ ...tiny, epochs: 4, count: 3 });
    const { tables, simulation } = runColumns(alike);
    expect(new Set(tables.epochs.words.topic)).toEqual(new Set(['topic-0', 'topic-1', 'topic-2']));
    expect(new Set(tables.epochs.numbers.truth).size).toBe(12);
    expect(simulation.counts).toMatchObject({ topics: 3, inferers: 6, forecasters: 0, reputers: 3 });
    // A number more changes nothing for the others.
    const more = runColumns(smallScenario({ ...tiny, epochs: 4, count: 4 })).tables.epochs;
    const first = (table: typeof more) => rowsOf(table).filter(({ topic }) => topic === 'topic-1');
    expect(first(more)).toEqual(first(tables.epochs));
  });
});
