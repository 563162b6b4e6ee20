import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTurns, sleeper } from '../../sim/attacks/sleeper.ts';
import { judgedView } from '../policies/views.ts';
import { errorIn, minds, planned, start } from './planned.ts';

/** Whether the key lies in each of the first epochs of the attack, told of the public loss of each before the next. */
function liesOf(values: Record<string, string | number>, losses: readonly number[]): string {
  const plan = planned(sleeper, { shift: 7, ...values });
  const [key, other] = minds(plan, 2);
  return losses
    .map((loss, n) => {
      const said = [key, other].map((mind) => errorIn(mind, start + n));
      expect(said[0]).toBe(said[1]);
      expect([0, 7]).toContain(said[0]);
      const view = judgedView([10], [0], 0, { epoch: start + n });
      view.losses[0] = loss;
      for (const mind of [key, other]) mind.observe?.(view);
      return said[0] === 7 ? 'L' : '.';
    })
    .join('');
}

const level = (count: number) => Array<number>(count).fill(-4);

describe('a sleeper', () => {
  it('lies for `on` epochs and works well for `off`, all keys alike', () => {
    expect(liesOf({ trigger: 'start', on: 3, off: 4 }, level(16))).toBe('LLL....LLL....LL');
    expect(liesOf({ trigger: 'start', on: 1, off: 1 }, level(6))).toBe('L.L.L.');
  });

  it('lies on without a pause', () => {
    expect(liesOf({ trigger: 'start', on: 2, off: 0 }, level(7))).toBe('LLLLLLL');
  });

  it('strikes when the newest public loss is below the smoothed past by more than `quiet`', () => {
    // Known in the epoch after: the loss of the third epoch, and that of the tenth.
    const losses = [-4, -4, -5, -4, -4, -4, -4, -4, -4, -6, -4, -4];
    expect(liesOf({ on: 2, off: 3, quiet: 0.5 }, losses)).toBe('...LL.....LL');
    expect(liesOf({ on: 2, off: 3, quiet: 1.5 }, losses)).toBe('..........LL');
    expect(liesOf({ on: 2, off: 3, quiet: 3 }, losses)).toBe('............');
  });

  it('takes a part of the shift at a part of the strength', () => {
    const [key] = minds(planned(sleeper, { trigger: 'start', shift: -8 }, { strength: () => 0.25 }), 1);
    expect(errorIn(key, start)).toBe(-2);
    expect(sleeper.direction?.({ shift: -8 })).toBe(-1);
  });

  it('lies in the share on / (on + off) of all epochs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }), (on, off) => {
        const lies = createTurns(on, off, () => true);
        let count = 0;
        for (let epoch = 0; epoch < 10 * (on + off); ++epoch) if (lies(epoch)) ++count;
        expect(count).toBe(10 * on);
      }),
    );
  });
});
