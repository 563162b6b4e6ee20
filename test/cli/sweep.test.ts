import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { durationInWords, payload } from '../../src/cli/sweep-progress.ts';
import { bytesInWords } from '../../src/cli/sweep-summary.ts';
import { command, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
beforeAll(() => {
  place = workplace();
});
afterAll(() => place.remove());

/** An experiment file on the tiny scenario. */
function experiment(name: string, body: string): string {
  const file = path.join(place.folder, `${name}.yaml`);
  writeFileSync(file, `# Does it sweep?\nname: ${name}\nscenario: tiny.yaml\n${body}`);
  return file;
}
const factor = 'factors: [{ name: noise, path: topics.0.inferers.1.factor, values: [2, 5] }]\n';
const sweep = (file: string, ...args: readonly string[]) => command(['sweep', file, '--out', place.results, ...args]);

describe('sweep', () => {
  it('counts the runs and estimates their cost with --dry-run, and writes nothing', async () => {
    const file = experiment('dry', `${factor}replicates: 3\nstop: { metric: epochs, halfWidth: 1, most: 9 }\n`);
    const { code, stdout, stderr } = await sweep(file, '--dry-run', '--threads', '2');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^dry: grid design, 1 factor, 2 points\n6 runs, up to 18 with the stopping rule: 0 known, 6 to do\nEstimate: .* on 2 threads \(.* s per run\), .* of disk\.\n$/,
    );
    const facts = JSON.parse((await sweep(file, '--dry-run', '--json')).stdout);
    expect(facts).toMatchObject({ points: 2, runs: 6, stored: 0, toDo: 6 });
    expect(facts.estimate.seconds).toBeGreaterThan(0);
    expect(existsSync(place.results)).toBe(false);
  });

  it('runs, knows its runs the next time, and ends with 1 when one fails', async () => {
    const body = `set: { topics.0.rewardPerEpoch: null }
factors: [{ name: stake, path: topics.0.reputers.0.stake.median, values: [1000, 900000000] }]
replicates: 2
onFailure: quarantine
metrics: [reward_inferers]
`;
    const file = experiment('fails', body);
    const first = await sweep(file, '--threads', '1');
    expect([first.code, first.stderr]).toEqual([1, '']);
    expect(first.stdout).toContain('2 points, 4 runs, ');
    expect(first.stdout).toContain('2 runs FAILED and are left out of what follows:\n  point 1, seed allora-1: ');
    expect(first.stdout).toMatch(
      /reward_inferers of eth, ALLO\n {2}stake +mean +95 % interval +n +from \S+ to \S+\n {2}1000 .*├─+●─+┤$/m,
    );
    const report = /Report: (.*report\.html)\n$/.exec(first.stdout)?.[1] ?? '';
    expect(existsSync(report)).toBe(true);
    const again = JSON.parse((await sweep(file, '--json')).stdout);
    expect(again).toMatchObject({ sweep: 'fails', points: 2, runs: 4, stored: 4, failed: 2, factors: ['stake'] });
    expect(again.failures).toHaveLength(2);
    expect(again.aggregates[0]).toMatchObject({ point: 0, settings: ['1000'], n: 2 });

    const rebuilt = await command(['report', again.sweepId, '--out', place.results]);
    expect(rebuilt).toMatchObject({ code: 0, stdout: `Report: ${report}\n` });
    const table = await command([
      'export',
      again.sweepId,
      '--table',
      'runs',
      '--columns',
      'point,status,stake',
      '--out',
      place.results,
    ]);
    expect(table.stdout).toBe(
      'point,status,stake\n0,done,1000\n0,done,1000\n1,failed,900000000\n1,failed,900000000\n'
        .replaceAll('\n', '\r\n')
        .replaceAll('\r\n', table.stdout.includes('\r\n') ? '\r\n' : '\n'),
    );
  });

  it('ends with 1 at the first failure where the experiment says so, and says how to go past it', async () => {
    const body = `set: { topics.0.rewardPerEpoch: null, topics.0.reputers.0.stake.median: 900000000 }\nonFailure: stop\n`;
    const { code, stdout, stderr } = await sweep(experiment('stops', body), '--threads', '1');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('A run failed, and onFailure is stop: point 0, seed allora-1: ');
    expect(stderr).toContain('onFailure: continue goes past it.');
    expect(existsSync(path.join(place.results, 'stops'))).toBe(false);
  });

  it('ends with 130 on Ctrl-C, and leaves nothing behind but finished runs', async () => {
    const file = experiment('long', `${factor}set: { epochs: 100000 }\n`);
    const { code, stderr } = await command(['sweep', file, '--out', place.results], 400);
    expect(code).toBe(130);
    expect(stderr).toMatch(
      /^Interrupted after 0 of \d+ runs\. They stay in the store; the same command goes on from there\.\n$/,
    );
    expect(readdirSync(place.results)).not.toContain('long');
  });

  it.each([
    [['--replicates', '0'], '--replicates is "0"; expected a whole number from 1 to 10000.\n'],
    [['--threads', 'two'], '--threads is "two"; expected a whole number from 1 to 1024.\n'],
    [['--replicates', '20'], '--replicates is 20; expected from 2 to stop.most of the experiment, 9.\n'],
    [['--dry-rum'], 'sweep has no option --dry-rum. Did you mean "--dry-run"?\n'],
  ])('refuses %j and writes nothing', async (args, message) => {
    const file = experiment('refused', `${factor}replicates: 3\nstop: { metric: epochs, halfWidth: 1, most: 9 }\n`);
    expect(await sweep(file, ...args)).toEqual({ code: 2, stdout: '', stderr: message });
    expect(existsSync(path.join(place.results, 'refused'))).toBe(false);
  });

  it('tells what is wrong in an experiment file by line and column', async () => {
    const file = experiment('wrong', 'factors: [{ path: topics.0.inferers.1.factr, values: [1] }]\n');
    const { code, stderr } = await sweep(file);
    expect(code).toBe(2);
    expect(stderr).toMatch(/wrong\.yaml:4:\d+ .*factr/);
    expect((await sweep(path.join(place.folder, 'none.yaml'))).stderr).toContain('none.yaml:1:1 ');
  });
});

describe('the bar of a sweep', () => {
  it('tells the rate of runs that were made, not of those that were known', () => {
    expect(payload({ total: 100, done: 60, failed: 1, stored: 50 }, 5)).toEqual({ failed: 1, rate: '2', left: '20 s' });
    expect(payload({ total: 100, done: 50, failed: 0, stored: 50 }, 5)).toEqual({
      failed: 0,
      rate: '...',
      left: '...',
    });
  });

  it('says durations and sizes as people do', () => {
    const said = [0, 0.3, 45, 100, 3600, 12_000, 200_000].map(durationInWords);
    expect(said).toEqual(['0 s', '0.3 s', '45 s', '2 min', '1 h', '3 h 20 min', '2 d 7 h']);
    expect([12, 4321, 25e6].map(bytesInWords)).toEqual(['12 B', '4.3 kB', '25 MB']);
  });
});
