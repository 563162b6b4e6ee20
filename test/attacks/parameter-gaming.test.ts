import { describe, expect, it } from 'vitest';
import { attacks, type ParameterValue, topicParameters } from '../../sim/index.ts';
import { attack, inferers, rowsOf, runColumns, runPair, smallScenario } from '../engine/small-scenario.ts';

const gaming = attacks['parameter-gaming'];

function changesWith(values: Readonly<Record<string, ParameterValue>>) {
  return gaming.reshapes?.(attack('parameter-gaming', values).parameters);
}

describe('parameter gaming', () => {
  it('sets the one parameter, within the range that it has', () => {
    expect(changesWith({ parameter: 'pNorm', value: 4 })).toEqual({ topicParameters: { pNorm: 4 } });
    expect(changesWith({ parameter: 'pNorm', value: 1e5 })).toEqual({ topicParameters: { pNorm: 100 } });
    expect(changesWith({ parameter: 'cNorm', value: -1e5 })).toEqual({ topicParameters: { cNorm: -100 } });
    expect(changesWith({ parameter: 'alphaRegret', value: 7 })).toEqual({ topicParameters: { alphaRegret: 1 } });
    const { pNorm } = changesWith({ parameter: 'pNorm', value: -1 })?.topicParameters ?? {};
    expect(pNorm).toBeGreaterThan(0);
  });

  it('can set nothing that is not a parameter of topics', () => {
    const { choices = [] } = gaming.parameters.find(({ name }) => name === 'parameter') ?? {};
    const names = topicParameters.map(({ name }) => name);
    for (const choice of choices) expect(names).toContain(choice);
  });

  it('changes the loss only if it is told to', () => {
    expect(changesWith({ loss: 'abse' })?.loss).toEqual({ method: 'abse' });
    expect(changesWith({})?.loss).toBeUndefined();
  });

  it('with the value that the topic has anyway is the honest run', () => {
    const rows = (values: Readonly<Record<string, ParameterValue>>, play: 'attack' | 'honest') =>
      runColumns(smallScenario({ epochs: 15, attacks: [attack('parameter-gaming', values, { play })] })).tables;
    expect(rows({ parameter: 'pNorm', value: 3 }, 'attack')).toEqual(rows({}, 'honest'));
    expect(rows({ parameter: 'pNorm', value: 9 }, 'attack')).not.toEqual(rows({}, 'honest'));
  });

  it('levels all scores where epsilon is far above them: bad insiders earn as much as good strangers', () => {
    const ratio = (values: Readonly<Record<string, ParameterValue>>) => {
      const scenario = smallScenario({
        epochs: 60,
        inferers: [inferers('honest', 8)],
        attacks: [attack('parameter-gaming', { errorDeviation: 5, parameter: 'epsilon', ...values })],
      });
      const rows = rowsOf(runPair(scenario).tables.attacks).slice(20);
      const sum = (column: string) => rows.reduce((all, row) => all + Number(row[column]), 0);
      return sum('earned_per_key') / sum('honest_per_key');
    };
    expect(ratio({ value: 1e6 })).toBeCloseTo(1, 3);
    expect(ratio({ value: 0.01 })).toBeLessThan(0.8);
  });
});
