import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textOf } from './markdown.ts';
import { sentencesIn, simplifications } from './simplified.ts';

const [, inTheSources] = textOf('docs/assumptions.md').split('## In the sources\n');
const rows = inTheSources
  .trim()
  .split('\n')
  .slice(2)
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').replaceAll('\\|', '|')));

describe('the page about assumptions', () => {
  it('holds every sentence of the sources that says what is simplified, and no other', () => {
    const said = simplifications().map(({ file, sentence }) => [`[${file}](../${file})`, sentence]);
    expect(said.length).toBeGreaterThan(35);
    expect(rows.map(([file, sentence]) => [file, sentence])).toEqual(said);
  });

  it('says of each what changes it, in words that a scenario or a summary knows', () => {
    const reference = ['docs/scenarios.md', ...readdirSync('docs/reference').map((name) => `docs/reference/${name}`)]
      .map(textOf)
      .join('\n');
    for (const [file, , change] of rows) {
      expect(change?.length, file).toBeGreaterThan(4);
      for (const [, word] of change.matchAll(/`([\w.]+)[^`]*`/g)) {
        const isKnown =
          ['replicates', 'stop', 'months', 'sim'].includes(word) || reference.includes(word.replace(/^.*\./, ''));
        expect(isKnown, `${file}: ${word}`).toBe(true);
      }
    }
  });
});

describe('a sentence that says what is simplified', () => {
  it('is read to its end, over lines, and no further', () => {
    const source =
      '/**\n * Pays. Simplified: one a,\n * v0.1 of b. And more.\n */\n// Simplified: to the end\n// of it\nlet x;\n';
    expect(sentencesIn(source)).toEqual(['one a, v0.1 of b.', 'to the end of it']);
    expect(sentencesIn('/** Stake. Simplified: it stays. */\nlet y;')).toEqual(['it stays.']);
    expect(sentencesIn(' * Simplified: a\n *\n * @param b')).toEqual(['a']);
  });
});
