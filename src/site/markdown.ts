import { Marked, type Tokens } from 'marked';
import { escapeHtml } from '../report/html.ts';

/** A heading of a document. */
export interface Heading {
  readonly depth: number;
  /** Markup. */
  readonly html: string;
  readonly id: string;
}

export interface RenderedMarkdown {
  /** Markup. HTML in the document passes as it is: documents are the project's own. */
  readonly html: string;
  readonly headings: readonly Heading[];
}

/**
 * Markdown as HTML. Headings have the anchors that code hosts give them.
 *
 * @param link what the address of a link or a picture becomes; undefined: its text alone is kept
 */
export function renderMarkdown(text: string, link: (href: string) => string | undefined): RenderedMarkdown {
  const headings: Heading[] = [];
  const anchors = new Map<string, number>();
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      heading({ tokens, depth, text: plain }: Tokens.Heading): string {
        const html = this.parser.parseInline(tokens);
        const id = uniqueAnchor(plain, anchors);
        headings.push({ depth, html, id });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
      link({ href, title, tokens }: Tokens.Link): string {
        const inner = this.parser.parseInline(tokens);
        const target = link(href);
        return target === undefined ? inner : `<a href="${escapeHtml(target)}"${titleOf(title)}>${inner}</a>`;
      },
      image({ href, title, text: alt }: Tokens.Image): string {
        const target = link(href);
        if (target === undefined) return escapeHtml(alt);
        return `<img src="${escapeHtml(target)}" alt="${escapeHtml(alt)}"${titleOf(title)}>`;
      },
      code({ text: code }: Tokens.Code): string {
        // Reached by the keyboard, so that long lines can be scrolled.
        return `<pre tabindex="0"><code>${escapeHtml(code)}</code></pre>\n`;
      },
    },
  });
  const html = (marked.parse(text, { async: false }) as string)
    .replaceAll('<table>', '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<th>', '<th scope="col">');
  return { html, headings };
}

function titleOf(title: string | null | undefined): string {
  return title ? ` title="${escapeHtml(title)}"` : '';
}

/** As code hosts make them: small letters, spaces to hyphens, nothing else but letters, digits, `-` and `_`; the second has -1. */
function uniqueAnchor(text: string, used: Map<string, number>): string {
  const plain = text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/<[^>]*>/g, '');
  const anchor = plain
    .toLowerCase()
    .trim()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
  const times = used.get(anchor) ?? 0;
  used.set(anchor, times + 1);
  return times === 0 ? anchor : `${anchor}-${times}`;
}
