import { describe, expect, it } from 'vitest';
import { createWorld, step } from '../../sim/engine/step.ts';
import type { AttackScenario, Scenario } from '../../sim/index.ts';
import type { Forecaster } from '../../sim/policies/policy.ts';
import { attack, forecasters, inferers, smallScenario } from '../engine/small-scenario.ts';
import { births, forecasterView, judgedView } from '../policies/views.ts';
import { allClose } from '../support/close.ts';
import { actsHonestlyOtherwise } from './as-honest.ts';
import { planOf } from './attack-setting.ts';

const allies = 2;
const joins = 4;

function scenarioWith(plan: Partial<AttackScenario>, values: Record<string, number> = {}): Scenario {
  return smallScenario({
    epochs: 30,
    inferers: [inferers('honest', 6)],
    forecasters: [forecasters('regime-ema', 2)],
    // Nobody does better for luck, and every element of a forecast is kept.
    set: { outperformerProbability: 0, maxElementsPerForecast: 1000 },
    attacks: [attack('promote-slander', { identities: 2, allies, ...values }, { joins, start: 10, ...plan })],
  });
}

interface Said {
  readonly epoch: number;
  /** Of each forecaster, the losses it forecasts for each inferer, by registered place. */
  readonly forecasts: Map<number, number[]>;
}

function forecastsOf(scenario: Scenario, until = Infinity): Said[] {
  const world = createWorld(scenario);
  const [topic] = world.topics;
  const said: Said[] = [];
  while (topic.done < topic.epochs) {
    const { windowsClosed } = topic;
    step(world);
    if (topic.windowsClosed === windowsClosed || windowsClosed >= until) continue;
    const { inferers: seats, forecasters: own } = topic.ring[windowsClosed % topic.ring.length];
    const forecasts = new Map<number, number[]>();
    for (let k = 0; k < own.count; ++k) {
      forecasts.set(own.active[k], Array.from(topic.desk.forecasts.subarray(k * seats.count, (k + 1) * seats.count)));
    }
    said.push({ epoch: windowsClosed, forecasts });
  }
  return said;
}

const isAttacker = (k: number) => k >= 2;
const isAlly = (j: number) => j >= 6;

describe('a forecaster who promotes and slanders', () => {
  // The first nonce in which a lie could have taught anybody anything is two epochs after the first lie.
  const start = 10;
  const never = forecastsOf(scenarioWith({ start: 1000 }));

  it.each([
    [1, 1],
    [2, 0.5],
    [0, 3],
  ])('says of allies %f less and of all others %f more than it would', (promote, slander) => {
    const lying = forecastsOf(scenarioWith({}, { promote, slander }));
    let shifts = 0;
    for (const epoch of [start, start + 1]) {
      for (const [k, said] of lying[epoch].forecasts) {
        const honest = never[epoch].forecasts.get(k) as number[];
        said.forEach((loss, j) => {
          if (!isAttacker(k)) {
            expect(loss).toBe(honest[j]);
            return;
          }
          const shift = isAlly(j) ? -promote : slander;
          expect(loss).toBe(honest[j] + shift);
          ++shifts;
        });
      }
    }
    expect(shifts).toBe(2 * 2 * 8);
  });

  it('says what it expects until it starts, and nothing before its keys join', () => {
    const lying = forecastsOf(scenarioWith({}));
    for (let epoch = 0; epoch < start; ++epoch) {
      expect(lying[epoch].forecasts).toEqual(never[epoch].forecasts);
      expect(lying[epoch].forecasts.size).toBe(epoch < joins ? 2 : 4);
    }
  });

  it('knows what any forecaster with a memory knows: it expects of everybody the average of what was reported', () => {
    const scenario = scenarioWith({ start: 1000 });
    const world = createWorld(scenario);
    const [topic] = world.topics;
    const average = new Map<number, number>();
    let compared = 0;
    while (topic.done < topic.epochs) {
      const { windowsClosed } = topic;
      const isDone = step(world) !== undefined;
      if (isDone) {
        const { nonce, desk } = topic;
        for (let j = 0; j < nonce.inferers.count; ++j) {
          const loss = desk.losses[nonce.layout.inferer + j];
          const before = average.get(nonce.inferers.active[j]);
          average.set(nonce.inferers.active[j], before === undefined ? loss : before + 0.1 * (loss - before));
        }
      }
      if (topic.windowsClosed === windowsClosed) continue;
      const { inferers: seats } = topic.ring[windowsClosed % topic.ring.length];
      const { forecasters: own } = topic.ring[windowsClosed % topic.ring.length];
      for (let k = 2; k < own.count; ++k) {
        for (let j = 0; j < seats.count; ++j) {
          const said = topic.desk.forecasts[k * seats.count + j];
          const expected = average.get(seats.active[j]);
          if (expected === undefined) expect(said).toBeNaN();
          else {
            // Its own error has a standard deviation of 0.1.
            expect(Math.abs(said - expected)).toBeLessThan(0.5);
            ++compared;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  it('leaves with its allies when the attack is over', () => {
    const over = forecastsOf(scenarioWith({ duration: 5 }));
    expect(over.map(({ forecasts }) => forecasts.size)).toEqual([
      ...Array(joins).fill(2),
      ...Array(start + 5 - joins).fill(4),
      ...Array(30 - start - 5).fill(2),
    ]);
    expect(over[20].forecasts.get(0)).toHaveLength(6);
  });

  it('lies as far as it is told to: half as much at half strength', () => {
    const shiftsAt = (strength: number) => {
      const changes = { strength: () => strength, inferers: 5 };
      const plan = planOf('promote-slander', { allies: 2, promote: 1, slander: 4 }, changes);
      const mind = plan.forecaster?.(0, births(1)[0]) as Forecaster;
      mind.observe?.(judgedView([0, 1, 2, 3, 4], [-1, -1, -1, -1, -1]));
      const out = new Float64Array(5);
      mind.forecastInto(forecasterView([9, 9, 9, 9, 9]), out, 0);
      return Array.from(out, (said) => said + 1);
    };
    allClose(shiftsAt(1), [4, 4, 4, -1, -1], 1e-12);
    allClose(shiftsAt(0.5), [2, 2, 2, -0.5, -0.5], 1e-12);
    expect(shiftsAt(0)).toEqual([0, 0, 0, 0, 0]);
  });

  actsHonestlyOtherwise('promote-slander');
});
