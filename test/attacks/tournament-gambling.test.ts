import { describe, expect, it } from 'vitest';
import { tournamentGambling } from '../../sim/attacks/tournament-gambling.ts';
import type { Inferer } from '../../sim/policies/policy.ts';
import { births, moments } from '../policies/views.ts';
import { errorIn, minds, planned } from './planned.ts';

const epochs = 6000;
const errors = births(8, 'errors');

/** Errors of each ticket in each epoch, in honest standard deviations. */
function tickets(values: Record<string, number>): number[][] {
  const keys = values.identities;
  const own: Inferer[] = minds(planned(tournamentGambling, values, { strength: () => 1 }), keys);
  const unit = errorIn(minds(planned(tournamentGambling, values, { strength: () => 0 }), 1)[0], 0, { error: 1 });
  return Array.from({ length: epochs }, (_, epoch) =>
    own.map((mind, n) => errorIn(mind, epoch, { error: errors[n].own.normal(epoch, 0) }) / unit),
  );
}

/** Expected maximum of k independent standard normals. */
const expectedMaximum = [0, 0, 1 / Math.sqrt(Math.PI), 1.5 / Math.sqrt(Math.PI), 1.029375373];

/** Correlation of the errors of two tickets: that of the bets, by the bets' share of the variance. */
function correlation(keys: number, inflation: number, diversify: number): number {
  const d = keys > 1 ? diversify : 0;
  const ofBets = (d * d - 2 * d) / keys / (1 - (2 * d - d * d) / keys);
  return (ofBets * (inflation ** 2 - 1)) / inflation ** 2;
}

describe('a gambler', () => {
  it.each([
    [1, 2, 1],
    [2, 2, 1],
    [3, 1.5, 0],
    [4, 3, 0.5],
  ])('with %i tickets errs %f times as widely on each, with any diversity (%f)', (identities, inflation, diversify) => {
    const said = tickets({ identities, inflation, diversify });
    for (let n = 0; n < identities; ++n) {
      const { mean, deviation } = moments(said.map((row) => row[n]));
      expect(Math.abs(mean)).toBeLessThan((4 * inflation) / Math.sqrt(epochs));
      expect(Math.abs(deviation / inflation - 1)).toBeLessThan(4 / Math.sqrt(2 * epochs));
    }
  });

  // A stand-in tournament pays its best ticket what it drew. One ticket of the same variance draws 0 in the mean.
  it.each([
    [1, 2, 1],
    [2, 2, 0],
    [2, 2, 1],
    [3, 2, 1],
    [4, 3, 0.5],
    [4, 3, 1],
  ])(
    'with %i tickets, %f times as wide, wins by the best of them what the maximum of as many normals of their correlation promises (diversity %f)',
    (identities, inflation, diversify) => {
      const best = moments(tickets({ identities, inflation, diversify }).map((row) => Math.max(...row)));
      const rho = correlation(identities, inflation, diversify);
      const promised = inflation * expectedMaximum[identities] * Math.sqrt(1 - rho);
      expect(Math.abs(best.mean - promised)).toBeLessThan((4 * best.deviation) / Math.sqrt(epochs));
    },
  );

  it('wins more with bets that are spread than with independent ones', () => {
    expect(correlation(3, 2, 1)).toBeCloseTo(-0.375, 12);
    const mean = (diversify: number) =>
      moments(tickets({ identities: 3, inflation: 2, diversify }).map((row) => Math.max(...row))).mean;
    expect(mean(1) / mean(0)).toBeCloseTo(Math.sqrt(1.375), 1);
  });

  it('spreads bets that add up to nothing: what its keys say together is their honest mean', () => {
    const values = { identities: 4, inflation: 3, diversify: 1 };
    tickets(values)
      .slice(0, 100)
      .forEach((row, epoch) => {
        const honest = errors.slice(0, 4).reduce((sum, { own }) => sum + own.normal(epoch, 0), 0);
        expect(Math.abs(row.reduce((sum, one) => sum + one, 0) - honest)).toBeLessThan(1e-12);
      });
  });

  it('without inflation is as many honest inferers', () => {
    for (const [epoch, row] of tickets({ identities: 3, inflation: 1, diversify: 1 }).slice(0, 50).entries()) {
      expect(row).toEqual(errors.slice(0, 3).map(({ own }) => own.normal(epoch, 0)));
    }
  });
});
