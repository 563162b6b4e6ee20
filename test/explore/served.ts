import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { pagesFolder } from '../../src/explore/pages.ts';
import { type Explorer, startExplorer } from '../../src/explore/server.ts';

/** A server over folders of a test file, and a browser's cookie for it. */
export interface Served {
  readonly folder: string;
  readonly root: string;
  readonly explorer: Explorer;
  readonly cookie: string;
  /** A request with the cookie, as a page of the server would make it. */
  readonly ask: (path: string, options?: RequestInit) => Promise<Response>;
}

/** An empty folder that is removed when the tests of the file are done. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'allora-sim-explore-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a server over `folder/results`. It is to be closed. */
export async function serve(folder: string): Promise<Served> {
  const root = join(folder, 'results');
  const explorer = await startExplorer({
    root,
    shownRoot: 'results',
    pages: pagesFolder,
    scenarios: [join(folder, 'scenarios')],
    saveTo: join(folder, 'saved'),
    port: 0,
  });
  const entered = await fetch(explorer.address, { redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0];
  const here = `http://127.0.0.1:${explorer.port}`;
  const ask = (path: string, options: RequestInit = {}): Promise<Response> =>
    fetch(here + path, { redirect: 'manual', ...options, headers: { Cookie: cookie, ...options.headers } });
  return { folder, root, explorer, cookie, ask };
}

/** Sends lines as they are, so that nothing tidies them up, and hands back the whole answer. */
export function raw(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}
