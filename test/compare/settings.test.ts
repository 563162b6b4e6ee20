import { describe, expect, it } from 'vitest';
import { settingDifferences } from '../../src/compare/settings.ts';

describe('settingDifferences', () => {
  it('names the paths whose values differ, as after --set', () => {
    const a = 'protocol: { profile: v0.17, pNorm: 3 }\ntopics: [{ inferers: [{ count: 3 }, { count: 2 }] }]';
    const b = 'protocol: { profile: v0.6, pNorm: 3 }\ntopics: [{ inferers: [{ count: 3 }, { count: 4 }] }]';
    expect(settingDifferences(a, b)).toEqual([
      { path: 'protocol.profile', a: 'v0.17', b: 'v0.6' },
      { path: 'topics.0.inferers.1.count', a: '2', b: '4' },
    ]);
  });
  it('shows what one side has not as a whole', () => {
    expect(settingDifferences('topics: [{ name: eth }]', 'topics: [{ name: eth }, { name: btc, count: 2 }]')).toEqual([
      { path: 'topics.1', a: null, b: '{"name":"btc","count":2}' },
    ]);
    expect(settingDifferences('epochs: 5\nlag: null', 'epochs: 5')).toEqual([{ path: 'lag', a: 'null', b: null }]);
  });
  it('tells a list from a group and a word from a number', () => {
    expect(settingDifferences('x: [1]', 'x: { 0: 1 }')).toEqual([{ path: 'x', a: '[1]', b: '{"0":1}' }]);
    expect(settingDifferences('x: { a: 1 }', 'x: 7')).toEqual([{ path: 'x', a: '{"a":1}', b: '7' }]);
  });
  it('leaves out names and expectations, which decide nothing', () => {
    expect(settingDifferences('name: a\nexpect: [1]\nepochs: 1', 'name: b\nexpect: []\nepochs: 1')).toEqual([]);
    expect(settingDifferences('topics: [{ name: a }]', 'topics: [{ name: b }]')).toHaveLength(1);
  });
});
