import { describe, expect, it } from 'vitest';
import { nonceStatuses } from '../../sim/engine/nonce.ts';
import { epochColumns } from '../../sim/index.ts';
import { createEpochRows } from '../../sim/metrics/epoch-rows.ts';
import { medianSingleLoss } from '../../sim/metrics/topic-totals.ts';
import {
  type Changes,
  forecasters,
  inferers,
  reputers,
  runColumns,
  runTopic,
  smallScenario,
} from '../engine/small-scenario.ts';
import { close } from '../support/close.ts';

const crowd: Changes = {
  profile: 'v0.6',
  epochs: 60,
  inferers: [inferers('honest', 8), inferers('noisy', 4)],
  forecasters: [forecasters('peeking', 5)],
  reputers: [reputers('noisy', 6, { factor: 20 })],
  set: { maxTopInferersToReward: 6, maxTopForecastersToReward: 3, maxTopReputersToReward: 3, outlierResistant: true },
};

/** Inferers who are gone for some epochs, and reputers who are often all absent. */
const eventful: Changes = {
  epochs: 60,
  inferers: [
    inferers('honest', 4, {}, 'first', { leaves: 25 }),
    inferers('honest', 12, {}, 'second', { joins: 30 }),
    inferers('intermittent', 3, {}, 'third', { joins: 28 }),
  ],
  forecasters: [forecasters('peeking', 3), forecasters('ema', 1, {}, 'late', { joins: 40 })],
  reputers: [reputers('offline', 2, { probability: 0.5 }), reputers('honest', 1, {}, 'sure', { joins: 38 })],
  set: { groundTruthLag: 120 },
};

/** Columns that tell what the hub chain did. */
const economy = [
  ...['topic_weight', 'topic_share', 'fee_revenue', 'topic_stake', 'reward_pool', 'returned_reward'],
  ...['paid_delegators', 'consumer_fees', 'requests', 'requests_served', 'inference_age', 'inference_error'],
  ...['late_messages', 'dropped_messages', 'slashed'],
];

describe('columns of epochs', () => {
  it('hold what the table of epochs is said to hold', () => {
    const names = epochColumns.map(({ name }) => name);
    const promised = [
      ...[
        'topic',
        'epoch',
        'block',
        'status',
        'truth',
        'chi',
        'tau',
        'regret_scale',
        'reward',
        'forecaster_task_score',
      ],
      ...['combined', 'naive', 'equal_weight', 'best_single'].flatMap((who) => [`${who}_inference`, `${who}_loss`]),
      ...['2_28', '15_87', '50', '84_13', '97_72'].map((percentage) => `percentile_${percentage}`),
      ...['inferers', 'forecasters', 'reputers'].flatMap((role) => [
        ...['entropy', 'reward_fraction'].map((what) => `${role}_${what}`),
        ...['registered', 'active', 'replaced'].map((what) => `${what}_${role}`),
      ]),
    ];
    expect(names).toEqual(expect.arrayContaining(promised));
    expect(names.slice(-economy.length)).toEqual(economy);
  });

  it('vary each in some run of one topic, but for its name and what the hub chain does', () => {
    const restless = { ...crowd, set: { ...crowd.set, activeForecasterQuantile: 0.75 } };
    const settings: readonly Changes[] = [crowd, restless, {}, { profile: 'v0.9' }, eventful];
    const runs = settings.map((changes) => runColumns(smallScenario(changes)).numbers);
    const constant = epochColumns
      .map(({ name }) => name)
      .filter((name) => !runs.some((run) => new Set(run[name].filter(Number.isFinite)).size > 1));
    expect(constant).toEqual(['topic', ...economy]);
    const counts = ['inferers', 'forecasters', 'reputers'].flatMap((role) => [
      `registered_${role}`,
      `submitted_${role}`,
      `active_${role}`,
    ]);
    for (const name of counts) expect(new Set(runs[0][name]).size, name).toBe(1);
    expect(counts.map((name) => runs[0][name][0])).toEqual([12, 12, 6, 5, 5, 3, 6, 6, 3]);
  });

  it('are finite wherever an epoch is paid, but for what there is not yet', () => {
    for (const profile of ['v0.9', 'v0.17']) {
      const { numbers, words } = runColumns(smallScenario({ profile }));
      expect(words.status).toEqual(Array(40).fill('paid'));
      for (const { name } of epochColumns) {
        if (economy.includes(name)) continue;
        const from =
          name === 'regret_scale'
            ? numbers.initial_regret.findIndex((regret) => regret !== 0)
            : name === 'feedback'
              ? { 'v0.9': 1, 'v0.17': 2 }[profile]
              : 0;
        if (/^(added|removed)_ema_score_/.test(name)) expect(numbers[name].every(Number.isNaN), name).toBe(true);
        else expect(numbers[name].slice(from).every(Number.isFinite), name).toBe(true);
      }
      expect(numbers.regret_scale[0]).toBeNaN();
      expect(numbers.feedback[0]).toBeNaN();
    }
  });

  it('are empty where a nonce came to nothing, whatever stood there before', () => {
    const impatient = { ...eventful, set: { groundTruthLag: 120, maxUnfulfilledReputerRequests: 2 } };
    const runs = [eventful, impatient].map((changes) => runColumns(smallScenario(changes)));
    // The truth and who was there are known always.
    const always =
      /^(epoch|block|regime|truth|reward.*|listening_(rounds|extrapolated)|(registered|submitted|active|replaced)_.*)$/;
    const judgement =
      /^(network_loss|forecaster_task_score|.*_entropy|.*_reward_fraction|chi|tau|listened_stake|reputer_score_.*)$/;
    const replacements = /^(added|removed)_ema_score_/;
    const seen = new Set<string>();
    for (const { numbers, words } of runs) {
      words.status.forEach((status, r) => {
        seen.add(status);
        for (const { name, type } of epochColumns) {
          if (type === 'dictionary' || replacements.test(name) || economy.includes(name)) continue;
          const value = numbers[name][r];
          const what = `${name} of a nonce that is ${status}`;
          if (always.test(name)) expect(Number.isFinite(value), what).toBe(true);
          else if (status === 'no-inferers') expect(value, what).toBeNaN();
          else if (status !== 'paid' && judgement.test(name)) expect(value, what).toBeNaN();
          if (status !== 'paid' && name.startsWith('reward')) expect(value, what).toBe(0);
          if (status !== 'paid' && /^listening/.test(name)) expect(value, what).toBe(0);
          if (status !== 'paid' && /^(submitted|active|replaced)_reputers/.test(name)) expect(value, what).toBe(0);
        }
      });
    }
    expect([...seen].sort()).toEqual(['given-up', 'no-inferers', 'no-loss', 'paid']);
  });

  it('hold the true losses of the inferences beside them', () => {
    const { numbers } = runColumns(smallScenario({ epochs: 20 }));
    for (const who of ['combined', 'naive', 'equal_weight', 'best_single']) {
      numbers[`${who}_inference`].forEach((inference, e) => {
        const error = inference - numbers.truth[e];
        close(numbers[`${who}_loss`][e], Math.log10(Math.max(error * error, 1e-12)), 1e-12);
      });
    }
  });

  it('follow as best single inferer whoever had the lowest mean loss in what is known by then', () => {
    const losses: number[][] = [];
    const logLoss = (inference: number, truth: number) => Math.log10(Math.max((inference - truth) ** 2, 1e-12));
    let changes = 0;
    for (const [inferencesComputed, feedback] of [
      ['window-close', 4],
      ['at-query', 1],
    ] as const) {
      losses.length = 0;
      const set = { groundTruthLag: 180, inferencesComputed };
      let last = -1;
      runTopic(smallScenario({ epochs: 40, set }), ({ nonce, desk }) => {
        const { epoch, inferences, step } = nonce;
        const sums = Array.from({ length: 12 }, (_, j) =>
          losses.slice(0, Math.max(0, epoch - feedback + 1)).reduce((sum, row) => sum + row[j], 0),
        );
        const best = sums.indexOf(Math.min(...sums));
        if (best !== last) ++changes;
        last = best;
        expect(nonce.bestSingleInference).toBe(inferences[best]);
        close(desk.bestSingleLoss, logLoss(inferences[best], step.truth), 1e-12);
        const mean = inferences.reduce((total, inference) => total + inference, 0) / 12;
        close(nonce.equalWeightInference, mean, 1e-13);
        const distance = inferences.reduce((total, inference) => total + Math.abs(inference - mean), 0) / 12;
        close(nonce.meanDistance, distance, 1e-12);
        losses.push(Array.from(inferences, (inference) => logLoss(inference, step.truth)));
      });
    }
    expect(changes).toBeGreaterThan(4);
  });

  it('hold the median of the true losses of those with a seat', () => {
    for (const [count, middle] of [
      [3, [1]],
      [4, [1, 2]],
    ] as const) {
      runTopic(smallScenario({ epochs: 5, inferers: [inferers('honest', count)] }), (topic) => {
        const { inferences, step } = topic.nonce;
        const losses = Array.from(inferences, (value) => Math.log10((value - step.truth) ** 2)).sort((a, b) => a - b);
        const expected = middle.reduce((sum, l) => sum + losses[l], 0) / middle.length;
        close(medianSingleLoss(topic), expected, 1e-10);
      });
    }
  });

  it('hold the moments of the reputers’ scores and the share of the stake that is listened to', () => {
    const { numbers } = runColumns(smallScenario(crowd));
    runTopic(smallScenario(crowd), ({ nonce, desk }) => {
      const { epoch, reputers: seated } = nonce;
      const scores = Array.from(desk.reputerScore.subarray(0, seated.count));
      const mean = scores.reduce((sum, score) => sum + score, 0) / 3;
      close(numbers.reputer_score_mean[epoch], mean, 1e-12);
      const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
      close(numbers.reputer_score_deviation[epoch], Math.sqrt(squares / 2), 1e-9);
    });
  });

  it('hold rewards per class that sum to the reward of the epoch', () => {
    const { numbers } = runColumns(smallScenario({ ...eventful, rewardPerEpoch: 7 }));
    let paid = 0;
    numbers.reward.forEach((reward, r) => {
      const classes = ['inferers', 'forecasters', 'reputers'].map((role) => numbers[`reward_${role}`][r]);
      close(classes[0] + classes[1] + classes[2], reward, 1e-12);
      if (reward === 0) return;
      ++paid;
      close(reward, 7, 1e-12);
      ['inferers', 'forecasters', 'reputers'].forEach((role, n) => {
        close(classes[n], 7 * numbers[`${role}_reward_fraction`][r], 1e-12);
      });
    });
    expect(paid).toBeGreaterThan(10);
  });
});

describe('what the hub chain did', () => {
  it('is empty or 0 where the scenario fixes rewards', () => {
    const { numbers } = runColumns(smallScenario({ epochs: 3 }));
    for (const { name, type } of epochColumns) {
      if (!economy.includes(name)) continue;
      expect(numbers[name], name).toEqual(Array(3).fill(type === 'int32' ? 0 : Number.NaN));
    }
  });

  it('is read off the topic’s economy, each column its own, whatever became of the nonce', () => {
    const topic = runTopic(smallScenario({ epochs: 1 }));
    const view = {
      weight: 1,
      share: 2,
      feeRevenue: 3,
      stake: 4,
      rewardPool: 5,
      returned: 6,
      paidDelegators: 7,
      consumerFees: 8,
      requests: 9,
      requestsServed: 10,
      inferenceAge: 11,
      inferenceError: 12,
      lateMessages: 13,
      droppedMessages: 14,
      slashed: 15,
    };
    for (const status of nonceStatuses) {
      const rows = createEpochRows(['topic'], nonceStatuses, 1);
      const found: Record<string, number> = {};
      rows.add({ ...topic, nonce: { ...topic.nonce, status }, economy: view }, ({ columns, data }) => {
        columns.forEach(({ name }, c) => {
          found[name] = Number(data[c][0]);
        });
      });
      expect(economy.map((name) => found[name])).toEqual(economy.map((_, n) => n + 1));
    }
  });
});

describe('rows', () => {
  it('are handed on in full batches, and the rest at the end; each batch names its words', () => {
    const rows = createEpochRows(['one', 'two'], nonceStatuses, 4);
    const topic = runTopic(smallScenario({ epochs: 1 }));
    const seen: { epochs: number[]; topics: number[]; words: readonly string[] }[] = [];
    const at = (name: string) => epochColumns.findIndex((column) => column.name === name);
    const sink: Parameters<typeof rows.flush>[0] = ({ table, rows: count, data, dictionaries, columns }) => {
      expect([table, columns]).toEqual(['epochs', epochColumns]);
      seen.push({
        epochs: Array.from((data[at('epoch')] as Int32Array).subarray(0, count)),
        topics: Array.from((data[at('topic')] as Int32Array).subarray(0, count)),
        words: dictionaries.topic,
      });
    };
    for (let row = 0; row < 10; ++row) {
      topic.nonce.epoch = row;
      rows.add({ ...topic, code: row % 2 }, sink);
    }
    expect(seen).toHaveLength(2);
    rows.flush(sink);
    rows.flush(sink);
    expect(seen.map(({ epochs }) => epochs)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
    expect(seen[0].topics).toEqual([0, 1, 0, 1]);
    expect(seen[0].words).toEqual(['one', 'two']);
  });
});
