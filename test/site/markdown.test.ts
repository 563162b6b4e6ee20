import { describe, expect, it } from 'vitest';
import { resolveLink } from '../../src/site/docs-links.ts';
import { renderMarkdown } from '../../src/site/markdown.ts';

describe('renderMarkdown', () => {
  const plain = (text: string) => renderMarkdown(text, (href) => href);

  it('gives headings the anchors of code hosts, the second of a name a number', () => {
    const { headings } = plain('# One `two`: *three*!\n\n## A\n\n## A\n\n## [Link](x.md) & more_words\n');
    expect(headings.map(({ id }) => id)).toEqual(['one-two-three', 'a', 'a-1', 'link--more_words']);
    expect(headings[0].html).toBe('One <code>two</code>: <em>three</em>!');
  });
  it('keeps the text of links that lead nowhere, and the description of such pictures', () => {
    const { html } = renderMarkdown('[**text**](gone.md) ![a "picture"](gone.png)', () => undefined);
    expect(html).toBe('<p><strong>text</strong> a &quot;picture&quot;</p>\n');
  });
  it('shows code as it is, and lets the keyboard scroll it and tables', () => {
    const { html } = plain('```sh\na < b && c\n```\n\n| a |\n|---|\n| 1 |\n');
    expect(html).toContain('<pre tabindex="0"><code>a &lt; b &amp;&amp; c</code></pre>');
    expect(html).toContain('<div class="wide" tabindex="0" role="region" aria-label="Table"><table>');
    expect(html).toContain('<th scope="col">a</th>');
  });
});

describe('resolveLink', () => {
  const targets = {
    documents: new Map([
      ['README.md', 'docs/readme.html'],
      ['docs/scenarios.md', 'docs/scenarios.html'],
      ['docs/reference/policies.md', 'docs/reference/policies.html'],
    ]),
    scenarios: [{ file: 'scenarios/attacks/sybil.yaml', page: 'attacks/sybil' }],
    isFile: (path: string) => ['docs/report.png', 'src/cli/main.ts'].includes(path),
  };
  const from = (document: string) => (written: string) => resolveLink(written, document, targets);

  it('leads from document to document, anchors included', () => {
    expect(from('README.md')('docs/scenarios.md#attacks-1')).toEqual({ href: 'scenarios.html#attacks-1' });
    expect(from('docs/reference/policies.md')('../../README.md')).toEqual({ href: '../readme.html' });
    expect(from('docs/scenarios.md')('#here')).toEqual({ href: '#here' });
    expect(from('README.md')('docs/')).toEqual({ href: 'index.html' });
  });
  it('leads to the page of a scenario and to the list of all', () => {
    expect(from('docs/scenarios.md')('../scenarios/attacks/sybil.yaml')).toEqual({
      href: '../scenarios/attacks/sybil/index.html',
    });
    expect(from('README.md')('scenarios')).toEqual({ href: '../index.html' });
  });
  it('takes along what documents show, and nothing of the program', () => {
    expect(from('README.md')('docs/report.png')).toEqual({ href: 'report.png', copy: 'docs/report.png' });
    expect(from('README.md')('src/cli/main.ts')).toEqual({ href: undefined });
    expect(from('docs/scenarios.md')('../../outside.md')).toEqual({ href: undefined });
  });
  it('leaves other hosts alone', () => {
    expect(from('README.md')('https://nodejs.org')).toEqual({ href: 'https://nodejs.org' });
  });
});
