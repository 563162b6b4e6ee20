import { describe, expect, it } from 'vitest';
import { editDistance, nearestWord } from '../../src/config/nearest-word.ts';

describe('editDistance', () => {
  it('counts insertions, deletions, replacements and swaps of neighbours', () => {
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('abc', 'abc')).toBe(0);
    expect(editDistance('compunding', 'compounding')).toBe(1);
    expect(editDistance('nosiy', 'noisy')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });
});

describe('nearestWord', () => {
  it('is the word that was probably meant', () => {
    expect(nearestWord('compunding', ['passive', 'compounding'])).toBe('compounding');
  });
  it('does not mind capitals', () => {
    expect(nearestWord('SQE', ['huber', 'sqe'])).toBe('sqe');
  });
  it('is none when nothing is near', () => {
    expect(nearestWord('elephant', ['sqe', 'huber'])).toBeUndefined();
    expect(nearestWord('x', [])).toBeUndefined();
  });
});
