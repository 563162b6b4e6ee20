import { afterAll, describe, expect, it } from 'vitest';
import { type Resolution, type Role, resolution, sharesOf } from './common-random-numbers.ts';

const n = 40;
const target = 10;

interface Case {
  readonly change: string;
  readonly role: Role;
}

/** Changes that shift a class's share of the rewards by about 1 % of it. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  specialists: [
    // Only what is made of the scores.
    { change: 'protocol.betaEntropy=0.29', role: 'forecasters' },
    // What is inferred, too: regrets make weights, weights make losses, losses make regrets.
    { change: 'topics.0.alphaRegret=0.12', role: 'inferers' },
  ],
  'noisy-majority': [
    { change: 'protocol.pRewardInference=2.9', role: 'forecasters' },
    { change: 'topics.0.pNorm=3.3', role: 'reputers' },
  ],
  // With rewards from the hub chain.
  baseline: [
    { change: 'protocol.pRewardReputer=0.973', role: 'reputers' },
    { change: 'topics.0.reputers.1.factor=4', role: 'reputers' },
  ],
};

const lines: string[] = [];
const per = (value: number) => `${(100 * value).toFixed(2)} %`;

function note(what: string, found: Resolution): void {
  const { share, shift, shiftLow, shiftHigh, gain, gainLow, gainHigh, common, independent } = found;
  const shifted = `share ${share.toFixed(4)}, shift ${per(shift)} (${per(shiftLow)} to ${per(shiftHigh)})`;
  const gained = `gain ${gain.toFixed(1)} (${gainLow.toFixed(1)} to ${gainHigh.toFixed(1)})`;
  lines.push(`${what}: ${shifted}, n = ${found.n}; ${gained}; replicates ${common} common, ${independent} independent`);
}

afterAll(() => process.stdout.write(`${lines.join('\n')}\n`));

describe('common random numbers', () => {
  it.each(Object.entries(cases))(
    'resolve a shift of about 1 % of a reward share with a tenth of the replicates, or fewer: %s',
    async (name, changes) => {
      const file = `scenarios/${name}.yaml`;
      const before = await sharesOf(file, [], n);
      for (const { change, role } of changes) {
        const after = await sharesOf(file, [change], n);
        const found = resolution(before[role], after[role]);
        note(`${name}, ${change}, ${role}`, found);
        expect(Math.abs(found.shift), change).toBeGreaterThan(0.004);
        expect(Math.abs(found.shift), change).toBeLessThan(0.02);
        expect(found.gain, change).toBeGreaterThanOrEqual(target);
      }
    },
  );

  it('fall short for forecasters where they name 12 of 16 inferers: which 12 jumps, however small the change', async () => {
    const file = 'scenarios/specialists.yaml';
    const change = 'topics.0.alphaRegret=0.101';
    const gains: number[] = [];
    for (const most of ['12', '16']) {
      const set = [`protocol.maxElementsPerForecast=${most}`];
      const before = await sharesOf(file, set, n);
      const after = await sharesOf(file, [...set, change], n);
      const found = resolution(before.forecasters, after.forecasters);
      note(`specialists with ${set[0]}, ${change}, forecasters`, found);
      gains.push(found.gain);
    }
    expect(gains[0]).toBeLessThan(target);
    expect(gains[1]).toBeGreaterThan(2 * gains[0]);
  });
});
