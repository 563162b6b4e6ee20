import { describe, expect, it } from 'vitest';
import { type ColumnBatch, createSimulation } from '../../sim/index.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { replicatesFor, resolution, sharesOf } from './common-random-numbers.ts';

const file = 'scenarios/specialists.yaml';
const short = ['epochs=40'];

describe('common random numbers', () => {
  it('need a tenth of the replicates of independent seeds, or fewer, to see a changed rule of rewards', async () => {
    const before = await sharesOf(file, short, 6);
    const after = await sharesOf(file, [...short, 'protocol.betaEntropy=0.29'], 6);
    const { gain, shift, common, independent } = resolution(before.forecasters, after.forecasters);
    expect(gain).toBeGreaterThan(10);
    expect(Math.abs(shift)).toBeGreaterThan(0.001);
    expect(common).toBeLessThan(independent);
  });

  it('leave truth, inferences and their losses as they are, to the last bit, when a rule of weights changes', async () => {
    const drawn = async (set: readonly string[]) => {
      const { scenario, inputs } = await readScenario(file, { set: [...short, 'record.actors.every=1', ...set] });
      const simulation = createSimulation(scenario, inputs);
      const truths: number[] = [];
      const answers: number[] = [];
      const regrets: number[] = [];
      const take = (batch: ColumnBatch): void => {
        const column = (name: string) => batch.data[batch.columns.findIndex((one) => one.name === name)];
        for (let r = 0; r < batch.rows; ++r) {
          if (batch.table === 'epochs') truths.push(Number(column('truth')[r]));
          if (batch.table !== 'actors') continue;
          if (batch.dictionaries.role[Number(column('role')[r])] !== 'inferer') continue;
          answers.push(Number(column('value')[r]), Number(column('loss')[r]));
          regrets.push(Number(column('regret')[r]));
        }
      };
      while (!simulation.finished) simulation.advance(20, take);
      simulation.flush(take);
      return { truths, answers, regrets };
    };
    const [before, after] = [await drawn([]), await drawn(['topics.0.alphaRegret=0.2'])];
    expect(before.truths).toHaveLength(40);
    expect(before.answers.length).toBeGreaterThan(1000);
    expect(after.truths).toEqual(before.truths);
    expect(after.answers).toEqual(before.answers);
    expect(after.regrets).not.toEqual(before.regrets);
  });
});

describe('replicatesFor', () => {
  it('is the least number whose interval is narrow enough', () => {
    // t(0.975, 9) = 2.262157, and 2.262157 / √10 = 0.715357; one replicate fewer reaches 2.306004 / 3.
    expect(replicatesFor(0.7154, 1, (count) => count - 1)).toBe(10);
    expect(replicatesFor(0.7153, 1, (count) => count - 1)).toBe(11);
    expect(replicatesFor(0.7687, 1, (count) => count - 1)).toBe(9);
  });
  it('is two at least, and grows with the square of the deviation', () => {
    expect(replicatesFor(1, 0.001, (count) => count - 1)).toBe(2);
    const [one, ten] = [1, 10].map((deviation) => replicatesFor(0.01, deviation, (count) => count - 1));
    expect(ten / one).toBeCloseTo(100, 1);
  });
});
