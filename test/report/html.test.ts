import { describe, expect, it } from 'vitest';
import {
  codeForScript,
  escapeHtml,
  htmlTable,
  jsonForScript,
  nestedHeadings,
  numberText,
} from '../../src/report/html.ts';

describe('html', () => {
  it('escapes what means something in HTML', () => {
    expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;');
  });

  it('keeps data from ending its script element, and JSON stays the same value', () => {
    const value = { text: '</script><!-- \u2028' };
    const text = jsonForScript(value);
    expect(text).not.toMatch(/<|\u2028/);
    expect(JSON.parse(text)).toEqual(value);
  });

  it('keeps code from ending its script element and from asking for a source map', () => {
    const code = codeForScript('const end = "</ScRiPt>";\n//# sourceMappingURL=x.map');
    expect(code).toBe('const end = "<\\/ScRiPt>";\n');
  });

  it('writes numbers with six significant digits and a dash for none', () => {
    expect([1 / 3, 123_456_789, null, Number.NaN].map(numberText)).toEqual(['0.333333', '123457000', '–', '–']);
  });

  it('lets headings go down one step at a time', () => {
    const html = '<h4 class="a">a</h4><h3>b</h3><h4>c</h4><h4>d</h4><h3>e</h3>';
    expect(nestedHeadings(html)).toBe('<h3 class="a">a</h3><h3>b</h3><h4>c</h4><h4>d</h4><h3>e</h3>');
    expect(nestedHeadings('<h5>a</h5><p>h4</p>')).toBe('<h3>a</h3><p>h4</p>');
  });

  it('names a table by its caption', () => {
    expect(htmlTable(['a'], [['b']], 'x < y')).toContain('<table><caption>x &lt; y</caption><thead>');
  });

  it('escapes the texts of a table', () => {
    expect(htmlTable(['<'], [['>', 1.5]])).toContain('<td>&gt;</td><td class="number">1.5</td>');
  });
});
