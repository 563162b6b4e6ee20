import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { scenarioBundle } from '../../src/explore/scenario-bundle.ts';
import { isBuilt } from '../../src/setup/build.mjs';
import type { SaveScenario } from '../../src/web/contract.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Some scenarios: to resolve all of them takes seconds. */
const offered = ['baseline', 'formula', 'loyal-delegators', 'attacks/sybil'].map((name) => `scenarios/${name}.yaml`);

/** The playground, bundled from the present code and served as the explorer and sites do. */
export interface PlaygroundSite {
  readonly url: string;
  /** Folder of the bundle. */
  readonly folder: string;
  /** What was asked to be saved, and what the server answers. */
  readonly saved: SaveScenario[];
  answer: { status: number; body: unknown };
  close(): Promise<void>;
}

/** The pages of the last build, when it is of the present code; otherwise they are bundled first. */
async function bundledPages(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  if (isBuilt('.')) return { folder: join('dist', 'web'), remove: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'allora-sim-web-'));
  const { build } = await import('vite');
  await build({ configFile: 'src/web/vite.config.ts', logLevel: 'error', build: { outDir: folder, minify: false } });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** @param canSave what the bundle of scenarios says */
export async function playgroundSite(canSave = true): Promise<PlaygroundSite> {
  const { folder, remove } = await bundledPages();
  const bundle = JSON.stringify(await scenarioBundle(offered, { canSave }));
  const saved: SaveScenario[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const send = (status: number, type: string, body: string | Buffer): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    };
    if (pathname === '/scenarios.json') return send(200, 'application/json', bundle);
    if (pathname === '/api/scenarios' && request.method === 'POST') {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        saved.push(JSON.parse(text));
        send(site.answer.status, 'application/json', JSON.stringify(site.answer.body));
      });
      return;
    }
    try {
      send(200, types[extname(pathname)] ?? 'application/octet-stream', readFileSync(join(folder, pathname)));
    } catch {
      send(404, 'text/plain', 'not found');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site: PlaygroundSite = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/playground.html`,
    folder,
    saved,
    answer: { status: 200, body: { path: 'scenarios/mine.yaml' } },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      remove();
    },
  };
  return site;
}
