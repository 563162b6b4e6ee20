import { describe, expect, it } from 'vitest';
import { epochColumns } from '../../sim/index.ts';
import type { EpochView } from '../../sim/metrics/epoch-view.ts';
import { createEpochRows } from '../../sim/metrics/rows.ts';
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

describe('columns of epochs', () => {
  it('have names in snake case, each its own, a unit and a meaning', () => {
    expect(new Set(epochColumns.map(({ name }) => name)).size).toBe(epochColumns.length);
    for (const { name, type, unit, doc } of epochColumns) {
      expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(unit === '', name).toBe(type === 'dictionary');
      expect(doc.length, name).toBeGreaterThan(5);
    }
  });

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
  });

  it('vary each in some run, but for those that count what stays the same in a run', () => {
    const runs = [crowd, {}, { profile: 'v0.9' }].map((changes) => runColumns(smallScenario(changes)).numbers);
    const constant = epochColumns
      .map(({ name }) => name)
      .filter((name) => !runs.some((run) => new Set(run[name].filter(Number.isFinite)).size > 1));
    const counts = ['inferers', 'forecasters', 'reputers'].flatMap((role) => [`registered_${role}`, `active_${role}`]);
    // A prolonged step needs a change of seats that leaves less than half of the stake listened to; see the listening tests.
    expect(constant.sort()).toEqual(['listening_extrapolated', 'status', 'topic', ...counts].sort());
    const other = runColumns(smallScenario(crowd)).numbers;
    expect(counts.map((name) => other[name][0])).toEqual([12, 6, 5, 3, 6, 3]);
  });

  it('are finite wherever an epoch is paid, but for the scale of regrets while there are no weights', () => {
    for (const profile of ['v0.9', 'v0.17']) {
      const { numbers, words } = runColumns(smallScenario({ profile }));
      expect(words.status).toEqual(Array(40).fill('paid'));
      for (const { name } of epochColumns) {
        const from = name === 'regret_scale' ? numbers.initial_regret.findIndex((regret) => regret !== 0) + 1 : 0;
        expect(numbers[name].slice(from).every(Number.isFinite), name).toBe(true);
      }
      expect(numbers.regret_scale[0]).toBeNaN();
    }
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

  it('follow as best single inferer whoever had the lowest mean loss in the epochs before', () => {
    const sums = new Float64Array(12);
    runTopic(smallScenario({ epochs: 25 }), (topic) => {
      const best = topic.epoch === 0 ? 0 : sums.indexOf(Math.min(...sums));
      expect(topic.bestSingleInference).toBe(topic.inferences[best]);
      const sum = topic.inferences.reduce((total, inference) => total + inference, 0);
      close(topic.equalWeightInference, sum / 12, 1e-14);
      topic.inferences.forEach((inference, j) => {
        sums[j] += Math.log10(Math.max((inference - topic.step.truth) ** 2, 1e-12));
      });
    });
  });

  it('hold the median of the true losses of those with a seat', () => {
    runTopic(smallScenario({ epochs: 5, inferers: [inferers('honest', 3)] }), (topic) => {
      const losses = Array.from(topic.inferences, (value) => Math.log10((value - topic.step.truth) ** 2));
      const { of } = epochColumns.find(({ name }) => name === 'median_single_loss') as {
        of: (view: EpochView) => number;
      };
      close(of(topic), losses.sort((a, b) => a - b)[1], 1e-10);
    });
  });
});

describe('rows', () => {
  it('are handed on in full batches, and the rest at the end; each batch names its words', () => {
    const rows = createEpochRows(['one', 'two'], ['paid', 'unpaid', 'no-loss', 'no-inferers'], 4);
    const topic = runTopic(smallScenario({ epochs: 1 }));
    const seen: { epochs: number[]; topics: number[]; words: readonly string[] }[] = [];
    const at = (name: string) => epochColumns.findIndex((column) => column.name === name);
    const sink: Parameters<typeof rows.flush>[0] = ({ table, rows: count, data, dictionaries, columns }) => {
      expect([table, columns]).toEqual(['epochs', epochColumns]);
      seen.push({
        epochs: Array.from(data[at('epoch')].subarray(0, count)),
        topics: Array.from(data[at('topic')].subarray(0, count)),
        words: dictionaries.topic,
      });
    };
    for (let row = 0; row < 10; ++row) {
      topic.epoch = row;
      rows.add(topic, row % 2, sink);
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
