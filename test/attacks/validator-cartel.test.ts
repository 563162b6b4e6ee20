import { describe, expect, it } from 'vitest';
import { proposesAll } from '../../sim/attacks/censorship.ts';
import { createWorld } from '../../sim/engine/step.ts';
import type { AttackScenario, ParameterValue } from '../../sim/index.ts';
import { attack, inferers, smallScenario } from '../engine/small-scenario.ts';

const epochs = 4000;

/** Whether each of four honest inferers and two forecasters submits, epoch by epoch. */
function submissions(
  values: Readonly<Record<string, ParameterValue>>,
  plan: Partial<AttackScenario> = {},
): boolean[][] {
  const [topic] = createWorld(
    smallScenario({
      inferers: [inferers('honest', 4)],
      attacks: [attack('validator-cartel', { identities: 2, ...values }, plan)],
    }),
  ).topics;
  const minds = [...topic.infererMinds.slice(0, 4), ...topic.forecasterMinds.slice(0, 2)];
  return Array.from({ length: epochs }, (_, epoch) => minds.map((mind) => mind.submits?.(epoch, epoch) ?? true));
}

const censored = (rows: boolean[][], who = 0) => rows.filter((row) => !row[who]).length / rows.length;

describe('a cartel of validators', () => {
  it.each([
    [0.4, 1],
    [0.4, 2],
    [0.5, 4],
    [0.9, 6],
  ])('with a share of %f censors what has %i blocks left with probability v^n', (votingShare, window) => {
    const expected = votingShare ** window;
    const found = censored(submissions({ votingShare, window }));
    // Four standard errors.
    expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / epochs));
  });

  it('censors nobody without votes and everybody with all of them', () => {
    expect(censored(submissions({ votingShare: 0 }))).toBe(0);
    expect(censored(submissions({ votingShare: 1, window: 50 }))).toBe(1);
  });

  it('leaves all victims out together', () => {
    for (const row of submissions({ votingShare: 0.6 })) expect(new Set(row).size).toBe(1);
  });

  it('played at random leaves as many out, each for itself', () => {
    const rows = submissions({ votingShare: 0.6, window: 2 }, { play: 'random' });
    for (let who = 0; who < 6; ++who) expect(Math.abs(censored(rows, who) - 0.36)).toBeLessThan(0.031);
    const all = rows.filter((row) => row.every((one) => !one)).length / epochs;
    expect(all).toBeLessThan(0.02); // 0.36^6 = 0.002
  });

  it('with a veto censors all with more than a third of the votes, and gains nothing by it with less', () => {
    expect(censored(submissions({ votingShare: 0.34, veto: true }))).toBe(1);
    const weak = { votingShare: 0.33, window: 2 };
    expect(submissions({ ...weak, veto: true })).toEqual(submissions(weak));
  });

  it('leaves out its victims only, and nobody outside its time or when played honestly', () => {
    const half = submissions({ votingShare: 1, victims: 0.5 })[0];
    expect(new Set(half).size).toBe(2);
    const some = submissions({ votingShare: 1 }, { start: 10, duration: 5 });
    expect(some.flatMap((row, epoch) => (row[0] ? [] : [epoch]))).toEqual([10, 11, 12, 13, 14]);
    expect(censored(submissions({ votingShare: 1 }, { play: 'honest' }))).toBe(0);
  });
});

describe('proposesAll', () => {
  it('asks every block, and is never true of no block', () => {
    const asked: number[] = [];
    const uniform = (block: number) => {
      asked.push(block);
      return [0.1, 0.2, 0.9][block];
    };
    expect(proposesAll(uniform, 0.5, 2)).toBe(true);
    expect(proposesAll(uniform, 0.5, 3)).toBe(false);
    expect(proposesAll(uniform, 1, 0)).toBe(false);
    expect(asked).toEqual([0, 1, 0, 1, 2]);
  });
});
