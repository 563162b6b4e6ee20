import { describe, expect, it } from 'vitest';
import type { Topic } from '../../sim/engine/topic.ts';
import { createSimulation, profileNames } from '../../sim/index.ts';
import type { RoleColumns } from '../../sim/state/role-columns.ts';
import type { Seats } from '../../sim/state/seats.ts';
import { quantileScore } from '../oracle/index.ts';
import { close } from '../support/close.ts';
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
} from './small-scenario.ts';

const roles = (topic: Topic): RoleColumns[] => [topic.inferers, topic.forecasters, topic.reputers];
const seatsOf = ({ active, count }: Seats) => Array.from(active.subarray(0, count));
const earnedBy = (topic: Topic) => roles(topic).map(({ earned }) => earned.reduce((sum, x) => sum + x, 0));

/** Topics that are small in one way or another. */
const small: Readonly<Record<string, Changes>> = {
  'one inferer': { inferers: [inferers('honest', 1)] },
  'two inferers': { inferers: [inferers('honest', 2)] },
  'one forecaster': { forecasters: [forecasters('regime-ema', 1)] },
  'no forecaster': { forecasters: [] },
  'two forecasters': { forecasters: [forecasters('peeking', 2)] },
  'one reputer': { reputers: [reputers('honest', 1)] },
  'one of each': {
    inferers: [inferers('honest', 1)],
    forecasters: [forecasters('peeking', 1)],
    reputers: [reputers('honest', 1)],
  },
  'two of each': {
    inferers: [inferers('honest', 2)],
    forecasters: [forecasters('peeking', 2)],
    reputers: [reputers('honest', 2)],
  },
  'more actors than seats': {
    inferers: [inferers('honest', 40)],
    forecasters: [forecasters('peeking', 8)],
    reputers: [reputers('honest', 8)],
  },
  'losses that may be negative': { loss: { method: 'poisson' }, truth: { process: 'gbm-price' } },
  'a truth that comes four epochs late': { set: { groundTruthLag: 240 } },
  'a worker window as long as the epoch': { set: { workerSubmissionWindow: 60 } },
};

/** What only the hub chain has, which topics with fixed rewards do without. */
const ofHubChain = new Set([
  'topic_weight',
  'topic_share',
  'fee_revenue',
  'topic_stake',
  'reward_pool',
  'returned_reward',
  'paid_delegators',
  'consumer_fees',
  'inference_age',
  'inference_error',
  'slashed',
]);

/** Whether a column may be empty in the row of a nonce. */
function mayBeEmpty(column: string, { nonce, rules }: Topic): boolean {
  if (column === 'regret_scale') return nonce.initialRegret === 0 || nonce.inferers.count === 1;
  if (column === 'outlier_resistant_inference') return !rules.outlierResistant;
  if (column === 'feedback') return nonce.informedBy === -1;
  if (ofHubChain.has(column)) return true;
  return /^(added|removed)_ema_score_/.test(column); // see seats.test.ts
}

describe.each(Object.entries(small))('a topic with %s', (name, changes) => {
  it.each(profileNames)(
    'pays its whole reward in every epoch and has a number wherever there is one (%s)',
    (profile) => {
      const scenario = smallScenario({ ...changes, profile, epochs: 50 });
      const { numbers, words } = runColumns(scenario);
      const paid = [0, 0, 0];
      let before = roles(runTopic({ ...scenario, epochs: 0 })).map(({ inclusions }) => Array.from(inclusions));
      let row = 0;
      const end = runTopic(scenario, (topic) => {
        const { nonce, desk } = topic;
        expect(nonce.epoch).toBe(row);
        expect(words.status[row]).toBe('paid');
        for (const [column, values] of Object.entries(numbers)) {
          if (mayBeEmpty(column, topic)) continue;
          if (Number.isFinite(values[row])) continue;
          expect.fail(`${name}: ${column} in epoch ${row} is ${values[row]}`);
        }
        const parts = [desk.shares.inferers, desk.shares.forecasters, desk.shares.reputers];
        close(
          parts.reduce((sum, part) => sum + part, 0),
          1,
          1e-12,
        );
        expect(parts.every((part) => part >= 0)).toBe(true);
        close(numbers.reward[row], 100, 1e-9);
        parts.forEach((part, r) => {
          paid[r] += 100 * part;
        });
        // An inclusion is an epoch with a reward: at most one for each, and none without a seat. Below a uallo it is none.
        const seated = [nonce.inferers, nonce.forecasters, nonce.reputers].map(seatsOf);
        const rewards = [desk.infererReward, desk.forecasterReward, desk.reputerReward];
        roles(topic).forEach((role, r) => {
          const isPaid = (x: number) => seated[r].includes(x) && rewards[r][seated[r].indexOf(x)] > 0;
          const expected = before[r].map((count, x) => count + (isPaid(x) ? 1 : 0));
          if (parts[r] > 0) expect(seated[r].some(isPaid)).toBe(true);
          else expect(seated[r].some(isPaid)).toBe(false);
          expect(Array.from(role.inclusions)).toEqual(expected);
        });
        before = roles(topic).map(({ inclusions }) => Array.from(inclusions));
        ++row;
      });
      expect(row).toBe(50);
      earnedBy(end).forEach((sum, r) => {
        close(sum, paid[r], 1e-9);
      });
    },
  );
});

describe('a lone actor', () => {
  it('infers what the network infers, with nobody to withhold, and scores nothing', () => {
    runTopic(smallScenario({ ...small['one inferer'], epochs: 10 }), ({ nonce, desk, inferers: role }) => {
      const { layout, values } = nonce;
      expect([values[0], values[1]]).toEqual([nonce.inferences[0], nonce.inferences[0]]);
      expect(values[layout.oneOutInferer]).toBeNaN();
      expect(values.subarray(layout.forecaster, layout.forecaster + 3).every(Number.isNaN)).toBe(true);
      expect(desk.infererScore[0]).toBe(0);
      expect(role.standing[0]).toBeNaN();
      expect(desk.shares.forecasters).toBe(0);
      expect(desk.losses[layout.inferer]).not.toBe(desk.losses[0]); // reputers err about each value by itself
    });
  });

  it('forecasts without a score, and is paid', () => {
    const { nonce, desk, forecasters: role } = runTopic(smallScenario({ ...small['one forecaster'], epochs: 20 }));
    expect(desk.forecasterScore[0]).toBe(0);
    expect(nonce.values[nonce.layout.oneOutForecaster]).toBeNaN();
    expect(nonce.values[nonce.layout.oneIn]).toBeNaN();
    expect(role.standing[0]).toBeNaN();
    expect(role.earned[0]).toBeGreaterThan(0);
  });

  it('as a reputer agrees with itself: score 1/epsilonReputer, and everything it says goes', () => {
    runTopic(smallScenario({ ...small['one reputer'], epochs: 10 }), ({ desk }) => {
      close(desk.reputerScore[0], 100, 1e-12);
      close(desk.losses[0], desk.reports[0], 1e-15);
      expect(desk.reputerFraction[0]).toBe(1);
    });
  });

  it('before twenty reputers is judged by all of them', () => {
    const many = [reputers('honest', 14), reputers('noisy', 6)];
    const set = { maxTopReputersToReward: 20 };
    const scenario = smallScenario({ ...small['one inferer'], forecasters: [], reputers: many, set, epochs: 12 });
    runTopic(scenario, ({ nonce, desk, reputers: role }) => {
      expect(nonce.reputers.count).toBe(20);
      const standing = Array.from(role.standing);
      expect(standing.every(Number.isFinite)).toBe(true);
      close(role.quantileScore, quantileScore(standing, 0.05).toNumber(), 1e-12);
      expect(desk.reputerReward.every((reward) => reward > 0)).toBe(true);
    });
    const { tables } = runColumns({ ...scenario, record: everything });
    const rows = rowsOf(tables.actors).filter(({ role, epoch }) => role === 'reputer' && epoch === 11);
    close(
      rows.reduce((sum, { weight }) => sum + Number(weight), 0),
      1,
      1e-12,
    );
  });
});

describe('before any loss is known', () => {
  it('the first version takes the median, and its naive inference is 0', () => {
    const { numbers } = runColumns(smallScenario({ profile: 'v0.6', epochs: 2 }));
    const { nonce: first } = runTopic(smallScenario({ profile: 'v0.6', epochs: 1 }));
    const sorted = Array.from(first.inferences).sort((a, b) => a - b);
    expect(numbers.combined_inference[0]).toBe((sorted[5] + sorted[6]) / 2);
    expect(numbers.naive_inference[0]).toBe(0);
    expect(first.values.subarray(first.layout.oneOutInferer).every(Number.isNaN)).toBe(true);
    // Without one-outs nobody has a score: reputers get everything.
    expect(numbers.reputers_reward_fraction[0]).toBe(1);
  });

  it('later versions take the plain mean', () => {
    const { numbers } = runColumns(smallScenario({ epochs: 1 }));
    close(numbers.combined_inference[0], numbers.equal_weight_inference[0], 1e-14);
    close(numbers.naive_inference[0], numbers.equal_weight_inference[0], 1e-14);
    expect(numbers.forecaster_task_score[0]).not.toBe(0); // reported with errors
  });
});

describe('the initial regret', () => {
  it.each([
    // Computed at query: workers are first paid in epoch 1; those paid in epochs 1 to 1/alpha count in the one after, and
    // what that one's losses give is used by the next.
    [0.1, 'at-query', 12],
    [0.25, 'at-query', 6],
    // At the window's close with a lag of one epoch: first paid in epoch 2, and used two epochs later.
    [0.1, 'window-close', 14],
    [0.25, 'window-close', 8],
  ] as const)(
    'is 0 in the first version until somebody was paid 1/alphaRegret times, then never again (%f, %s)',
    (alphaRegret, inferencesComputed, first) => {
      const { numbers } = runColumns(smallScenario({ profile: 'v0.6', set: { alphaRegret, inferencesComputed } }));
      expect(numbers.initial_regret.findIndex((regret) => regret !== 0)).toBe(first);
      expect(numbers.initial_regret.slice(first)).not.toContain(0);
      expect(numbers.regret_scale.findIndex((scale) => !Number.isNaN(scale))).toBe(first);
    },
  );

  it('follows all workers from the first loss on where there are ten of them, the experienced ones later', () => {
    const scenario = smallScenario({ epochs: 16 });
    runTopic(scenario, ({ nonce: { epoch }, desk, regrets: { inferer, forecaster }, initialRegret }) => {
      const experienced = desk.isExperienced.subarray(0, 15).reduce((sum, flag) => sum + flag, 0);
      // Inferers are paid from epoch 0 on, forecasters from epoch 2 on: they know nothing before.
      expect(experienced).toBe(epoch < 10 ? 0 : epoch < 12 ? 12 : 15);
      const regrets = [...inferer, ...forecaster].filter((regret) => !Number.isNaN(regret));
      const least = Math.min(...regrets);
      if (epoch < 10) expect(initialRegret).toBeGreaterThan(least);
      else expect(initialRegret).toBeLessThan(least);
    });
  });

  it('stays 0 for ever with fewer than ten workers, which a notice says', () => {
    const few = smallScenario({ epochs: 30, inferers: [inferers('honest', 6)] });
    const { numbers } = runColumns(few);
    expect(new Set(numbers.initial_regret)).toEqual(new Set([0]));
    numbers.combined_inference.forEach((combined, e) => {
      close(combined, numbers.equal_weight_inference[e], 1e-13);
    });
    const noticesOf = (changes: Changes) => createSimulation(smallScenario(changes)).notices;
    const six = [inferers('honest', 6)];
    expect(noticesOf({ inferers: six })).toHaveLength(1);
    expect(noticesOf({ inferers: six })[0]).toMatch(/^topic topic has 9 workers and minExperiencedWorkerRegrets is 10/);
    expect(noticesOf({ inferers: [inferers('honest', 7)] })).toEqual([]);
    expect(noticesOf({ inferers: six, profile: 'v0.6' })).toEqual([]);
    expect(noticesOf({ inferers: six, set: { minExperiencedWorkerRegrets: 9 } })).toEqual([]);
    expect(noticesOf({ set: { maxTopInferersToReward: 6 } })).toHaveLength(1);
  });
});

describe('an epoch', () => {
  it('without inferers is recorded as such, without reputers it is not judged; neither pays', () => {
    const empty = runColumns(smallScenario({ epochs: 3, inferers: [] }));
    expect(empty.words.status).toEqual(['no-inferers', 'no-inferers', 'no-inferers']);
    expect(empty.numbers.combined_inference.every(Number.isNaN)).toBe(true);
    expect(empty.numbers.truth.every(Number.isFinite)).toBe(true);
    const unjudged = runColumns(smallScenario({ epochs: 3, reputers: [] }));
    expect(unjudged.words.status).toEqual(['no-loss', 'no-loss', 'no-loss']);
    expect(unjudged.numbers.combined_inference.every(Number.isFinite)).toBe(true);
    for (const { numbers } of [empty, unjudged]) {
      expect(numbers.network_loss.every(Number.isNaN)).toBe(true);
      expect(numbers.reward).toEqual([0, 0, 0]);
    }
  });

  it('is not paid when a reputer’s share vanishes and so has no logarithm', () => {
    const scenario = smallScenario({ epochs: 5, set: { pRewardReputer: 100, taskRewardAlpha: 1 } });
    const topic = scenario.topics[0];
    const uneven = [...topic.reputers, { ...reputers('honest', 1, {}, 'poor'), stake: { median: 1e-9, sigma: 0 } }];
    const { words, numbers } = runColumns({ ...scenario, topics: [{ ...topic, reputers: uneven }] });
    expect(words.status).toEqual(Array(5).fill('unpaid'));
    expect(numbers.reward).toEqual([0, 0, 0, 0, 0]);
    expect(numbers.network_loss.every(Number.isFinite)).toBe(true);
  });

  it('measures losses in standard deviations by the root mean square of the last hundred truths', () => {
    const squares: number[] = [];
    const plain = { epochs: 130, inferers: [inferers('honest', 1)], forecasters: [] };
    runTopic(smallScenario({ ...plain, set: { groundTruthLag: 180 } }), ({ nonce: { step, truthDeviation } }) => {
      const known = squares.slice(-100);
      const sum = known.reduce((total, square) => total + square, 0);
      close(truthDeviation, known.length > 0 ? Math.sqrt(sum / known.length) : step.scale, 1e-13);
      squares.push(step.truth ** 2);
    });
    expect(squares).toHaveLength(130);
  });

  it('stops the run, and says where, when its loss is not defined', () => {
    const counts = smallScenario({ loss: { method: 'poisson' }, truth: { process: 'gbm-return', drift: -9, vol: 0 } });
    expect(() => runTopic(counts)).toThrow(
      /^Epoch 0, judge: topic topic: the loss of inference .* against truth -[0-9.]+ is not defined: poisson/,
    );
  });

  it('opens its nonce an epoch length after the one before', () => {
    const { numbers } = runColumns(smallScenario({ epochs: 4, set: { epochLength: 720 } }));
    expect(numbers.epoch).toEqual([0, 1, 2, 3]);
    expect(numbers.block).toEqual([0, 720, 1440, 2160]);
  });
});
