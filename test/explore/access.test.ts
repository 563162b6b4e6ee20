import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusals } from '../../src/explore/access.ts';
import { startExplorer } from '../../src/explore/server.ts';
import { raw, type Served, serve, workFolder } from './served.ts';

const folder = workFolder();
let served: Served;
beforeAll(async () => {
  served = await serve(folder);
});
afterAll(() => served.explorer.close());

const fresh = () => startExplorer({ root: folder, pages: folder, scenarios: [], saveTo: folder, port: 0 });
const json = { 'Content-Type': 'application/json' };

describe('the token', () => {
  it('is 32 random bytes, another one for each server', async () => {
    const [a, b] = [await fresh(), await fresh()];
    const tokens = [a, b].map(({ address }) => new URL(address).searchParams.get('token') ?? '');
    await Promise.all([a.close(), b.close()]);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(tokens[0]).not.toBe(tokens[1]);
  });
  it('is exchanged once for a cookie that scripts and other sites do not get, and leaves the address', async () => {
    const explorer = await fresh();
    const first = await fetch(explorer.address, { redirect: 'manual' });
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/');
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^allora-sim-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(cookie).not.toContain(new URL(explorer.address).searchParams.get('token'));
    const second = await fetch(explorer.address, { redirect: 'manual' });
    expect([second.status, await second.text()]).toEqual([403, `${refusals.spent}\n`]);
    expect(second.headers.get('set-cookie')).toBeNull();
    const known = await fetch(explorer.address, { redirect: 'manual', headers: { Cookie: cookie.split(';')[0] } });
    expect(known.status).toBe(303);
    await explorer.close();
  });
  it('is not spent by a look at the head, nor by a wrong one', async () => {
    const explorer = await fresh();
    expect((await fetch(explorer.address, { method: 'HEAD', redirect: 'manual' })).status).toBe(403);
    const wrong = await fetch(`${explorer.address.slice(0, -1)}%20`, { redirect: 'manual' });
    expect([wrong.status, await wrong.text()]).toEqual([403, `${refusals.wrongToken}\n`]);
    expect((await fetch(explorer.address, { redirect: 'manual' })).status).toBe(303);
    await explorer.close();
  });
});

describe('a request', () => {
  const everything = ['/', '/index.html', '/api/runs', '/results/a/b/report.html', '/scenarios.json', '/nothing'];
  it.each(everything)('for %s needs the cookie', async (path) => {
    const { port } = served.explorer;
    for (const cookie of [
      '',
      `allora-sim-${port}=`,
      `allora-sim-${port}=${'a'.repeat(43)}`,
      served.cookie.slice(0, -1),
    ]) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: cookie === '' ? {} : { Cookie: cookie },
      });
      expect(response.status, cookie).toBe(403);
      expect(await response.text()).toBe(`${refusals.noCookie}\n`);
    }
  });
  it('finds the cookie among others', async () => {
    expect((await served.ask('/api/runs', { headers: { Cookie: `a=b; ${served.cookie}; c=d` } })).status).toBe(200);
  });
  const hosts = [
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example:PORT',
    '[::1]:PORT',
    '0.0.0.0:PORT',
  ];
  it.each(hosts)('with the Host %s is refused, cookie or not', async (host) => {
    const { port } = served.explorer;
    const head = `Host: ${host.replace('PORT', String(port))}`;
    for (const target of ['/api/runs', `/?token=${new URL(served.explorer.address).searchParams.get('token')}`]) {
      const answer = await raw(port, [`GET ${target} HTTP/1.1`, head, `Cookie: ${served.cookie}`]);
      expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    }
  });
  it('may call the server localhost', async () => {
    const { port } = served.explorer;
    const lines = ['GET /api/runs HTTP/1.1', `Host: localhost:${port}`, `Cookie: ${served.cookie}`];
    expect(await raw(port, lines)).toMatch(/^HTTP\/1\.1 200 /);
  });
  it('of a program that names no host is refused', async () => {
    const { port } = served.explorer;
    expect(await raw(port, ['GET /api/runs HTTP/1.1', `Cookie: ${served.cookie}`])).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(port, ['GET /api/runs HTTP/1.0', `Cookie: ${served.cookie}`])).toMatch(/^HTTP\/1\.1 421 /);
  });
  const origins = [
    'http://evil.example',
    'null',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:1',
    'http://localhost:PORT',
  ];
  it.each(origins)('with the Origin %s is refused', async (origin) => {
    const headers = { Origin: origin.replace('PORT', String(served.explorer.port)) };
    for (const path of ['/', '/api/runs', '/results/a/b/report.html']) {
      expect((await served.ask(path, { headers })).status).toBe(403);
    }
    const sent = { method: 'POST', headers: { ...headers, ...json }, body: '{}' };
    expect((await served.ask('/api/report', sent)).status).toBe(403);
  });
  it.each(['cross-site', 'same-site', 'elsewhere'])('from a %s page is refused', async (site) => {
    const { port } = served.explorer;
    const lines = [`Host: 127.0.0.1:${port}`, `Cookie: ${served.cookie}`, `Sec-Fetch-Site: ${site}`];
    expect(await raw(port, ['GET /api/runs HTTP/1.1', ...lines])).toMatch(/^HTTP\/1\.1 403 /);
  });
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('by %s is refused', async (method) => {
    const { port } = served.explorer;
    const lines = [`Host: 127.0.0.1:${port}`, `Cookie: ${served.cookie}`];
    expect(await raw(port, [`${method} / HTTP/1.1`, ...lines])).toMatch(/^HTTP\/1\.1 405 /);
  });
});

describe('a document that is sent', () => {
  const own = () => ({ Origin: `http://127.0.0.1:${served.explorer.port}` });
  it('comes from a page of the server', async () => {
    const sent = { method: 'POST', headers: json, body: '{}' };
    expect((await served.ask('/api/report', sent)).status).toBe(403);
    expect((await served.ask('/api/scenarios', sent)).status).toBe(403);
  });
  it('is JSON, by its type and by itself', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/jsonp',
    ]) {
      const sent = { method: 'POST', headers: { ...own(), 'Content-Type': type }, body: '{}' };
      expect((await served.ask('/api/report', sent)).status, type).toBe(415);
    }
    const broken = { method: 'POST', headers: { ...own(), ...json }, body: '{' };
    expect((await served.ask('/api/report', broken)).status).toBe(400);
  });
  it('has at most 1 MB, and says how long it is', async () => {
    const large = { method: 'POST', headers: { ...own(), ...json }, body: JSON.stringify('x'.repeat(1_000_000)) };
    expect((await served.ask('/api/scenarios', large)).status).toBe(413);
    const lines = [
      'POST /api/scenarios HTTP/1.1',
      `Host: 127.0.0.1:${served.explorer.port}`,
      `Cookie: ${served.cookie}`,
    ];
    const more = [`Origin: ${own().Origin}`, 'Content-Type: application/json', 'Transfer-Encoding: chunked'];
    expect(await raw(served.explorer.port, [...lines, ...more])).toMatch(/^HTTP\/1\.1 411 /);
  });
  it('goes to an address that takes some', async () => {
    const sent = { method: 'POST', headers: { ...own(), ...json }, body: '{}' };
    expect((await served.ask('/api/runs', sent)).status).toBe(404);
    expect((await served.ask('/', sent)).status).toBe(404);
  });
});

describe('every answer', () => {
  it.each(['/', '/api/runs', '/nothing', '/scenarios.json'])(
    '%s is not kept, guessed, framed or shared',
    async (path) => {
      const { headers } = await served.ask(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('access-control-allow-origin')).toBeNull();
    },
  );
  it('of a page allows its own scripts and nothing from elsewhere', async () => {
    const policy = (await served.ask('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self' 'unsafe-eval';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
  });
  it('to HEAD has no body', async () => {
    const response = await served.ask('/', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(500);
    expect(await response.text()).toBe('');
  });
});
