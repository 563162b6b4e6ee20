import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTable } from '../../src/record/read-table.ts';
import { tablesOf } from '../../src/run/find-run.ts';
import { program } from '../support/program.ts';
import { command, workplace } from './command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let place: ReturnType<typeof workplace>;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.remove());

const runFolders = (): string[] =>
  existsSync(path.join(place.results, 'tiny'))
    ? readdirSync(path.join(place.results, 'tiny')).map((id) => path.join(place.results, 'tiny', id))
    : [];

/** Starts a long run in a process of its own and waits until so many bytes of a table are on the disk. */
async function started(
  how: readonly string[],
  table: string,
  bytes: number,
): Promise<{ child: ChildProcess; ended: Promise<number | null> }> {
  const args = ['run', place.scenario, '--out', place.results, '--epochs', '5000000'];
  const child = spawn(process.execPath, [...how, ...args], { cwd: root, stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const written = (): number => {
    const [folder] = runFolders();
    return folder === undefined ? 0 : (statSync(path.join(folder, table), { throwIfNoEntry: false })?.size ?? 0);
  };
  while (written() < bytes) await new Promise((resolve) => setTimeout(resolve, 5));
  return { child, ended };
}

/** The program as this process has it: the same code makes the same run. */
const sources = ['--import', 'tsx', fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))];

const batchRows = 16_384;

describe('a run that is killed', () => {
  it.each([0, 13, 57])(
    'leaves whole batches that can be read, and never a manifest: SIGKILL %i ms later',
    async (later) => {
      const { child, ended } = await started(program, 'actors.arrows.partial', 4_000_000);
      await new Promise((resolve) => setTimeout(resolve, later));
      child.kill('SIGKILL');
      await ended;
      const [folder] = runFolders();
      expect(readdirSync(folder).sort()).toEqual(['actors.arrows.partial', 'epochs.arrows.partial']);
      const actors = readTable(path.join(folder, 'actors.arrows.partial'), ['epoch', 'actor']);
      expect(actors.rows).toBeGreaterThan(0);
      expect(actors.rows % batchRows).toBe(0);
      expect(readTable(path.join(folder, 'epochs.arrows.partial')).rows % batchRows).toBe(0);
      // Eight actors per nonce, nonce after nonce.
      const epochs = actors.numbers('epoch');
      for (let r = 0; r < actors.rows; r += 997) expect(epochs[r]).toBe(Math.floor(r / 8));
      const args = ['export', folder, '--table', 'actors', '--columns', 'epoch', '--where', 'epoch<2'];
      const { code, stdout, stderr } = await command(args);
      expect([code, stdout.trimEnd().split('\n').length]).toEqual([0, 17]);
      expect(stderr).toContain('is partial');
    },
  );

  it('is started anew by the next one of the same scenario', async () => {
    const { child, ended } = await started(sources, 'actors.arrows.partial', 1_000_000);
    child.kill('SIGKILL');
    await ended;
    const [folder] = runFolders();
    expect(readdirSync(folder).sort()).toEqual(['actors.arrows.partial', 'epochs.arrows.partial']);
    const again = await command(['run', place.scenario, '--out', place.results, '--epochs', '5000000'], 200);
    expect(again.code).toBe(130);
    expect(runFolders()).toEqual([folder]);
    expect([...tablesOf(folder).values()].map(({ path: file }) => path.basename(file)).sort()).toEqual([
      'actors.partial.arrows',
      'epochs.partial.arrows',
    ]);
  });
});

describe('a run that is interrupted', () => {
  it('ends with 130; its tables are marked as partial, hold every row up to there, and can be exported', async () => {
    const { child, ended } = await started(program, 'actors.arrows.partial', 2_000_000);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const [folder] = runFolders();
    expect(readdirSync(folder).sort()).toEqual(['actors.partial.arrows', 'epochs.partial.arrows']);
    const epochs = readTable(path.join(folder, 'epochs.partial.arrows'), ['epoch']).rows;
    expect(readTable(path.join(folder, 'actors.partial.arrows'), ['epoch']).rows).toBe(8 * epochs);
    const last = ['export', folder, '--columns', 'epoch', '--where', `epoch>=${epochs - 1}`];
    expect((await command(last)).stdout).toBe(`epoch\n${epochs - 1}\n`);
  });
});
