import { describe, expect, it } from 'vitest';
import { createWorld } from '../../sim/engine/step.ts';
import { type AttackScenario, attacks, type ParameterValue, type Population, type Scenario } from '../../sim/index.ts';
import type { Forecaster, JudgedView } from '../../sim/policies/policy.ts';
import {
  attack,
  everything,
  forecasters,
  inferers,
  type Row,
  rowsOf,
  runColumns,
  smallScenario,
} from '../engine/small-scenario.ts';
import { births, setting } from '../policies/views.ts';

const [start, duration] = [10, 12];
const crowd = Array.from({ length: 8 }, (_, n) => inferers('honest', 1, {}, `member${n}`));

function scenarioWith(
  values: Readonly<Record<string, ParameterValue>>,
  plan: Partial<AttackScenario> = {},
  members: readonly Population[] = crowd,
): Scenario {
  return smallScenario({
    epochs: 30,
    record: everything,
    inferers: members,
    forecasters: [forecasters('ema', 2)],
    attacks: [
      attack(
        'eclipse',
        { identities: 2, role: 'inferers', victims: 0.5, loss: 1, ...values },
        { start, duration, ...plan },
      ),
    ],
  });
}

/** Rows of honest inferers of the epoch. */
function inferersIn(scenario: Scenario, epoch: number): Row[] {
  return rowsOf(runColumns(scenario).tables.actors).filter(
    (row) => row.role === 'inferer' && row.policy === 'honest' && row.epoch === epoch,
  );
}

const present = (scenario: Scenario, epoch: number) =>
  new Set(
    inferersIn(scenario, epoch)
      .filter(({ active }) => active === 1)
      .map(({ actor }) => actor),
  );

describe('an eclipse', () => {
  it('lets everything through before it starts, after it ends, and when it is played honestly', () => {
    const rows = (scenario: Scenario) => rowsOf(runColumns(scenario).tables.epochs);
    const none = rows(scenarioWith({ loss: 0 }, { duration: null, start: 40 }));
    expect(rows(scenarioWith({}, { start: 40, duration: null }))).toEqual(none);
    expect(rows(scenarioWith({}, { play: 'honest', duration: null }))).toEqual(none);
    for (const epoch of [start - 1, start + duration]) expect(present(scenarioWith({}), epoch).size).toBe(8);
  });

  it('keeps always the same ones out, as many as it says by chance', () => {
    const scenario = scenarioWith({});
    const first = present(scenario, start);
    expect(first.size).toBeGreaterThan(0);
    expect(first.size).toBeLessThan(8);
    for (const epoch of [start + 3, start + duration - 1]) expect(present(scenario, epoch)).toEqual(first);
    expect(present(scenarioWith({ victims: 1 }), start).size).toBe(0);
    expect(present(scenarioWith({ victims: 0 }), start).size).toBe(8);
  });

  it('with all messages lost is the run in which its victims never submit', () => {
    const lost = scenarioWith({}, { start: 0, duration: null });
    const there = present(lost, 5);
    const silent = crowd.map((one) =>
      there.has(`${one.name}-0`) ? one : inferers('intermittent', 1, { probability: 0 }, one.name),
    );
    const never = scenarioWith({ victims: 0 }, { start: 0, duration: null }, silent);
    const numbers = (scenario: Scenario) => runColumns(scenario).tables.epochs.numbers;
    expect(numbers(lost)).toEqual(numbers(never));
    expect(numbers(lost)).not.toEqual(numbers(scenarioWith({ victims: 0 }, { start: 0, duration: null })));
  });

  it('loses the share of messages that it says', () => {
    const arrived = (values: Readonly<Record<string, ParameterValue>>, plan: Partial<AttackScenario> = {}) => {
      const { infererMinds } = createWorld(scenarioWith(values, { start: 0, duration: null, ...plan })).topics[0];
      const epochs = 4000;
      return infererMinds.slice(0, 8).map((mind) => {
        let count = 0;
        for (let epoch = 0; epoch < epochs; ++epoch) if (mind.submits?.(epoch, epoch) ?? true) ++count;
        return count / epochs;
      });
    };
    // Four standard errors of 4000 draws.
    for (const share of arrived({ victims: 1, loss: 0.3 })) expect(Math.abs(share - 0.7)).toBeLessThan(0.03);
    // At random everybody loses, as much in all.
    for (const share of arrived({ victims: 0.5, loss: 0.6 }, { play: 'random' })) {
      expect(Math.abs(share - 0.7)).toBeLessThan(0.03);
    }
  });

  it('lets victims with a memory hear of part of the judged epochs only', () => {
    const heard = (missedNews: number): number[] => {
      const { parameters } = attack('eclipse', { role: 'forecasters', victims: 1, loss: 0, missedNews });
      const [own, draws] = births(2);
      const plan = attacks.eclipse.create(parameters, {
        ...setting(),
        play: 'attack',
        knowledge: 'blind',
        start,
        end: start + duration,
        strength: (epoch) => (epoch >= start && epoch < start + duration ? 1 : 0),
        firstInferer: 3,
        firstForecaster: 2,
        firstReputer: 2,
        draws: own,
      });
      const epochs: number[] = [];
      const mind: Forecaster = { forecastInto: () => {}, observe: ({ epoch }) => epochs.push(epoch) };
      const over = plan.overForecaster?.(mind, { place: 0, number: 0, of: 2, draws, stake: 0 });
      for (let epoch = 8; epoch < 25; ++epoch) over?.observe?.({ epoch } as JudgedView);
      return epochs;
    };
    expect(heard(0)).toHaveLength(17);
    expect(heard(1)).toEqual([8, 9, 22, 23, 24]);
    expect(heard(0.5).length).toBeGreaterThan(5);
    expect(heard(0.5).length).toBeLessThan(17);
  });
});
