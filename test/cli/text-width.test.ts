import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { padded, textWidth, withoutEnd, withoutMiddle, wrapped } from '../../src/cli/text-width.ts';

describe('textWidth', () => {
  const examples: [text: string, width: number][] = [
    ['', 0],
    ['loss', 4],
    ['日本語', 6],
    ['한국', 4],
    ['ｆｕｌｌ', 8],
    ['é', 1],
    ['e\u0301', 1],
    ['\u200b', 0],
    ['🚀', 2],
    ['❤️', 2],
    ['👨‍👩‍👧', 2],
    ['🇨🇭', 2],
    ['▁▂█├─●', 6],
    ['−±…', 3],
    ['\u001b[31mNOT MET\u001b[39m', 7],
  ];
  it.each(examples)('of %j is %i columns', (text, width) => expect(textWidth(text)).toBe(width));
  it('is what padding makes of it, on either side', () => {
    expect(padded('日本', 6)).toBe('日本  ');
    expect(padded('日本', 6, true)).toBe('  日本');
    expect(padded('long', 2)).toBe('long');
  });
});

describe('shortened texts', () => {
  it('lose their middle or their end, and say so', () => {
    expect(withoutMiddle('abcdefghij', 5)).toBe('ab…ij');
    expect(withoutEnd('abcdefghij', 5)).toBe('abcd…');
    expect(withoutMiddle('日本語日本語', 6)).toBe('日…語');
    expect([withoutMiddle('abc', 3), withoutEnd('abc', 0)]).toEqual(['abc', '']);
  });
  it('never take more columns than there are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 30 }), (text, width) => {
        expect(textWidth(withoutMiddle(text, width))).toBeLessThanOrEqual(width);
        expect(textWidth(withoutEnd(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrapped', () => {
  it('breaks between words and indents what follows', () => {
    expect(wrapped('one two three four', 9, 2)).toBe('one two\n  three\n  four');
    expect(wrapped('    one two', 9, 6)).toBe('    one\n      two');
  });
  it('breaks a word that is longer than a line', () => expect(wrapped('abcdefghij kl', 6)).toBe('abcdef\nghij\nkl'));
  it('keeps every letter, in lines that fit', () => {
    const words = fc.array(fc.stringMatching(/^[a-z日]{1,20}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 40 }), fc.integer({ min: 0, max: 4 }), (all, width, indent) => {
        const text = wrapped(all.join(' '), width, indent);
        expect(text.replaceAll(/\s/g, '')).toBe(all.join(''));
        for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
