import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ColumnDeclaration } from '../../../sim/index.ts';
import { TableWriter } from '../../../src/record/table-writer.ts';
import { readActors } from '../../../src/report/data/actors.ts';
import { readAttacks } from '../../../src/report/data/attacks.ts';
import { MOST_TOPICS, readEpochs } from '../../../src/report/data/epochs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { syntheticRun } from '../synthetic-run.ts';

/** A table of number columns, and a topic when `topics` are given, in several batches. */
function table(columns: Readonly<Record<string, readonly number[]>>, topics?: readonly string[]): string {
  const folder = temporaryFolder();
  const names = Object.keys(columns);
  const declarations: ColumnDeclaration[] = names.map((name) => ({ name, type: 'float64', unit: '1', doc: name }));
  if (topics !== undefined) declarations.push({ name: 'topic', type: 'dictionary', unit: '', doc: 'topic' });
  const words = [...new Set(topics)];
  const writer = new TableWriter(folder, 'epochs', declarations, {});
  const rows = columns[names[0]].length;
  const batch = rows > 100 ? 900 : 2;
  for (let first = 0; first < rows; first += batch) {
    const some = Math.min(batch, rows - first);
    const data = names.map((name) => Float64Array.from(columns[name].slice(first, first + some)));
    const codes = (topics ?? []).slice(first, first + some).map((topic) => words.indexOf(topic));
    writer.write({
      table: 'epochs',
      columns: declarations,
      rows: some,
      data: topics === undefined ? data : [...data, Int32Array.from(codes)],
      dictionaries: { topic: words },
    });
  }
  writer.finish();
  return join(folder, 'epochs.arrow');
}

describe('readEpochs', () => {
  it('leaves out the first epoch, in which no loss is known yet', () => {
    const path = table({ epoch: [0, 1, 2], combined_loss: [50, -2, -4], naive_loss: [0, -1, -2] });
    const [{ comparisons }] = readEpochs(path).all;
    expect(comparisons.length).toBe(1);
    expect(comparisons[0]).toMatchObject({ n: 2, combined: -3, other: -1.5, mean: 1.5, better: 1 });
  });

  it('leaves out all epochs without feedback where feedback comes late', () => {
    const columns = { epoch: [0, 1, 2, 3], combined_loss: [9, 9, 1, 1], naive_loss: [0, 0, 2, 4] };
    const [{ comparisons, meanFeedback }] = readEpochs(
      table({ ...columns, feedback: [Number.NaN, Number.NaN, 2, 3] }),
    ).all;
    expect(comparisons[0]).toMatchObject({ n: 2, mean: 2 });
    expect(meanFeedback).toBe(2.5);
  });

  it('does not compare epochs that lack one of the losses', () => {
    const path = table({ epoch: [1, 2, 3], combined_loss: [1, Number.NaN, 1], naive_loss: [2, 2, Number.NaN] });
    expect(readEpochs(path).all[0].comparisons[0]).toMatchObject({ n: 1, mean: 1 });
  });

  it('tells topics apart, whose rows are mixed', () => {
    const path = table({ epoch: [1, 1, 2, 2], combined_loss: [0, 0, 0, 0], naive_loss: [1, 3, 1, 3] }, [
      'a',
      'b',
      'a',
      'b',
    ]);
    const found = readEpochs(path).all.map(({ topic, comparisons }) => [topic, comparisons[0].mean]);
    expect(found).toEqual([
      ['a', 1],
      ['b', 3],
    ]);
  });

  it('averages losses by the epochs since the regime changed, in epochs that follow one another', () => {
    const path = table({
      epoch: [0, 1, 2, 3, 5, 6],
      regime: [0, 0, 1, 1, 0, 1],
      combined_loss: [9, 9, 4, 3, 9, 2],
    });
    const { changes, lines, counts } = readEpochs(path).shown[0].reaction;
    // From 3 to 5 nobody knows when it changed.
    expect(changes).toBe(2);
    expect([...counts.slice(0, 3)]).toEqual([2, 1, 0]);
    expect([...lines[0].values.slice(0, 2)]).toEqual([3, 3]);
  });

  it('keeps at most a thousand points and the last hundred epochs of a long run', () => {
    const rows = Array.from({ length: 5_000 }, (_, epoch) => epoch);
    const [topic] = readEpochs(table({ epoch: rows, truth: rows })).shown;
    const points = topic.points(1_000);
    expect(points.epoch.length).toBeLessThanOrEqual(1_000);
    expect(points.epochsPerPoint).toBe(8);
    expect([...points.mean(topic.sums('truth')).slice(0, 2)]).toEqual([3.5, 11.5]);
    expect([...topic.last('epoch')]).toEqual(rows.slice(-100));
    expect(topic.overall('truth')).toBe(2_499.5);
  });

  it('counts replacements from the second epoch on: in the first everybody is new', () => {
    const path = table({ epoch: [0, 1, 2], replaced_inferers: [32, 1, 3] });
    expect(readEpochs(path).shown[0].overall('replacements_inferers')).toBe(2);
  });

  it('shows the first topics in full and compares all', () => {
    const folder = syntheticRun(temporaryFolder(), { topics: MOST_TOPICS + 3, epochs: 20, inferers: 3 });
    const { all, shown } = readEpochs(join(folder, 'epochs.arrow'));
    expect(all.length).toBe(MOST_TOPICS + 3);
    expect(shown.map(({ topic }) => topic)).toEqual(all.slice(0, MOST_TOPICS).map(({ topic }) => topic));
    expect(all.every(({ comparisons }) => comparisons.length === 4)).toBe(true);
  });
});

describe('readActors', () => {
  it('sums up every actor, and thins its course over the epochs', () => {
    const folder = syntheticRun(temporaryFolder(), { epochs: 600, inferers: 3, forecasters: 2, reputers: 2 });
    const topic = readActors(join(folder, 'actors.arrow'), undefined).topics.get('eth-return');
    expect(topic?.actors.map(({ role }) => role)).toEqual([
      ...['inferer', 'inferer', 'inferer'],
      ...['forecaster', 'forecaster'],
      ...['reputer', 'reputer'],
    ]);
    expect(topic?.actors.every(({ epochs, seated }) => epochs === 600 && seated === 1)).toBe(true);
    const total = topic?.actors.reduce((sum, { reward }) => sum + reward, 0);
    expect(total).toBeCloseTo(100 * 588, 6);
    const points = topic?.points(1_000);
    expect(points?.epoch.length).toBe(150);
    const [first] = topic?.actors ?? [];
    const weights = points?.perEpoch(first.course('weight') as never) ?? [];
    const mean = [...weights].reduce((sum, weight) => sum + weight, 0) / weights.length;
    expect(mean).toBeCloseTo(first.meanWeight, 12);
  });

  it('keeps courses for the topics shown only', () => {
    const folder = syntheticRun(temporaryFolder(), { epochs: 5, topics: 2, inferers: 2 });
    const { topics } = readActors(join(folder, 'actors.arrow'), new Set(['topic-1']));
    expect(topics.get('topic-0')?.actors[0].course('weight')).toBeUndefined();
    expect(topics.get('topic-1')?.actors[0].course('weight')).toBeDefined();
  });
});

describe('readAttacks', () => {
  it('sums up the epochs of the attack proper', () => {
    const folder = syntheticRun(temporaryFolder(), { epochs: 300, attackers: 2 });
    const [attack] = readAttacks(join(folder, 'attacks.arrow')).attacks;
    expect(attack).toMatchObject({
      attack: 'sybil-copies',
      owner: 'mallory',
      epochs: 300,
      attacking: 200,
      from: 50,
      to: 249,
    });
    expect(attack.damage.n).toBe(200);
    expect(Math.abs(attack.damage.mean - 0.1)).toBeLessThan(2 * attack.damage.halfWidth);
    expect(attack.total('earned_per_key')).toBeCloseTo(attack.total('earned') / 2, 9);
  });
});
