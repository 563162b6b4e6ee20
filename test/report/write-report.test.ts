import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeReport } from '../../src/report/write-report.ts';
import { fakeRun } from '../support/fake-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('writeReport', () => {
  it('writes one page and the specification of every chart', async () => {
    const folder = fakeRun(temporaryFolder());
    const path = await writeReport(folder);
    expect(path).toBe(join(folder, 'report.html'));
    expect(readdirSync(join(folder, 'charts')).sort()).toEqual([
      'forecaster-task-score.vl.json',
      'inference-last-epochs.vl.json',
      'inference.vl.json',
      'losses.vl.json',
      'reward-shares.vl.json',
    ]);
    const spec = JSON.parse(readFileSync(join(folder, 'charts', 'losses.vl.json'), 'utf8'));
    expect(spec.$schema).toBe('https://vega.github.io/schema/vega-lite/v6.json');
    expect(spec.title.text).toBe('Losses, mean of the last 8 epochs');
    expect(spec.data.values.length).toBe(300);
  });

  it('says what was run, what came of it, and where it comes from', async () => {
    const html = readFileSync(await writeReport(fakeRun(temporaryFolder())), 'utf8');
    const manifest = JSON.parse(readFileSync(join(fakeRun(temporaryFolder()), 'manifest.json'), 'utf8'));
    for (const text of [
      'v0.17',
      'allora',
      manifest.runId,
      manifest.scenarioHash,
      manifest.codeHash,
      manifest.files[0].sha256,
      'skill_vs_naive',
      '0.213457',
      'log10 loss',
      'beats the naive inference',
    ]) {
      expect(html.includes(text), text).toBe(true);
    }
  });

  it('holds nothing that would be fetched, and no text of the scenario as markup', async () => {
    const html = readFileSync(await writeReport(fakeRun(temporaryFolder())), 'utf8');
    expect(html.includes('<script>alert')).toBe(false);
    expect(html.includes('&lt;script&gt;alert(&quot;no&quot;)')).toBe(true);
    expect(html.match(/<script/g)?.length).toBe(html.match(/<\/script>/g)?.length);
    const markup = html.replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, '<script></script>');
    expect(markup.match(/\b(src|srcset|href|action)\s*=\s*"[^"]*"|@import|url\(/g)).toEqual(['href="data:,"']);
    expect(/<script[^>]*\ssrc=/.test(html.replaceAll(/(<script[^>]*>)[\s\S]*?<\/script>/g, '$1'))).toBe(false);
  });

  it('gives every topic its own section and its own charts', async () => {
    const folder = fakeRun(temporaryFolder(), { topics: ['eth', 'btc/usd'] });
    const html = readFileSync(await writeReport(folder), 'utf8');
    expect(html.match(/<h2>Topic [^:]*/g)).toEqual(['<h2>Topic eth', '<h2>Topic btc/usd']);
    const names = readdirSync(join(folder, 'charts'));
    expect(names.length).toBe(10);
    expect(names).toContain('2-losses.vl.json');
    const first = JSON.parse(readFileSync(join(folder, 'charts', '1-inference.vl.json'), 'utf8'));
    expect(first.data.values.length).toBe(300);
  });

  it('replaces an older report', async () => {
    const folder = fakeRun(temporaryFolder());
    const before = readFileSync(await writeReport(folder), 'utf8');
    expect(readFileSync(await writeReport(folder), 'utf8') === before).toBe(true);
  });

  it('refuses a folder without a complete run', async () => {
    await expect(writeReport(temporaryFolder())).rejects.toThrow(/no complete run/);
  });
});
