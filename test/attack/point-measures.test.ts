import { describe, expect, it } from 'vitest';
import { pointMeasures } from '../../src/attack/measures/point-measures.ts';
import { failure, measure, metric, point } from './made-up.ts';

describe('the measures of a point', () => {
  const money = point({
    attack: {
      attack_income: [8, 12],
      attack_outside: [1, 3],
      attack_outlay: [4, 6],
      attack_capital: [10, 10],
      attack_net: [5, 9],
      attack_shift: [-0.5, -1.5],
      attack_victims_loss: [6, 10],
    },
    'no-attack': { mean_combined_loss: [0.1, 0.2] },
    honest: { attack_net: [6, 12], attack_outlay: [4, 6] },
    random: { attack_net: [3, 7], attack_outlay: [10, 10] },
    single: { attack_income: [2, 3] },
  });
  it('have the return on an ALLO laid out, beyond no attack, honest play and play at random', () => {
    // Net 7 in the mean, outlay 5; honest 9, at the same outlay; random 5, at twice that.
    expect(measure(money, 'roi', 'no-attack')?.mean).toBeCloseTo(7 / 5, 12);
    expect(measure(money, 'roi', 'honest')?.mean).toBeCloseTo(-2 / 5, 12);
    expect(measure(money, 'roi', 'random')?.mean).toBeCloseTo(2 / 10, 12);
  });
  it('have outlay and capital per standard deviation of shift, whichever way it is', () => {
    // (5 + 10) / 1.
    expect(measure(money, 'cost_of_corruption')).toMatchObject({ mean: 15, unit: 'ALLO per standard deviation' });
    expect(measure(money, 'cost')?.mean).toBe(15);
  });
  it('have the margin of corruption: outside profit less what it takes', () => {
    expect(measure(money, 'profit_from_corruption_margin')?.mean).toBe(2 - 15);
  });
  it('have what victims lose for each ALLO that the attacker loses', () => {
    // Victims 8; the attacker 9 - 7 = 2.
    expect(measure(money, 'griefing_factor', 'honest')?.mean).toBe(4);
  });
  it('count what those lose whom the attack aims at, where it aims at some', () => {
    const aimed = point({
      attack: { attack_net: [1, 1], attack_victims_loss: [-2, -2], attack_targets_loss: [6, 6] },
      honest: { attack_net: [3, 3] },
    });
    expect(measure(aimed, 'griefing_factor', 'honest')?.mean).toBe(3);
  });
  it('call griefing free that pays its attacker', () => {
    const paid = point({
      attack: { attack_net: [5, 9], attack_victims_loss: [1, 1] },
      honest: { attack_net: [4, 8] },
    });
    expect(measure(paid, 'griefing_factor', 'honest')).toMatchObject({ mean: null, word: 'free' });
  });
  it('have the gain of many identities over one', () => {
    expect(measure(money, 'sybil_gain', 'single')?.mean).toBe(4);
  });
  it('have the difference to every control that has the metric, seed by seed', () => {
    expect(measure(money, 'attack_net', 'honest')).toMatchObject({ n: 2, mean: -2, interval: 't' });
    expect(measure(money, 'attack_net', 'random')).toMatchObject({ n: 2, mean: 2, low: 2, high: 2 });
    expect(measure(money, 'attack_net', 'no-attack')).toBeUndefined();
  });
  it('hold a plain metric against the run without the attack', () => {
    const plain = point({
      attack: { mean_combined_loss: [0.3, 0.5] },
      'no-attack': { mean_combined_loss: [0.1, 0.2] },
    });
    expect(measure(plain, 'mean_combined_loss', 'no-attack')?.mean).toBeCloseTo(0.25, 12);
    expect(measure(plain, 'mean_combined_loss')?.mean).toBeCloseTo(0.4, 12);
  });
  it('leave out what no run has: a made-up measure needs its metrics, and its control', () => {
    const few = point({ attack: { attack_net: [1, 2] } });
    expect(pointMeasures(few, ['eth'], 's').map((row) => row.measure)).toEqual(['attack_net']);
  });
  it('leave out the pair of a run that failed', () => {
    const whole = point({ attack: { attack_net: [5, 9, 2] }, honest: { attack_net: [1, 2, 3] } });
    const runs = new Map(whole.runs);
    const [first, , third] = runs.get('honest') ?? [];
    runs.set('honest', [first, failure('s-2'), third]);
    expect(measure({ ...whole, runs }, 'attack_net', 'honest')).toMatchObject({ n: 2, mean: 1.5 });
  });
  it('keep the topics attacked and the whole run apart, and no other topic', () => {
    const whole = point({ attack: { attack_net: [5] } });
    const metrics = [metric('loss', 1), metric('loss', 2, 'btc'), metric('loss', 3, 'sol'), metric('minted', 4, '')];
    const runs = new Map([['attack', [{ seed: 's-1', address: '', metrics, error: '' }]] as const]);
    const rows = pointMeasures({ ...whole, runs }, ['eth', 'btc'], 's');
    expect(rows.map(({ topic, measure: name, mean }) => [topic, name, mean])).toEqual([
      ['eth', 'loss', 1],
      ['btc', 'loss', 2],
      ['', 'minted', 4],
    ]);
  });
  it('are 0 to the last digit where the attack is played as honestly as its control', () => {
    const values = { attack_net: [5.1, 9.2, 1, 2, 7], attack_outlay: [1, 2, 3, 1, 2] };
    const honest = point({ attack: values, honest: values });
    expect(measure(honest, 'roi', 'honest')).toMatchObject({ mean: 0, low: 0, high: 0 });
  });
});
