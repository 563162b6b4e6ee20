import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../sim/index.ts';
import { comparisonInWords } from '../../src/report/headline.ts';
import { lossWordsOf } from '../../src/report/loss-words.ts';
import { comparisonTable } from '../../src/report/tables.ts';

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
