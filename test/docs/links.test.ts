import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, proseOf, textOf } from './markdown.ts';

/** Anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = text.replace(/^( *)(`{3,})[^\n]*\n[\s\S]*?^\1\2 *$/gm, '').matchAll(/^#{1,6} +(.+?) *$/gm);
  const anchors = [...headings].map(([, heading]) => {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
  return new Set(anchors);
}

/** What is wrong with the links of a page, one line each. */
function brokenLinks(page: string, text: string): string[] {
  const targets = [...proseOf(text).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target);
  return targets.flatMap((target) => {
    if (/^https?:/.test(target)) return [];
    const [file, anchor] = target.split('#');
    const there = file === '' ? page : path.normalize(path.join(path.dirname(page), file));
    if (!existsSync(there)) return [`${page}: ${target} is not there`];
    if (anchor === undefined || statSync(there).isDirectory()) return [];
    return anchorsOf(textOf(there)).has(anchor) ? [] : [`${page}: ${target} has no such heading`];
  });
}

describe('the links of the documentation', () => {
  it('lead somewhere, to a heading where they name one', () => {
    expect(pages.flatMap((page) => brokenLinks(page, textOf(page)))).toEqual([]);
  });

  it('are looked at: files, headings, and not what code looks like', () => {
    const text = '[a](README.md) [b](#here) [c](no.md) [d](docs/attacks.md#no) `[e](f.md)`\n\n## Here\n';
    expect(brokenLinks('CHANGELOG.md', text)).toEqual([
      'CHANGELOG.md: #here has no such heading',
      'CHANGELOG.md: no.md is not there',
      'CHANGELOG.md: docs/attacks.md#no has no such heading',
    ]);
  });
});

describe('the index of the documentation', () => {
  it('names every page', () => {
    const index = textOf('docs/README.md');
    const missing = pages
      .filter((page) => page.startsWith('docs/') && page !== 'docs/README.md')
      .filter((page) => !index.includes(`](${page.slice('docs/'.length)})`));
    expect(missing).toEqual([]);
  });
});
