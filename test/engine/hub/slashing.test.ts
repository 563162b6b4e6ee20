import { describe, expect, it } from 'vitest';
import { toAllo } from '../../../sim/chain/amounts.ts';
import { authority } from '../../../sim/chain/stake-position.ts';
import type { ParameterValue } from '../../../sim/index.ts';
import { close } from '../../support/close.ts';
import { type Changes, delegators, type HubRun, hubScenario, reputers, runHub } from '../small-scenario.ts';

/* Not on chain: reputers lose stake. */

/** Three who agree and one who errs fiftyfold. */
const liar: Changes = {
  reputers: [reputers('perfect', 3), reputers('noisy', 1, { factor: 50 })].map((one) => ({
    ...one,
    stake: { median: 1000, sigma: 0 },
  })),
};
const slashing = (mode: string, more: Readonly<Record<string, ParameterValue>> = {}) => ({
  'slashing.mode': mode,
  ...more,
});
const stakes = ({ topics: [topic] }: HubRun) =>
  topic.positions.map((position) => (position === undefined ? 0 : toAllo(authority(position))));
/** Stakes without rewards: nothing is emitted. */
const run = (set: Readonly<Record<string, ParameterValue>>, changes: Changes = {}) =>
  runHub(hubScenario({ ...liar, epochs: 8, ...changes, set, tokenomics: { fEmission: 0 } }));

describe('slashing', () => {
  it('is not there unless a scenario wants it', () => {
    for (const one of stakes(run({}))) close(one, 1000, 1e-12);
  });

  it('of the share takes it after so many low scores in a row, from those below the quantile', () => {
    // Four scores: below the first quartile is the lowest alone. Eight nonces: twice three low scores.
    const after = stakes(run(slashing('proportional', { 'slashing.epochs': 3, 'slashing.fraction': 0.1 })));
    close(after[3], 1000 * 0.9 * 0.9, 1e-9);
    for (const one of after.slice(0, 3)) close(one, 1000, 1e-9);
  });

  it('by coefficient takes what is not listened to, every epoch', () => {
    const set = slashing('coefficient', { 'slashing.fraction': 0.1 });
    let expected = [1000, 1000, 1000, 1000];
    const end = runHub(hubScenario({ ...liar, epochs: 8, set, tokenomics: { fEmission: 0 } }), (now, done) => {
      if (done === undefined) return;
      expected = expected.map((one, x) => one * (1 - 0.1 * (1 - Math.min(1, Math.max(0, done.coefficient[x])))));
      stakes(now).forEach((one, x) => {
        close(one, expected[x], 1e-9);
      });
    });
    expect(stakes(end)[3]).toBeLessThan(950);
  });

  it('burns what it takes, or gives it to the treasury, or to those who were not slashed', () => {
    const of = (destination: string) =>
      run(
        slashing('proportional', {
          'slashing.epochs': 1,
          'slashing.fraction': 0.5,
          'slashing.destination': destination,
        }),
      );
    const burnt = of('burn');
    const { burnt: gone, moved } = burnt.chain.money.ledger;
    close(toAllo(gone), 1000 * (1 - 0.5 ** 8), 1e-9);
    expect(moved.slash).toBe(gone);
    const kept = of('ecosystem').chain.money.ledger;
    expect([kept.burnt, kept.moved.slashed]).toEqual([0n, kept.moved.slash]);
    const shared = stakes(of('honest-reputers'));
    close(
      shared.reduce((sum, one) => sum + one, 0),
      4000,
      1e-12,
    );
    expect(Math.min(...shared.slice(0, 3))).toBeGreaterThan(1000);
  });

  it('takes the same part from delegators, and what is about to leave too', () => {
    const set = slashing('proportional', {
      'slashing.epochs': 1,
      'slashing.fraction': 0.5,
      removeStakeDelayWindow: 400,
    });
    const end = run(set, { delegators: [delegators('uniform', 1, { tokens: { median: 400, sigma: 0 } })] });
    const [position] = [end.topics[0].positions[3]];
    close(toAllo(position?.own ?? 0n), 1000 * 0.5 ** 8, 1e-9);
    close(toAllo(position?.delegated ?? 0n), 100 * 0.5 ** 8, 1e-9);
  });
});
