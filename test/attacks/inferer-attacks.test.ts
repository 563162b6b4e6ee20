import { describe, expect, it } from 'vitest';
import type { Attack } from '../../sim/attacks/attack.ts';
import { honestInferer } from '../../sim/attacks/honest-keys.ts';
import { monoculture } from '../../sim/attacks/monoculture.ts';
import { priceManipulation } from '../../sim/attacks/price-manipulation.ts';
import { sleeper } from '../../sim/attacks/sleeper.ts';
import { sortitionSquatting } from '../../sim/attacks/sortition-squatting.ts';
import { tournamentGambling } from '../../sim/attacks/tournament-gambling.ts';
import { whitewashing } from '../../sim/attacks/whitewashing.ts';
import { attack, everything, inferers, runColumns, smallScenario } from '../engine/small-scenario.ts';
import { judgedView } from '../policies/views.ts';
import { end, errorIn, minds, planned, start, victims } from './planned.ts';

/** Every attack by keys of inferers, with what makes it act in its first epoch. */
const all: readonly (readonly [Attack, Record<string, string | number>])[] = [
  [sleeper, { trigger: 'start' }],
  [whitewashing, {}],
  [sortitionSquatting, {}],
  [tournamentGambling, {}],
  [priceManipulation, {}],
  [monoculture, {}],
];

describe.each(all.map(([one, values]) => [one.name, one, values] as const))('keys of %s', (_name, one, values) => {
  const skill = { ...values, errorDeviation: 1.5 };
  const honest = honestInferer(1.5);

  it('work like honest inferers of their skill before the attack and after it, to the bit', () => {
    const [key] = minds(planned(one, skill), 1);
    for (const epoch of [0, 50, start - 1, end, end + 100]) {
      for (const error of [-1.3, 0.1, 2]) {
        const view = { age: 7, truth: 3, scale: 0.7, error };
        expect(errorIn(key, epoch, view)).toBe(errorIn(honest, epoch, view));
      }
    }
  });

  it('do so with no strength at any time', () => {
    const [key] = minds(planned(one, skill, { strength: () => 0 }), 1);
    for (let epoch = start; epoch < end; ++epoch) {
      expect(errorIn(key, epoch, { error: 0.8 })).toBe(errorIn(honest, epoch, { error: 0.8 }));
    }
  });

  it('do something else while they attack', () => {
    const plan = planned(one, skill);
    const [key] = minds(plan, 1);
    // A seat held for one epoch.
    key.observe?.(judgedView([10], [0], 0, { epoch: start }));
    const other = Array.from({ length: 20 }, (_, n) => start + n).filter(
      (epoch) => errorIn(key, epoch, { error: 0.8 }) !== errorIn(honest, epoch, { error: 0.8 }),
    );
    expect(other.length).toBeGreaterThan(0);
  });

  it('leave the error that they are shown as it was', () => {
    const [key] = minds(planned(one, skill), 1);
    const view = { epoch: start, error: 0.8 };
    expect(errorIn(key, start, view)).toBe(errorIn(key, start, view));
    expect(view.error).toBe(0.8);
  });

  it('lay hands on no honest mind before the attack and after it', () => {
    const plan = planned(one, skill);
    if (plan.overInferer === undefined) return;
    for (const victim of victims(20)) {
      const own = honestInferer(2);
      const mind = plan.overInferer(own, victim);
      for (const epoch of [0, start - 1, end]) {
        expect(errorIn(mind, epoch, { error: 0.3 })).toBe(errorIn(own, epoch, { error: 0.3 }));
      }
    }
  });

  it('change no row before they start, against honest keys of the same owner', () => {
    const rows = (play: 'attack' | 'honest') => {
      const attacks = [attack(one.name, values, { joins: 2, start: 20, play })];
      const changes = { epochs: 20, record: everything, inferers: [inferers('honest', 8)], attacks };
      return runColumns(smallScenario(changes)).tables;
    };
    expect(rows('attack')).toEqual(rows('honest'));
  });
});
