import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AttackCommandOptions, attackCommand } from '../../src/cli/attack.ts';
import type { AttackFacts } from '../../src/cli/attack-summary.ts';
import type { OpenPool } from '../../src/experiment/run-pool.ts';
import { openRunStore } from '../../src/experiment/run-store.ts';
import { storedRun } from '../../src/experiment/stored-run.ts';
import type { AttackManifest } from '../../src/record/attack-record.ts';
import { readTable } from '../../src/record/read-table.ts';
import { attackedScenario, madeUpAttack } from '../attack/made-up-attack.ts';
import { madeUpPool, type Skill } from '../compare/made-up-pool.ts';
import { command, flowing, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
let scenario: string;
beforeEach(() => {
  place = workplace();
  scenario = path.join(place.folder, 'attacked.yaml');
  writeFileSync(scenario, attackedScenario);
});
afterEach(() => place.remove());

/** Runs the command with runs that are made up, or real ones in this thread; Ctrl-C is pressed when a run begins and `interrupted` says so. */
async function attack(
  changes: Partial<AttackCommandOptions> = {},
  of: Skill | 'real' = madeUpAttack,
  interrupted = () => false,
) {
  let stdout = '';
  let stderr = '';
  const ran: string[] = [];
  let press = () => {};
  const openPool: OpenPool = (_, { root }) => {
    const made = madeUpPool(openRunStore(root), of === 'real' ? madeUpAttack : of);
    const run: typeof made.pool.run = (unit) => {
      ran.push(unit.scenario.seed);
      if (interrupted()) press();
      return of === 'real' ? storedRun(unit, { root, keepFailures: true }) : made.pool.run(unit);
    };
    return { ...made.pool, run };
  };
  const code = await attackCommand(
    { scenario, out: place.results, report: false, replicates: '6', ...changes },
    {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      onInterrupt: (handler) => {
        press = handler;
        return () => {};
      },
    },
    openPool,
  );
  return { code, stdout, stderr, ran };
}

const facts = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as AttackFacts;

describe('attack', () => {
  it('says in one screen what the attack brings beside honest play and play at random', async () => {
    const { code, stdout, stderr } = await attack();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.length).toBeLessThan(45);
    expect(stdout).toMatch(/^attack [0-9a-f]{12} attacked: reputer-cartel on eth\n/);
    expect(flowing(stdout)).toContain(
      'attack, no-attack, honest, random, single: seeds allora-1 to allora-6; 30 runs in all',
    );
    expect(flowing(stdout)).toContain('An ALLO laid out brings 0.9 ALLO beyond honest play');
    expect(stdout).toMatch(/^ {2}measure +attack +less honest +less random +n$/m);
    expect(stdout).toMatch(/^ {2}accuracy damage +1\.04 ±0\.0196 +1 +1 +6$/m);
    expect(stdout).toMatch(/\nTables: .*attacked\/[0-9a-f]{12}\n$/);
  });
  it('leaves runs, measures and a manifest, and the first pair of runs beside them', async () => {
    const { folder, attackId, measures } = facts(await attack({ json: true }));
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'measures.arrow', 'runs.arrow', 'scenario.yaml']);
    const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as AttackManifest;
    expect(manifest).toMatchObject({
      kind: 'attack',
      formatVersion: 1,
      attackId,
      scenario: 'attacked',
      question: 'Does it pay?',
      topics: ['eth'],
      runs: 30,
      failed: [],
      attacks: [{ name: 'reputer-cartel', number: 17, topic: 'eth', start: 4 }],
    });
    for (const one of [manifest.recorded?.attack, manifest.recorded?.control]) {
      expect(existsSync(path.join(folder, one?.folder ?? '', 'epochs.arrow'))).toBe(true);
    }
    const runs = readTable(path.join(folder, 'runs.arrow'));
    expect(runs.rows).toBe(30);
    expect(runs.declarations.map(({ name }) => name).slice(0, 9)).toEqual([
      'point',
      'side',
      'replicate',
      'seed',
      'status',
      'error',
      'address',
      'mean_combined_loss',
      'attack_damage',
    ]);
    expect(readTable(path.join(folder, 'measures.arrow')).rows).toBe(measures.length);
  });
  it('recognises the same measurement, and runs nothing again', async () => {
    const options = { json: true, frontier: ['stakeShare=0.1,0.2'], worst: true, runs: '40' };
    const first = await attack(options);
    const tables = (folder: string) =>
      ['runs', 'measures'].map((name) => readFileSync(path.join(folder, `${name}.arrow`)).toString('base64'));
    const before = tables(facts(first).folder);
    const second = await attack(options);
    expect(second.ran).toEqual([]);
    expect(facts(second)).toMatchObject({ existing: true, attackId: facts(first).attackId });
    expect(tables(facts(second).folder)).toEqual(before);
  });
  it('shows the frontier as lines, and the worst case with what it came to on fresh seeds', async () => {
    const range = ['stakeShare=0.1..0.5'];
    const { stdout } = await attack({ frontier: ['stakeShare=0.1,0.3'], worst: true, range, objective: 'damage' });
    expect(stdout).toMatch(/^Frontier\n {2}stakeShare +ROI beyond honest +shift +damage +n$/m);
    expect(stdout).toMatch(/^ +0\.1 +0\.4 +-0\.535 ±0\.0196 +0\.535 ±0\.0196 +6$/m);
    expect(flowing(stdout)).toContain('The shift crosses one standard deviation at stakeShare = 0.193');
    expect(stdout).toMatch(/^Worst case by damage: \d+ of 200 runs$/m);
    expect(stdout).toMatch(/^ {2}fresh seeds +/m);
    expect(flowing(stdout)).toContain("the winner's curse");
  });
  it('counts runs that failed, shows them, and ends with 1', async () => {
    const skill: Skill = (run) => {
      if (run.seed === 'allora-2' && run.attacks[0]?.play === 'random') throw new Error('impossible');
      return madeUpAttack(run);
    };
    const { code, stdout } = await attack({}, skill);
    expect(code).toBe(1);
    expect(stdout).toContain('FAILED and left out: 1 of 30 runs\n  point 0, random, seed allora-2: impossible\n');
    expect(stdout).toMatch(/^ {2}accuracy damage .* 5-6$/m);
  });
  it('writes nothing when no run of the attack is left', async () => {
    const skill: Skill = () => {
      throw new Error('impossible');
    };
    const { code, stdout, stderr } = await attack({}, skill);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('All 6 runs of the attack failed, and nothing can be measured. Seed allora-1: impossible\n');
    expect(existsSync(path.join(place.results, 'attacked'))).toBe(false);
  });
  it('ends with 130 when somebody interrupts, and keeps what was run', async () => {
    let begun = 0;
    const { code, stderr } = await attack({}, madeUpAttack, () => ++begun === 9);
    expect(code).toBe(130);
    expect(stderr).toMatch(/^Interrupted after \d+ of 30 runs\. They stay in the store;/);
    expect((await attack()).ran.length).toBeLessThan(30);
  });
  it('measures a real attack beside all its controls', async () => {
    const result = facts(await attack({ json: true, replicates: '2' }, 'real'));
    expect(result.failed).toEqual([]);
    expect(result.sides.slice(0, 4)).toEqual(['attack', 'no-attack', 'honest', 'random']);
    const damage = result.measures.filter(({ measure }) => measure === 'attack_damage');
    expect(damage.map(({ against }) => against)).toEqual(expect.arrayContaining(['', 'honest', 'random']));
    expect(damage.every(({ n, mean }) => n === 2 && Number.isFinite(mean))).toBe(true);
  });
});

describe('wrong input of attack', () => {
  const wrong: [args: string[], error: RegExp][] = [
    [['--budget', '5'], /^--budget does nothing without --worst; expected both\.\n$/],
    [['--worst', '--objective', 'money'], /^--objective is "money"; expected one of roi, damage, shift, profit\.\n$/],
    [['--worst', '--runs', '4'], /^--runs is 4; expected at least 16: a search looks at several settings\.\n$/],
    [['--worst', '--budget', '-1'], /^--budget is "-1"; expected a number above 0, in ALLO\.\n$/],
    [['--frontier', 'stakeshar=1,2'], /^--frontier names "stakeshar"; .* Did you mean "stakeShare"\?\n$/],
    [['--frontier', 'stakeShare=0.5,1'], /^--frontier stakeShare=1:1:1 attacks\.0\.stakeShare is 1; expected .*\n$/],
    [
      ['--set', 'attacks=[]'],
      /^.*attacked\.yaml:\d+:\d+ attacks is an empty list; expected at least one attack to measure.*\n$/,
    ],
    [['--wrost'], /^attack has no option --wrost\. Did you mean "--worst"\?\n$/],
  ];
  it.each(wrong)('answers %j with 2 and one line', async (args, error) => {
    const { code, stdout, stderr } = await command(['attack', scenario, '--out', place.results, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(error);
  });
  it('is a scenario without attacks', async () => {
    const { code, stderr } = await command(['attack', place.scenario, '--out', place.results]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/tiny\.yaml:\d+:\d+ attacks is an empty list; expected at least one attack to measure/);
  });
});
