import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeArrayFolder } from '../../../src/distributed/slurm/array-folder.ts';
import { runArrayTask } from '../../../src/distributed/slurm/array-task.ts';
import { messageOf } from '../../../src/distributed/unit-message.ts';
import { openRunStore } from '../../../src/experiment/run-store.ts';
import { computedResult } from '../../../src/experiment/stored-run.ts';
import { runnableScenario } from '../../../src/run/read-scenario.ts';
import { unitAddress, unitOf } from '../../../src/run/run-unit.ts';
import { tinyScenario } from '../../cli/command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { FakeSlurm } from './fake-slurm.ts';

/** An array of runs with these seeds, two in a task. */
async function arrayOf(seeds: readonly string[]) {
  const root = path.join(temporaryFolder(), 'results');
  const runnable = await runnableScenario(tinyScenario, 'tiny.yaml', {});
  const units = seeds.map((seed) => unitOf(runnable, seed));
  const messages = new Map(units.map((unit) => [unitAddress(unit), JSON.stringify(messageOf(unit))]));
  const { path: folder } = writeArrayFolder(root, {
    name: 'made up',
    addresses: [...messages.keys()],
    sizes: seeds.flatMap((_, n) => (n % 2 === 0 ? [Math.min(2, seeds.length - n)] : [])),
    messageOf: (address) => messages.get(address) ?? '',
    files: [],
    fileOf: () => new Uint8Array(),
    scriptOf: () => '',
  });
  return { root, folder, units, addresses: [...messages.keys()], store: openRunStore(root) };
}

const quiet = { jobs: 1, tell: () => {} };

describe('a task of a job array', () => {
  it('makes its own runs and no others, in a thread', async () => {
    const { folder, units, addresses, store } = await arrayOf(['a', 'b', 'c']);
    const told: string[] = [];
    const end = await runArrayTask(folder, 0, { jobs: 1, tell: (line) => told.push(line) });
    expect(end).toEqual({ done: 2, failed: 0, lost: 0, left: 0 });
    expect(store.read(addresses[1])).toEqual(await computedResult(units[1]));
    expect(store.read(addresses[2])).toBeUndefined();
    expect(told.at(-1)).toBe('Task 0: 2 of 2 runs are done, 0 failed, 0 lost, 0 left.\n');
    expect(
      readFileSync(path.join(folder, 'begun', '0'), 'utf8')
        .trim()
        .split('\n')
        .sort(),
    ).toEqual(addresses.slice(0, 2).sort());
  });

  it('begins no run that has a result', async () => {
    const { folder, units, addresses, store } = await arrayOf(['a', 'b']);
    store.write(addresses[0], await computedResult(units[0]));
    const fake = new FakeSlurm();
    await fake.runTask(folder, { array: 1, task: 0 });
    await fake.runTask(folder, { array: 1, task: 0 });
    expect(fake.tried).toEqual([addresses[1]]);
    expect(fake.ends.map(({ done }) => done)).toEqual([2, 2]);
  });

  it('goes on with the other runs when a thread dies, and says that it has failed', async () => {
    const { folder, addresses, store } = await arrayOf(['a', 'b']);
    const fake = new FakeSlurm({ killsThread: (_, address) => address === addresses[0] });
    expect(await fake.runTask(folder, { array: 1, task: 0 })).toBe(false);
    expect(fake.ends).toEqual([{ done: 1, failed: 0, lost: 1, left: 0 }]);
    expect([store.read(addresses[0]), store.read(addresses[1])?.status]).toEqual([undefined, 'done']);
  });

  it('ends at once when it is asked to, and leaves nothing half', async () => {
    const { root, folder } = await arrayOf(['a', 'b']);
    let asked = false;
    const tell = (): void => {
      asked = true;
    };
    // Asked to end as soon as it tells of its first run.
    const end = await runArrayTask(folder, 0, { jobs: 1, tell, interrupted: () => asked });
    expect(end).toEqual({ done: 1, failed: 0, lost: 0, left: 1 });
    expect(
      readdirSync(path.join(root, '.runs'), { recursive: true }).filter((name) => /\/\./.test(String(name))),
    ).toEqual([]);
  });

  it('says what is wrong with a folder or a number', async () => {
    const { root, folder } = await arrayOf(['a']);
    await expect(runArrayTask(root, 0, quiet)).rejects.toThrow(
      /is no job array of allora-sim: it was removed when all/,
    );
    for (const task of [1, -1, 0.5, Number.NaN]) {
      await expect(runArrayTask(folder, task, quiet)).rejects.toThrow(`has no task ${task}; expected 0 to 0.`);
    }
  });

  it('reads and writes nothing outside of the results, whatever the messages say', async () => {
    const { root, folder, addresses } = await arrayOf(['a', 'b']);
    const [good, other] = readFileSync(path.join(folder, 'units.jsonl'), 'utf8').trim().split('\n');
    const hostile = [
      JSON.stringify({ ...JSON.parse(good), address: '../../../../escaped' }),
      JSON.stringify({ ...JSON.parse(good), files: [{ name: 'x', sha256: '../..' }] }),
      JSON.stringify({ ...JSON.parse(good), files: 'none', scenario: 7 }),
      '{"address":',
      'null',
      other,
    ];
    const text = hostile.map((line) => `${line}\n`).join('');
    writeFileSync(path.join(folder, 'units.jsonl'), text);
    const array = JSON.parse(readFileSync(path.join(folder, 'array.json'), 'utf8'));
    const tasks = [{ start: 0, bytes: Buffer.byteLength(text), runs: hostile.length }];
    writeFileSync(path.join(folder, 'array.json'), JSON.stringify({ ...array, tasks }));
    const fake = new FakeSlurm();
    await fake.runTask(folder, { array: 1, task: 0 });
    expect(fake.ends).toEqual([{ done: 1, failed: 0, lost: 5, left: 0 }]);
    expect(readdirSync(root).sort()).toEqual(['.runs', '.slurm']);
    expect(readFileSync(path.join(folder, 'refused.txt'), 'utf8')).toContain('no run');
    // Refused, each of them, rather than failed at in a thread.
    expect(readFileSync(path.join(folder, 'logs', '0.out'), 'utf8').match(/^Refused /gm)).toHaveLength(5);
    expect(openRunStore(root).read(addresses[1])?.status).toBe('done');
  });

  it('loses its runs when its lines are gone or are said to be endless', async () => {
    const { folder } = await arrayOf(['a', 'b']);
    const fake = new FakeSlurm();
    const array = JSON.parse(readFileSync(path.join(folder, 'array.json'), 'utf8'));
    const tasks = [{ start: 0, bytes: 1e15, runs: 2 }];
    writeFileSync(path.join(folder, 'array.json'), JSON.stringify({ ...array, tasks }));
    expect(await fake.runTask(folder, { array: 1, task: 0 })).toBe(false);
    rmSync(path.join(folder, 'units.jsonl'));
    expect(await fake.runTask(folder, { array: 1, task: 0 })).toBe(false);
    expect(fake.ends.map(({ lost }) => lost)).toEqual([2, 2]);
  });
});
