import { describe, expect, it } from 'vitest';
import { judge } from '../../src/suite/judge.ts';
import { toMarkdown } from '../../src/suite/markdown.ts';
import { baseline, each, entry, failure, runsOf, stamp, suiteOf } from './suites.ts';

const rules = [each('*', 0.5)];
const suite = suiteOf(entry('calm', rules), entry('stormy', rules));
const results = [runsOf({ 'skill_x@eth': 1, fees: 2 }), runsOf({ fees: 3 })];
const old = baseline(suite, results);

describe('toMarkdown', () => {
  it('is short when nothing moved', () => {
    expect(toMarkdown(judge(suite, old, results))).toBe(`### ✅ economics: nothing moved: 3 values of 2 scenarios

Compared with the baseline of 2026-07-14 (version 0.4.0): As the white paper has it

<details><summary>Details</summary>

As before: calm, stormy

</details>
`);
  });

  it('begins with what moved, in a table with the worst first', () => {
    const verdict = judge(suite, old, [runsOf({ 'skill_x@eth': 2, fees: 5 }), results[1]]);
    const lines = toMarkdown(verdict).split('\n');
    expect(lines[0]).toBe('### ⚠️ economics: 2 of 3 values differ, in 1 of 2 scenarios');
    expect(lines.filter((line) => line.startsWith('| calm'))).toEqual([
      '| calm | fees | 2 | 5 | +3 | +150 % | 6.0 |  |',
      '| calm | skill\\_x \\[eth\\] | 1 | 2 | +1 | +100 % | 2.0 |  |',
    ]);
  });

  it('says in its headline that a run failed', () => {
    const text = toMarkdown(judge(suite, old, [results[0], [failure]]));
    expect(text).toMatch(/^### ❌ economics: 1 of 2 scenarios failed\n/);
    expect(text).toContain('| stormy |  |  |  |  |  |  | has a run that failed: Epoch 3: the ledger holds too much. |');
  });

  it('lets no text of others become markup or break the table', () => {
    const reason = 'a | b\n</details><script>*bold* `code` [link](x)';
    const text = toMarkdown(judge(suite, { ...old, stamp: { ...stamp, reason } }, results));
    expect(text).toContain('a \\| b &lt;/details&gt;&lt;script&gt;\\*bold\\* \\`code\\` \\[link\\](x)\n');
  });

  it('stays below what a comment holds, and says how much it leaves out', () => {
    const many = Object.fromEntries(
      Array.from({ length: 5000 }, (_, n) => [`metric_of_the_whole_network_${n}@a-topic`, n]),
    );
    const more = Object.fromEntries(Object.entries(many).map(([name, value]) => [name, value + 1]));
    const one = suiteOf(entry('calm', rules));
    const text = toMarkdown(judge(one, baseline(one, [runsOf(many)]), [runsOf(more)]));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('The 15 worst of 5000.');
    expect(text).toContain('... 4850 more');
  });
});
