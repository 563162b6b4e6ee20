import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../support/program.ts';
import { command, workplace } from './command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let place: ReturnType<typeof workplace>;
beforeAll(() => {
  place = workplace();
});
afterAll(() => place.remove());

/** The first line that the program prints. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.split('\n')[0]);
    });
    child.on('close', (code) => reject(new Error(`ended with ${code} before it said where it is`)));
  });
}

/** Takes a port of this machine. */
function taken(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      resolve({ server, port: (server.address() as { port: number }).port });
    });
  });
}

describe('explore', () => {
  it('prints an address that lets one browser in, and ends with 130 when Ctrl-C is pressed', async () => {
    const args = [...program, 'explore', '--out', place.results];
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'pipe' });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const address = await firstLine(child);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    const first = await fetch(address, { redirect: 'manual' });
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0];
    const listing = await fetch(new URL('/api/runs', address), { headers: { cookie } });
    expect(await listing.json()).toMatchObject({ records: [] });
    expect((await fetch(address)).status).toBe(403);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  });
  it('refuses a port that is taken or none, and says so', async () => {
    const { server, port } = await taken();
    try {
      const busy = await command(['explore', '--port', String(port), '--out', place.results]);
      expect([busy.code, busy.stderr]).toEqual([2, expect.stringContaining(`--port is "${port}", which is taken`)]);
    } finally {
      server.close();
    }
    for (const wrong of ['70000', 'many', '-1']) {
      const { code, stderr } = await command(['explore', `--port=${wrong}`]);
      expect([code, stderr]).toEqual([
        2,
        `--port is "${wrong}"; expected a whole number from 0 (any free port) to 65535.\n`,
      ]);
    }
  });
});
