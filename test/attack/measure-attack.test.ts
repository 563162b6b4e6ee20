import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attackHeadline } from '../../src/attack/headline.ts';
import { type AttackQuestion, measureAttack } from '../../src/attack/measure-attack.ts';
import { attackParameters } from '../../src/attack/parameters.ts';
import { attackReader } from '../../src/attack/read-attack.ts';
import { taskRunner } from '../../src/attack/run-tasks.ts';
import { frontierParameter, searchRange } from '../../src/attack/varied.ts';
import { openRunStore } from '../../src/experiment/run-store.ts';
import { madeUpPool, type Skill } from '../compare/made-up-pool.ts';
import { attackedScenario, madeUpAttack } from './made-up-attack.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-attack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Asked {
  readonly frontier?: readonly string[];
  readonly worst?: Partial<NonNullable<AttackQuestion['worst']>> & { readonly range: string };
  readonly replicates?: number;
  readonly set?: readonly string[];
  readonly skill?: Skill;
  readonly interrupted?: () => boolean;
}

async function measured({ frontier = [], worst, replicates = 6, skill = madeUpAttack, set = [], interrupted }: Asked) {
  const file = path.join(folder, 'attacked.yaml');
  writeFileSync(file, attackedScenario);
  const reader = attackReader(file, { set });
  const runnable = await reader.whole();
  const known = attackParameters(runnable.scenario);
  const made = madeUpPool(openRunStore(folder), skill);
  const question: AttackQuestion = {
    replicates,
    frontier: frontier.map((text) => frontierParameter(text, known)),
    worst: worst
      ? { objective: 'damage', runs: 60, budget: null, parameters: [searchRange(worst.range, known)], ...worst }
      : null,
  };
  const run = taskRunner({ store: made.store, pool: made.pool, ...(interrupted && { interrupted }) });
  const found = await measureAttack(runnable, reader, question, run);
  if (found === undefined) return { ran: made.ran, found, row: () => undefined };
  const row = (point: number, measure: string, against = '') =>
    found.measures.find((one) => one.point === point && one.measure === measure && one.against === against);
  return { ran: made.ran, found, row };
}

describe('the measurement of an attack', () => {
  it('runs the attack, no attack, honest play, play at random and one key with the same seeds', async () => {
    const { found, ran, row } = await measured({});
    expect(found?.sides).toEqual(['attack', 'no-attack', 'honest', 'random', 'single']);
    expect(ran).toHaveLength(30);
    expect(new Set(ran).size).toBe(6);
    // Net 10 x 1 - 1, honest 0, outlay 10.
    expect(row(0, 'roi', 'honest')?.mean).toBeCloseTo(0.9, 12);
    expect(row(0, 'attack_damage', 'random')).toMatchObject({ n: 6, mean: 1 });
    expect(row(0, 'mean_combined_loss', 'no-attack')?.mean).toBeCloseTo(1, 12);
  });
  it('finds that an attack which is played honestly brings nothing beyond honest play, to the last digit', async () => {
    const { row, ran } = await measured({ set: ['attacks.0.play=honest'] });
    expect(row(0, 'roi', 'honest')).toMatchObject({ n: 6, mean: 0, low: 0, high: 0 });
    // The attack and its honest control are the same runs.
    expect(ran).toHaveLength(24);
  });
  it('measures every point of a frontier wholly, and runs what points share once', async () => {
    const { found, ran, row } = await measured({ frontier: ['stakeShare=0.1,0.2,0.3'], replicates: 5 });
    expect(found?.points.map(({ point }) => [point.stage, point.settings])).toEqual([
      ['scenario', {}],
      ['frontier', { stakeShare: 0.1 }],
      ['frontier', { stakeShare: 0.2 }],
      ['frontier', { stakeShare: 0.3 }],
    ]);
    // Five sides of 3 shares, of which no attack is one and the same: (4 x 3 + 1) x 5.
    expect(ran).toHaveLength(65);
    expect(row(1, 'roi', 'honest')?.mean).toBeCloseTo(0.4, 12);
    expect(row(3, 'attack_shift')?.mean).toBeCloseTo(-1.53, 12);
  });
  it('finds where the shift crosses one standard deviation, either way, and what that takes', async () => {
    const { found } = await measured({ frontier: ['stakeShare=0.1,0.3'], replicates: 1 });
    // Shifts 0.51 and 1.51: it crosses 49 % of the way; outlay and capital 20 and 40.
    const [crossing] = found?.frontier?.crossings ?? [];
    expect(crossing).toMatchObject({ at: {}, topic: 'eth', reached: 'crossed' });
    expect(crossing.value).toBeCloseTo(0.198, 9);
    expect(crossing.cost).toBeCloseTo(29.8, 9);
  });
  it('says so where it does not cross, row by row of two parameters', async () => {
    const { found } = await measured({ frontier: ['stakeShare=0.05,0.1', 'identities=1,2'], replicates: 1 });
    expect(found?.frontier?.crossings).toEqual([
      { at: { identities: 1 }, topic: 'eth', reached: 'below', value: null, cost: null },
      { at: { identities: 2 }, topic: 'eth', reached: 'below', value: null, cost: null },
    ]);
    expect(found && attackHeadline(found)).toContain(
      'The inference is shifted by less than one standard deviation on the frontier.',
    );
  });
  it('refuses a frontier with a value that cannot be, before anything is run', async () => {
    await expect(measured({ frontier: ['identities=0,2'] })).rejects.toThrow(
      '--frontier identities=0:1:1 attacks.0.identities is 0; expected a whole number, at least 1',
    );
  });
  it('searches for the worst case within its runs, and measures that again on seeds of its own', async () => {
    const { found, ran } = await measured({ worst: { range: 'stakeShare=0.1..0.6' } });
    const worst = found?.worst;
    expect(worst?.runs).toBeLessThanOrEqual(60);
    const best = found?.points[worst?.best ?? -1];
    const final = found?.points[worst?.final ?? -1];
    expect(best?.point.settings.stakeShare).toBeGreaterThan(0.5);
    expect(best?.point.sides).toEqual(['attack']);
    expect(final?.point).toMatchObject({ stage: 'worst', settings: best?.point.settings, replicates: 6 });
    expect(final?.point.sides).toEqual(['attack', 'no-attack', 'honest', 'random', 'single']);
    expect(final?.runs.get('attack')?.map(({ seed }) => seed)).toContain('allora-fresh-1');
    // Every run that was made is in the table.
    const inTable = new Set(
      found?.points.flatMap(({ runs }) => [...runs.values()].flat().map(({ address }) => address)),
    );
    expect(ran).toHaveLength(inTable.size);
    const sentences = found ? attackHeadline(found).join('\n') : '';
    expect(sentences).toContain("the winner's curse");
  });
  it('searches with the budget that it is told', async () => {
    const budgets = new Set<number | null>();
    const skill: Skill = (scenario) => {
      for (const { budget } of scenario.attacks) budgets.add(budget);
      return madeUpAttack(scenario);
    };
    await measured({ worst: { range: 'stakeShare=0.1..0.6', budget: 500 }, replicates: 2, skill });
    expect([...budgets]).toEqual([null, 500]);
  });
  it('searches for the largest return beyond honest play, which it runs beside the attack', async () => {
    const { found } = await measured({ worst: { range: 'stakeShare=0.1..0.6', objective: 'roi' } });
    expect(found?.worst).toMatchObject({ objective: 'roi', measure: 'roi', against: 'honest' });
    expect(found?.points[found.worst?.best ?? -1].point.sides).toEqual(['attack', 'honest']);
    // 5 x 0.6 x 10 - 1 over 10 at most.
    expect(found?.worst?.searched).toBeGreaterThan(2.4);
    expect(found?.worst?.searched).toBeLessThanOrEqual(2.9);
  });
  it('counts runs that failed, and leaves them out', async () => {
    const skill: Skill = (scenario) => {
      if (scenario.seed === 'allora-2' && scenario.attacks[0]?.play === 'honest') throw new Error('impossible');
      return madeUpAttack(scenario);
    };
    const { row } = await measured({ skill });
    expect(row(0, 'attack_net', 'honest')?.n).toBe(5);
    expect(row(0, 'attack_net')?.n).toBe(6);
  });
  it('ends when somebody interrupts', async () => {
    expect((await measured({ interrupted: () => true })).found).toBeUndefined();
  });
});

describe('the headline', () => {
  it('says whether it pays, what it breaks and what corruption takes', async () => {
    const { found } = await measured({});
    expect(found && attackHeadline(found)).toEqual([
      'An ALLO laid out brings 0.9 ALLO beyond honest play (95 % interval 0.9 to 0.9, n = 6): it pays.',
      'The combined loss changes by 1.04 (95 % interval 1.02 to 1.05, n = 6): it does harm.',
      expect.stringMatching(/^Moving the inference by one standard deviation takes 29 ALLO \(.*\), as if linear\.$/),
    ]);
  });
});
