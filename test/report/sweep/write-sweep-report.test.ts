import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweepPage } from '../../../src/report/sweep/sweep-page.ts';
import { sweepContent, writeSweepReport } from '../../../src/report/sweep/write-sweep-report.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { SWEEPS } from './kinds.ts';
import { type SyntheticSweep, syntheticSweep } from './synthetic-sweep.ts';

/** The page without the drawing libraries: its markup, its text, and the sentences of its headline. */
function report(options: SyntheticSweep): { html: string; text: string; sentences: string[] } {
  const page = sweepPage(sweepContent(syntheticSweep(temporaryFolder(), options)), []);
  const markup = page.replaceAll(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');
  const plain = (some: string): string =>
    some
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
  const list = /<ul class="headline">([\s\S]*?)<\/ul>/.exec(markup)?.[1] ?? '';
  const sentences = [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, sentence]) => plain(sentence));
  return { html: markup, text: plain(markup), sentences };
}

/** Cells of a row of the table of all points. */
function pointRow(html: string, point: number): string[] {
  const table = html.slice(html.indexOf('<section id="points">'));
  const row = [...table.matchAll(/<tr>(<td[\s\S]*?)<\/tr>/g)][point][1];
  return [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell]) => cell);
}

describe('writeSweepReport', () => {
  it('writes a page and the specification of every chart', () => {
    const folder = syntheticSweep(temporaryFolder(), {});
    const html = readFileSync(writeSweepReport(folder), 'utf8');
    const files = readdirSync(join(folder, 'charts'));
    expect(files).toContain('1-effect-1.vl.json');
    expect(files.length).toBe(html.match(/<div class="chart"/g)?.length);
  });

  it('says in the headline what the table says', () => {
    const { html, sentences } = report({ metrics: ['reward_forecasters'] });
    const [first, last] = [pointRow(html, 0), pointRow(html, 3)];
    expect(first.slice(0, 5)).toEqual(['0', '0.1', '10', '0', '10']);
    const [from, to] = [first[5], last[5]].map((cell) => cell.replace(' (', ' ALLO ('));
    expect(sentences[0]).toContain(
      `reward_forecasters falls from ${from} at betaEntropy = 0.1 to ${to} at 0.5 (n = 10 replicates); difference −`,
    );
    expect(sentences[0]).toMatch(/difference −[\d.]+ ALLO \(−[\d.]+ to −[\d.]+\), 95 %, seed by seed\.$/);
  });

  it('names the factor that moves a metric most', () => {
    const { sentences } = report({ ...SWEEPS['three factors'], metrics: ['reward_forecasters'] });
    expect(sentences[0]).toMatch(
      /^Stopping rule: \d+ of 40 points reached a 95 % half-width of 0.2 ALLO for reward_forecasters, with 10 to 1\d replicates \(median 1\d(\.5)?\)\./,
    );
    expect(sentences[1]).toMatch(/^reward_forecasters moves most with policy: it is least, .* at policy = compounding/);
    expect(sentences[1]).toContain("Sizes of the other factors' largest differences: lag ");
  });

  it('says which points missed the target of the stopping rule', () => {
    const stop = { column: 'reward_forecasters', halfWidth: 1e-3, most: 10 };
    const { sentences } = report({ stop, metrics: ['reward_forecasters'] });
    expect(sentences[0]).toMatch(
      /: 0 of 4 points reached .*\. 4 points did not, with at most 10; the widest is 0\.\d+ ALLO\.$/,
    );
  });

  it('ranks the factors of designs that measure sensitivity', () => {
    const first = (name: string): string => report({ ...SWEEPS[name], metrics: ['loss'] }).sentences[0];
    expect(first('sobol')).toContain(
      'loss: betaEntropy accounts for 0.60 (0.53 to 0.67) of the variance with its interactions, for 0.48 (0.43 to 0.53) alone; then lag 0.30 (0.23 to 0.37)',
    );
    expect(first('morris')).toContain(
      'loss moves most with betaEntropy. Mean size of the elementary effects, mu*: betaEntropy 2.4 ALLO (2.1 to 2.7)',
    );
    expect(first('latin hypercube')).toBe(
      'loss rises with betaEntropy 0.60 (0.45 to 0.75); falls with lag −0.30 (−0.45 to −0.15); has no clear dependence on share of honest reputers 0.15 (0.00 to 0.30); the numbers are partial rank correlations (95 %, n = 100 points).',
    );
  });

  it('names failed runs before anything else, with their points and first messages', () => {
    const { text, sentences, html } = report(SWEEPS['two factors']);
    expect(sentences[0]).toBe(
      '13 of 150 runs failed, at 2 points: 4 and 7. At 1 of them no run ended. They are left out of all means and intervals below.',
    );
    expect(html.match(/<h2>[^<]*/g)?.slice(0, 2)).toEqual(['<h2>What came out', '<h2>Failed runs']);
    expect(text).toContain('Epoch 4: the ledger holds <b>4</b> ALLO too much. (seed allora/0)');
    expect(html).not.toContain('<b>4</b>');
    expect(text).toContain('2 of the 3, those with a value throughout');
  });

  it('shows the metrics that were asked for, in their order, and the others in a table', () => {
    const { html } = report({ shown: ['tokens_burnt', 'combined_loss'] });
    expect(html.match(/<section id="metric-\d+"><h2>[^<]*/g)).toEqual([
      '<section id="metric-1"><h2>tokens_burnt (ALLO)',
      '<section id="metric-2"><h2>combined_loss (ALLO)',
    ]);
    expect(html).toContain('The 3 metrics without charts');
  });

  it('chooses six of many metrics that vary most, those fixed by the settings last, and says how', () => {
    const metrics = ['epochs_judged', ...Array.from({ length: 9 }, (_, m) => `metric_${m}`)];
    const { html, text } = report({ metrics, noise: 100 });
    expect(html.match(/<section id="metric-/g)).toHaveLength(6);
    expect(html).not.toMatch(/<h2>epochs_judged/);
    expect(text).toContain('shown are the 6 of 10 that vary most over the points relative to their intervals');
  });

  it('takes one topic of each metric first', () => {
    const metrics = Array.from({ length: 8 }, (_, m) => `reward@t${m}`);
    const { html } = report({ metrics: [...metrics, 'minted'] });
    expect(html).toMatch(/<section id="metric-2"><h2>minted/);
  });

  it('makes a page of a sweep without runs, with one point, and with nothing but failures', () => {
    const empty = report({ empty: true });
    expect(empty.text).toContain('No metric has a value.');
    const one = report(SWEEPS['one point']);
    expect(one.sentences[1]).toMatch(
      /^reward_forecasters is [\d.]+ ALLO \([\d.]+ to [\d.]+\), n = 9 runs; with one point nothing is varied\.$/,
    );
    const failed = report(SWEEPS['all failed']);
    expect(failed.sentences[0]).toContain(
      '40 of 40 runs failed, at 4 points: 0, 1, 2 and 3. At 4 of them no run ended.',
    );
    for (const { text } of [empty, one, failed]) expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('says that single runs have no intervals', () => {
    const { text, sentences } = report({ ...SWEEPS['one replicate'], metrics: ['loss'] });
    expect(sentences[0]).toContain('n = 1 replicate, over');
    expect(sentences[0]).toContain('too few runs for an interval');
    expect(text).toContain('n = 1 run per point: no intervals.');
  });

  it('says where it comes from', () => {
    const { text } = report({});
    for (const some of [
      'b'.repeat(64),
      'runs.arrow',
      'Columns of points.arrow',
      'scenario: baseline',
      'protocol.betaEntropy',
      'common to all points',
    ]) {
      expect(text.includes(some), some).toBe(true);
    }
  });

  it('refuses a folder without a finished sweep', () => {
    expect(() => writeSweepReport(temporaryFolder())).toThrow(/no complete sweep/);
  });
});
