import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startChromium } from '../support/chromium.ts';
import { expectAccessible, expectKeyboardReaches, openWatched } from '../support/page-checks.ts';
import { expectNoFailedCell, expectSoundPlots, type Figure, figuresOf } from './page-checks.ts';
import { column, digits, ofEight, type Row, recordedRows, sum } from './recorded.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'allora-sim-notebooks-'));
let browser: Browser | undefined;

/** Built side by side, the quick ones to be looked at while the others are made. */
const parts = [
  ['tour-of-the-tables', 'tokenomics-of-the-first-four-years'],
  ['does-synthesis-beat-the-best-worker', 'anatomy-of-an-attack', 'reading-a-sweep'],
] as const;
let builds: Promise<Built>[] = [];

interface Built {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Beside this process, which goes on answering those who watch it. */
function build(...args: string[]): Promise<Built> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'notebooks/build.ts', ...args], { cwd: root });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (text) => {
      said[stream] += text;
    });
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, ...said })));
}

beforeAll(async () => {
  builds = parts.map((names) => build(...names, '--out', folder));
  browser = await startChromium();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all(builds);
  rmSync(folder, { recursive: true, force: true });
});

const pageOf = (name: string): string => join(folder, 'notebooks', `${name}.html`);
const rowsOf = (name: string, table: string, beside = table): Row[] => recordedRows(folder, name, table, beside);

/** Waits for the part of the build that the notebook is in. */
async function isMade(name: string): Promise<void> {
  const { status, stderr } = await builds[parts.findIndex((names) => names.some((one) => one === name))];
  expect(stderr).toBe('');
  expect(status).toBe(0);
}

/** Opens a notebook and checks what all of them must keep to. */
async function checked(name: string, charts: number, work: (page: Page) => Promise<void>): Promise<void> {
  await isMade(name);
  if (browser === undefined) return;
  const { page, complaints } = await openWatched(browser, pathToFileURL(pageOf(name)).href);
  await expectNoFailedCell(page);
  expect(await expectSoundPlots(page)).toBe(charts);
  expect(await page.locator('table tbody tr').count()).toBeGreaterThan(0);
  await expectAccessible(page);
  await expectKeyboardReaches(page);
  await work(page);
  await expectNoFailedCell(page);
  await expectSoundPlots(page);
  // One palette and one sheet of styles serve all: notebooks.full.test.ts looks at each of them in the dark.
  if (name === 'anatomy-of-an-attack') {
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
  }
  expect(complaints).toEqual([]);
  await page.close();
}

/** Expects the numbers of an answer: the values to rounding error, the words to the letter. */
function expectFigures(found: Record<string, Figure>, expected: Record<string, Figure>): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [id, { value, text }] of Object.entries(expected)) {
    expect(Math.abs(found[id].value - value), id).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
    expect(found[id].text, id).toBe(text);
  }
}

const count = (value: number, text = String(value)): Figure => ({ value, text });
const percent = (value: number): Figure => ({ value, text: `${digits(100 * value)} %` });
const million = (value: number, unit = ' million'): Figure => ({ value, text: `${digits(value / 1e6)}${unit}` });

/** Each page is waited for, opened and walked through: on a busy machine that takes its time. */
const patience = 300_000;

describe('the tour of the tables', () => {
  it(
    'counts the rows of each table, finds that they agree, and shows the columns of the table chosen',
    async () => {
      await checked('tour-of-the-tables', 5, async (page) => {
        const actors = rowsOf('tour', 'actors.arrow', 'attacks.arrow');
        const found = await figuresOf(page);
        const paid = sum(actors.map(({ reward }) => Number(reward ?? 0)));
        expect(found['largest-gap'].value).toBeLessThan(1e-9);
        expect(found['largest-gap'].text).toMatch(/^\d(e−\d+)?$/);
        expectFigures(found, {
          'epoch-rows': count(80),
          'actor-rows': count(actors.length, actors.length.toLocaleString('en-GB')),
          'chain-rows': count(rowsOf('tour', 'chain.arrow', 'attacks.arrow').length),
          'attack-rows': count(80),
          'paid-in-all': count(paid, Math.round(paid).toLocaleString('en-GB')),
          'largest-gap': found['largest-gap'],
        });
        await page.locator('select').selectOption({ label: 'attacks' });
        await page.getByText('Columns of attacks').waitFor();
        const columns = page.locator('table:has(caption:text-is("Columns of attacks")) tbody tr');
        expect(await columns.count()).toBeGreaterThan(30);
      });
    },
    patience,
  );
});

describe('tokenomics of the first four years', () => {
  it(
    'sums up what the recorded months say, and shows the month to which the slider is moved',
    async () => {
      await checked('tokenomics-of-the-first-four-years', 5, async (page) => {
        const months = rowsOf('mainnet-four-years', 'chain.arrow');
        const emission = column(months, 'emission');
        const total = sum(emission);
        const peak = Math.max(...emission);
        const part = (name: string): Figure => percent(sum(column(months, name)) / total);
        const [first, last] = [months[0], months[47]].map((row) => (name: string) => Number(row[name]));
        expectFigures(await figuresOf(page), {
          months: count(48),
          emitted: million(total, ' million ALLO'),
          'peak-month': count(emission.indexOf(peak) + 1),
          peak: million(peak),
          'treasury-end': million(last('treasury')),
          'circulating-first': million(first('circulating'), ''),
          'circulating-end': million(last('circulating')),
          'yield-first': percent(first('staker_yield')),
          'yield-end': percent(last('staker_yield')),
          'below-inflation': count(column(months, 'real_yield').findIndex((value) => value < 0) + 1),
          'share-validators': part('to_validators'),
          'share-inferers': part('paid_inferers'),
          'share-forecasters': part('paid_forecasters'),
          'share-reputers': part('paid_reputers'),
        });
        await page.locator('input[type=range]').press('End');
        const row = page.locator('table:has(caption:text-is("The network after month 48")) tbody tr');
        await row.waitFor();
        const shown = await row.locator('td').nth(1).textContent();
        expect(shown).toBe(Number(total.toPrecision(4)).toLocaleString('en-GB'));
      });
    },
    patience,
  );
});

describe('does synthesis beat the best worker', () => {
  const crowds = { specialists: 'specialists', honest: 'honest and noisy' };
  const rivals = { 'so-far': 'best_single', hindsight: 'hindsight_best', naive: 'naive' };

  function expected(loss: string): Record<string, Figure> {
    const runs = rowsOf('synthesis', 'runs.arrow').filter((run) => run.loss === loss);
    return Object.fromEntries(
      Object.entries(crowds).flatMap(([key, workers]) => {
        const own = runs.filter((run) => run.workers === workers);
        return Object.entries(rivals).map(([id, rival]) => {
          const combined = column(own, 'mean_combined_loss');
          return [`${key}-${id}`, ofEight(column(own, `mean_${rival}_loss`).map((value, r) => value - combined[r]))];
        });
      }),
    );
  }

  it(
    'answers for the loss that is chosen, with intervals over seeds',
    async () => {
      await checked('does-synthesis-beat-the-best-worker', 2, async (page) => {
        expectFigures(await figuresOf(page), expected('sqe'));
        await page.locator('select').selectOption({ label: 'abse' });
        await page.getByText('Under the loss abse').waitFor();
        await vi.waitFor(async () => expectFigures(await figuresOf(page), expected('abse')), 10_000);
      });
    },
    patience,
  );
});

describe('anatomy of an attack', () => {
  it(
    'measures damage and money against the controls, and says when it shows',
    async () => {
      await checked('anatomy-of-an-attack', 5, async (page) => {
        const runs = rowsOf('cartel-anatomy', 'runs.arrow');
        const of = (side: string, name: string): number[] =>
          column(
            runs.filter((run) => run.side === side),
            name,
          );
        const beyondHonest = (name: string): number[] => {
          const honest = of('honest', name);
          return of('attack', name).map((value, r) => value - honest[r]);
        };
        const attacked = runs.filter((run) => run.side === 'attack');
        const valued = (name: string): number[] =>
          attacked.flatMap((run) => (Number.isFinite(run[name] ?? Number.NaN) ? [Number(run[name])] : []));
        const mean = (values: readonly number[]): number => sum(values) / values.length;
        const alarms = ['one_out_outliers', 'listening_drift', 'reward_entropy', 'excess_correlation']
          .map((name) => valued(`attack_detect_${name}`))
          .sort((a, b) => b.length - a.length || mean(a) - mean(b))[0];
        const recovery = valued('attack_recovery');
        expectFigures(await figuresOf(page), {
          consensus: percent(mean(of('attack', 'attack_consensus_share'))),
          damage: ofEight(of('attack', 'attack_damage')),
          income: ofEight(beyondHonest('attack_income'), 'ALLO'),
          dilution: percent(mean(beyondHonest('attack_dilution'))),
          seen: count(alarms.length, `${alarms.length} of 8`),
          delay: count(mean(alarms), `${digits(mean(alarms))} epochs`),
          recovered: count(recovery.length, `${recovery.length} of 8`),
          recovery: count(mean(recovery), `${digits(mean(recovery))} epochs`),
        });
        await page.locator('select').selectOption({ index: 1 });
        await page.getByText('Detection: reputers listened to').waitFor();
      });
    },
    patience,
  );
});

describe('reading a sweep', () => {
  it(
    'compares levels and points seed by seed',
    async () => {
      await checked('reading-a-sweep', 4, async (page) => {
        const runs = rowsOf('forecasters-small', 'runs.arrow');
        const seeds = [...new Set(runs.map(({ seed }) => seed))];
        const bySeed = (metric: string, fits: (run: Row) => boolean): number[] =>
          seeds.map((seed) => {
            const own = runs.filter((run) => run.seed === seed && fits(run));
            return sum(column(own, metric)) / own.length;
          });
        const gap = (metric: string, b: (run: Row) => boolean, a: (run: Row) => boolean): number[] => {
          const base = bySeed(metric, a);
          return bySeed(metric, b).map((value, s) => value - base[s]);
        };
        const many = (number: number) => (run: Row) => Number(run.forecasters) === number;
        const knows = (policy: string) => (run: Row) => run.knowledge === policy;
        const sixWho = (policy: string) => (run: Row) => many(6)(run) && knows(policy)(run);
        expectFigures(await figuresOf(page), {
          'number-effect': ofEight(gap('reward_forecasters', many(6), many(1)), 'ALLO'),
          'knowledge-effect': ofEight(gap('reward_forecasters', knows('regime-ema'), knows('flat')), 'ALLO'),
          'skill-effect': ofEight(gap('skill_vs_naive', sixWho('regime-ema'), sixWho('flat')), 'log10 loss'),
          points: count(6),
          runs: count(48),
        });
        await page.locator('select').selectOption({ label: 'skill_vs_naive' });
        await page.getByText('Main effects on skill_vs_naive').waitFor();
      });
    },
    patience,
  );
});

// Last, when all has been built.
describe('the build of the notebooks', { timeout: patience }, () => {
  it('makes one page of each and says where it is', async () => {
    for (const [name] of parts) await isMade(name);
    const sources = readdirSync(join(root, 'notebooks')).filter((file) => file.endsWith('.html'));
    expect(sources.length).toBeGreaterThanOrEqual(5);
    expect(readdirSync(join(folder, 'notebooks')).sort()).toEqual(sources.sort());
    const said = (await Promise.all(builds)).map(({ stdout }) => stdout).join('');
    expect(said.trim().split('\n')).toHaveLength(sources.length);
  });
  it('makes pages that need nothing else', () => {
    for (const file of readdirSync(join(folder, 'notebooks'))) {
      const html = readFileSync(join(folder, 'notebooks', file), 'utf8');
      // Addresses that begin with $ are templates in code.
      const tags = html.match(/<(?:script|link|img)\b[^<>]{0,300}>/g) ?? [];
      expect(
        tags.filter((tag) => /\s(?:src|href)="(?!data:|\$)/.test(tag)),
        file,
      ).toEqual([]);
      expect(html.length, file).toBeLessThan(5_000_000);
    }
  });
  it('knows its notebooks by name', async () => {
    const { status, stderr } = await build('tour', '--out', folder);
    expect(status).toBe(2);
    expect(stderr).toContain('"tour" is no notebook; expected anatomy-of-an-attack, ');
  });
  it('leaves pages on which one sees when a cell fails', async () => {
    if (browser === undefined) return;
    const broken = join(folder, 'broken.html');
    writeFileSync(
      broken,
      readFileSync(pageOf('tour-of-the-tables'), 'utf8').replaceAll('.schema.fields', '.no.fields'),
    );
    const { page, complaints } = await openWatched(browser, pathToFileURL(broken).href);
    await expect(expectNoFailedCell(page)).rejects.toThrow();
    expect(complaints.join()).toContain('error');
    await page.close();
  });
});
