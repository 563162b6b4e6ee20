import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeReport } from '../../src/report/write-report.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type SyntheticOptions, syntheticMacroRun, syntheticRun } from './synthetic-run.ts';

async function report(options: SyntheticOptions = {}): Promise<{ folder: string; html: string }> {
  const folder = syntheticRun(temporaryFolder(), options);
  return { folder, html: readFileSync(await writeReport(folder), 'utf8') };
}

/** Markup only: scripts emptied. */
const markupOf = (html: string): string => html.replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, '<script></script>');

/** Text of all specifications of a run. */
function readSpecs(folder: string): string {
  const charts = join(folder, 'charts');
  return readdirSync(charts)
    .map((name) => readFileSync(join(charts, name), 'utf8'))
    .join('\n');
}

describe('writeReport', () => {
  it('writes one page and the whole specification of every chart', async () => {
    const { folder, html } = await report();
    const files = readdirSync(join(folder, 'charts'));
    expect(files).toContain('losses.vl.json');
    expect(files.length).toBe(html.match(/<div class="chart"/g)?.length);
    const spec = JSON.parse(readFileSync(join(folder, 'charts', 'losses.vl.json'), 'utf8'));
    expect(spec.$schema).toBe('https://vega.github.io/schema/vega-lite/v6.json');
    expect(spec.title.text).toBe('Losses, means of 5 epochs');
    expect(spec.data.values.split('\n').length).toBe(61);
  });

  it('says what was run, what came of it, and where it comes from', async () => {
    const { folder, html } = await report({ attackers: 3 });
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    for (const text of [
      'v0.17',
      'allora',
      manifest.runId,
      manifest.scenarioHash,
      manifest.codeHash,
      manifest.files[0].sha256,
      'skill_vs_naive',
      '0.213457',
      'beats the median of the single inferers',
      'Attack sybil-copies, epochs 50 to 249',
      'deadbeef0000',
      'does not hold',
      'one run cannot say',
      'Spearman rank correlation',
      'Nakamoto',
      'Columns of the table attacks',
    ]) {
      expect(html.includes(text), text).toBe(true);
    }
  });

  it('holds nothing that would be fetched, and no text of the scenario as markup', async () => {
    const { html } = await report();
    expect(html.includes('<script>alert')).toBe(false);
    expect(html.includes('&lt;script&gt;alert(&quot;no&quot;)')).toBe(true);
    expect(html.match(/<script/g)?.length).toBe(html.match(/<\/script>/g)?.length);
    const links = markupOf(html).match(/\b(src|srcset|href|action)\s*=\s*"(?!#)[^"]*"|@import|url\(/g);
    expect(links).toEqual(['href="data:,"']);
    expect(/<script[^>]*\ssrc=/.test(html.replaceAll(/(<script[^>]*>)[\s\S]*?<\/script>/g, '$1'))).toBe(false);
  });

  it('has a table of contents whose every entry leads somewhere', async () => {
    const { html } = await report({ attackers: 2, topics: 2, epochs: 60 });
    const markup = markupOf(html);
    const targets = [...markup.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(10);
    for (const id of targets) expect(markup.split(`id="${id}"`).length, id).toBe(2);
  });

  it('gives every topic its own section and its own charts, after a summary over all', async () => {
    const { folder, html } = await report({ topics: 2, epochs: 40 });
    expect(html.match(/<h2>[^<]*/g)?.slice(0, 4)).toEqual([
      '<h2>Is the combined inference worth it, and who earns what?',
      '<h2>The 2 topics side by side',
      '<h2>Topic topic-0',
      '<h2>Topic topic-1',
    ]);
    const names = readdirSync(join(folder, 'charts'));
    expect(names).toContain('topics-skill.vl.json');
    expect(names).toContain('1-inference.vl.json');
    expect(names).toContain('2-losses.vl.json');
  });

  it('draws the first ten of many topics, the first three in the open, and says so', async () => {
    const { html } = await report({ topics: 12, epochs: 12, inferers: 2, forecasters: 1, reputers: 1 });
    expect(html.match(/<h2>Topic /g)?.length).toBe(10);
    expect(html.match(/<details class="charts-inside"><summary>The \d+ charts/g)?.length).toBe(7);
    expect(html).toContain('Only the first 10 of the 12 topics');
    expect(html).toContain('topic-11');
  });

  it('gives a run of months without topics a whole page: question, headline, charts, provenance', async () => {
    const folder = syntheticMacroRun(temporaryFolder());
    const markup = markupOf(readFileSync(await writeReport(folder), 'utf8'));
    expect(markup.match(/<h2>[^<]*/g)).toEqual([
      '<h2>Who gets the tokens, and who pays?',
      '<h2>The economy in charts',
      '<h2>Summary',
      '<h2>Where this comes from',
    ]);
    for (const text of [
      '<p class="question">Who gets the emission in the first years?</p>',
      '<dt>months</dt><dd>48</dd>',
      'In 48 months the hub chain emitted',
      'The cap on the yield bound in',
      'The flow of tokens',
      'It balances: in (minted',
      'Supply by category',
      'Do the books balance?',
      'months since the token generation event',
      'Columns of the table chain',
      'Resolved scenario',
    ]) {
      expect(markup.includes(text) || readSpecs(folder).includes(text), text).toBe(true);
    }
    // The meanings of columns may name what has no value.
    expect(markup.split('id="provenance"')[0]).not.toMatch(/does not hold|combined inference|NaN|undefined/);
  });

  it('draws the hub chain before the topics, and their weights over all of them', async () => {
    const { folder, html } = await report({ topics: 12, chainRows: 30, epochs: 60, actorsEvery: 0 });
    expect(html.match(/<h2>[^<]*/g)?.slice(0, 4)).toEqual([
      '<h2>Is the combined inference worth it, and who earns what?',
      '<h2>The hub chain: where the tokens go',
      '<h2>The 12 topics side by side',
      '<h2>Topic topic-0',
    ]);
    const names = readdirSync(join(folder, 'charts'));
    for (const name of ['chain-flow', 'chain-emission-rate', 'chain-topic-shares', '1-topic-weight', '8-topic-pool']) {
      expect(names).toContain(`${name}.vl.json`);
    }
    const shares = JSON.parse(readFileSync(join(folder, 'charts', 'chain-topic-shares.vl.json'), 'utf8'));
    // Ten of the twelve, the heaviest first, and the rest.
    expect(shares.data.values.split('\n')[0]).toMatch(/^day,topic-0,topic-1,.*,topic-9,the other 2,/);
  });

  it('says why a fixed reward has no charts of the hub chain', async () => {
    const { html } = await report({ epochs: 30 });
    expect(html).not.toContain('Standing in the hub chain');
    expect(markupOf(html)).toMatch(/Charts left out: .*Weight of the topic.*\(not recorded, or without a value\)/);
  });

  it('stays below three megabytes of data with 512 inferers', async () => {
    const { folder } = await report({ inferers: 512, forecasters: 8, reputers: 12, attackers: 8, epochs: 80 });
    const charts = join(folder, 'charts');
    const bytes = readdirSync(charts).reduce((sum, name) => sum + statSync(join(charts, name)).size, 0);
    expect(bytes).toBeLessThan(3e6);
  });

  it('replaces an older report', async () => {
    const { folder, html } = await report({ epochs: 30 });
    expect(readFileSync(await writeReport(folder), 'utf8') === html).toBe(true);
  });

  it('refuses a folder without a complete run', async () => {
    await expect(writeReport(temporaryFolder())).rejects.toThrow(/no complete run/);
  });
});
