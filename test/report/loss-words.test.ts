import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../sim/index.ts';
import { chartsOf } from '../../src/report/content.ts';
import { comparisonInWords } from '../../src/report/headline.ts';
import { commonWords, lossWordsOf } from '../../src/report/loss-words.ts';
import { page } from '../../src/report/page.ts';
import { comparisonTable } from '../../src/report/tables.ts';
import { readRun } from '../../src/report/write-report.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { syntheticRun } from './synthetic-run.ts';

function scenario(loss: object, count = 1): Pick<Scenario, 'topics'> {
  return { topics: [{ name: 'topic', count, loss }] } as unknown as Pick<Scenario, 'topics'>;
}

const comparison = {
  rival: { name: 'naive', column: 'naive_loss', words: 'the naive inference' },
  n: 100,
  mean: 0.5,
  halfWidth: 0.1,
  combined: -3,
  other: -2.5,
  better: 0.7,
} as unknown as Parameters<typeof comparisonInWords>[0];

describe('the words for losses', () => {
  it.each([
    ['sqe', false],
    ['czar', false],
    ['poisson', true],
  ])('of %s are raw: %s', (method, raw) => {
    expect(lossWordsOf(scenario({ method }))('topic').raw).toBe(raw);
  });
  it('follow allowNegative where the loss is a formula, and the names of topics that are alike', () => {
    expect(lossWordsOf(scenario({ method: 'formula', allowNegative: true }, 2))('topic-1').raw).toBe(true);
    expect(lossWordsOf(scenario({ method: 'formula', allowNegative: false }))('topic').raw).toBe(false);
  });
  it('speak of parts of the loss only where losses are logarithms', () => {
    const log = lossWordsOf(scenario({ method: 'sqe' }))('topic');
    const raw = lossWordsOf(scenario({ method: 'poisson' }))('topic');
    expect(comparisonInWords(comparison, log)).toMatch(
      /its loss is 68 % lower in the geometric mean .*; difference of log10 losses \+0\.500/,
    );
    expect(comparisonInWords(comparison, raw)).toBe(
      'The combined inference beats the naive inference: difference of losses +0.500 ± 0.100 (95 %, n = 100 epochs); smaller loss in 70 % of the epochs.',
    );
    expect(comparisonTable([comparison], log)).toMatch(/mean log10 loss, combined.*skill score/s);
    expect(comparisonTable([comparison], raw)).not.toMatch(/log10|skill score/);
  });
});

describe('a run whose topics all have raw losses', () => {
  it.each([1, 2])('speaks of no logarithm of a loss anywhere but in the recorded units: %i topics', (topics) => {
    const losses = Array<string>(topics).fill('poisson');
    const size = { inferers: 40, forecasters: 9, reputers: 9, attackers: 4, epochs: 60 };
    const content = readRun(syntheticRun(temporaryFolder(), { ...size, topics, losses }));
    const titles = chartsOf(content).map(({ id }) => id);
    expect(titles.some((id) => id.endsWith('sortition-workers'))).toBe(true);
    // The units of metrics and columns are as they were recorded.
    const html = page({ ...content, metrics: [], tables: [] }, []);
    expect(html).not.toMatch(/log10 (true )?loss|log10 of (the|its) (true )?loss|geometric mean|skill score/);
    expect(html).toContain('difference of losses');
  });
});

describe('the words for several topics', () => {
  it('name both kinds where there are both', () => {
    const log = lossWordsOf(scenario({ method: 'sqe' }))('topic');
    const raw = lossWordsOf(scenario({ method: 'poisson' }))('topic');
    expect(commonWords([log, log])).toBe(log);
    expect(commonWords([raw, raw])).toBe(raw);
    expect(commonWords([log, raw]).difference).toMatch(/log10.*raw/);
  });
});
