import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syntheticRun } from '../report/synthetic-run.ts';
import { raw, type Served, serve, workFolder } from './served.ts';

const folder = workFolder();
const root = join(folder, 'results');
const run = 'synthetic/c0ffee000000';
const secret = 'SECRET-42';
let served: Served;
beforeAll(async () => {
  syntheticRun(root, { epochs: 4 });
  const put = (path: string, text = secret): void => writeFileSync(join(folder, path), text);
  mkdirSync(join(folder, 'results-other'));
  for (const name of ['secret.json', 'results-other/secret.json', 'results/.hidden.json']) put(name);
  mkdirSync(join(root, '.runs'));
  put('results/.runs/stored.json');
  for (const name of ['key.pem', 'no-ending', 'page.htm', 'code.js']) put(`results/${run}/${name}`);
  put(`results/${run}/report.html`, '<!doctype html><title>r</title>');
  put(`results/${run}/leer – ü #1?&%.json`, '"odd"');
  put(`results/${run}/empty.json`, '');
  symlinkSync(join(folder, 'secret.json'), join(root, run, 'out.json'));
  symlinkSync(folder, join(root, 'up'));
  symlinkSync(join(root, '.runs'), join(root, 'stores'));
  symlinkSync(join(root, run, 'key.pem'), join(root, run, 'key.json'));
  symlinkSync(join(root, run, 'summary.json'), join(root, run, 'inside.json'));
  execFileSync('mkfifo', [join(root, run, 'pipe.json')]);
  served = await serve(folder);
});
afterAll(() => served.explorer.close());

/** Asks for an address exactly as it is written. */
const asWritten = (target: string): Promise<string> => {
  const { port } = served.explorer;
  return raw(port, [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Cookie: ${served.cookie}`]);
};

describe('the folder of results', () => {
  const kinds: [file: string, type: string][] = [
    ['report.html', 'text/html; charset=utf-8'],
    ['summary.json', 'application/json; charset=utf-8'],
    ['scenario.yaml', 'text/plain; charset=utf-8'],
    ['epochs.arrow', 'application/vnd.apache.arrow.file'],
  ];
  it.each(kinds)('hands out %s whole', async (file, type) => {
    const response = await served.ask(`/results/${run}/${file}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(Buffer.from(await response.arrayBuffer()).equals(readFileSync(join(root, run, file)))).toBe(true);
  });
  it('hands out pages that run as from nowhere and may ask for nothing', async () => {
    const policy = (await served.ask(`/results/${run}/report.html`)).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-scripts allow-downloads; default-src 'none';/);
    expect(policy).not.toMatch(/allow-same-origin|connect-src|'self'/);
  });
  it('hands out files with odd names, empty ones, and those that a link within leads to', async () => {
    const odd = await served.ask(`/results/${run}/${encodeURIComponent('leer – ü #1?&%.json')}`);
    expect([odd.status, await odd.text()]).toEqual([200, '"odd"']);
    const empty = await served.ask(`/results/${run}/empty.json`);
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    expect((await served.ask(`/results/${run}/inside.json`)).status).toBe(200);
  });

  const refused = [
    // Out of the folder, in every spelling.
    ...[
      '../secret.json',
      '%2e%2e/secret.json',
      '..%2fsecret.json',
      '..%2Fsecret.json',
      '..%5csecret.json',
      '..\\secret.json',
    ],
    ...[
      '%252e%252e/secret.json',
      '..%252fsecret.json',
      '%2e%2e%2fsecret.json',
      '....//secret.json',
      '.%00./secret.json',
    ],
    ...[
      '%c0%ae%c0%ae/secret.json',
      '%uff0e%uff0e/secret.json',
      '../results-other/secret.json',
      `${run}/../../../secret.json`,
    ],
    ...['/secret.json', '//secret.json', '/etc/passwd', '%2fetc%2fpasswd', 'C:%5csecret.json', 'file:///etc/passwd'],
    // By links that lead outside, to what is hidden, or to a kind that is not served.
    ...[`${run}/out.json`, 'up/secret.json', 'stores/stored.json', `${run}/key.json`],
    // Hidden, of another kind, no file at all.
    ...[
      '.hidden.json',
      '.runs/stored.json',
      '%2eruns/stored.json',
      `${run}/key.pem`,
      `${run}/no-ending`,
      `${run}/page.htm`,
    ],
    ...[`${run}/code.js`, run, `${run}/`, '', '.', '..', `${run}/pipe.json`, `${run}/charts`],
    // Names that mean something else elsewhere, or nothing.
    ...[`${run}/summary.json.`, `${run}/summary.json%20`, `${run}/summary.json::$DATA`, `${run}/summary.json%00.html`],
    ...[
      `${run}/summary.json%0d%0aX: y`.replace(' ', '%20'),
      `${run}/%ff.json`,
      `${run}/%.json`,
      `${run}//summary.json`,
    ],
    `${'a/'.repeat(2000)}x.json`,
  ];
  it.each(refused)('does not hand out %s', async (path) => {
    // Without a path, the other one is the first page.
    for (const target of [`/results/${path}`, `/${path}`].filter((one) => one !== '/')) {
      const answer = await asWritten(target);
      expect(answer, target).toMatch(/^HTTP\/1\.1 (400|404) /);
      expect(answer).not.toContain(secret);
      expect(answer).not.toContain('root:');
    }
  });
  it('is not asked for by whole addresses, or by its neighbours among the pages', async () => {
    const { port } = served.explorer;
    for (const target of [
      `http://127.0.0.1:${port}/results/${run}/summary.json`,
      '*',
      'results',
      '/assets/../../src/cli/main.js',
    ]) {
      expect(await asWritten(target), target).toMatch(/^HTTP\/1\.1 (400|404) /);
    }
  });
  it.each(refused)('knows no run called %s', async (path) => {
    for (const address of ['run', 'series', 'compare']) {
      const query = new URLSearchParams([
        ['path', path],
        ['path', run],
      ]);
      if (address !== 'compare') query.delete('path', run);
      const response = await served.ask(`/api/${address}?${query}`);
      const text = await response.text();
      // One of these is the run itself.
      if (path !== run) expect(response.status, text.slice(0, 200)).toBe(404);
      expect(text).not.toContain(secret);
    }
  });
});
