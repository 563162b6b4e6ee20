import { dirname, join } from 'node:path';
import {
  ensureFolder,
  fileBytes,
  filesBelow,
  pathExists,
  readWholeBytes,
  readWholeText,
  writeWholeFile,
} from '../io/run-folder.ts';
import { escapeHtml } from '../report/html.ts';
import { type DocTargets, resolveLink } from './docs-links.ts';
import { linkTo, PAGES } from './links.ts';
import { type Heading, renderMarkdown } from './markdown.ts';
import type { SiteScenario } from './scenario-files.ts';
import { type SiteParts, sitePage } from './site-page.ts';

const DOCS = 'docs';
/** Documents that stand outside `docs/`, and their pages. */
const OUTSIDE: readonly (readonly [file: string, page: string])[] = [
  ['README.md', `${DOCS}/readme.html`],
  ['CHANGELOG.md', `${DOCS}/changelog.html`],
];

interface RenderedDocument {
  readonly file: string;
  readonly page: string;
  /** Plain text. */
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
}

/**
 * Writes a page for the README, the change log and every document in `docs/`, with the files that they show or offer, and a
 * page that lists them.
 */
export function writeDocs(site: string, scenarios: readonly SiteScenario[], parts: SiteParts): void {
  const targets: DocTargets = {
    documents: documentPages(),
    scenarios,
    isFile: (path) => fileBytes(path) !== undefined,
  };
  const copies = new Set<string>();
  const rendered = [...targets.documents].map(([file, page]) => renderedDocument(file, page, targets, copies));
  ensureFolder(join(site, DOCS));
  for (const document of rendered) {
    ensureFolder(dirname(join(site, document.page)));
    writeWholeFile(join(site, document.page), documentPage(document, rendered, parts));
  }
  writeWholeFile(join(site, PAGES.docs), listPage(rendered, parts));
  for (const path of copies) {
    ensureFolder(dirname(join(site, path)));
    writeWholeFile(join(site, path), readWholeBytes(path));
  }
}

function documentPages(): Map<string, string> {
  const inside = pathExists(DOCS) ? filesBelow(DOCS, '.md').map((name) => `${DOCS}/${name}`) : [];
  return new Map([
    ...OUTSIDE.filter(([file]) => pathExists(file)),
    // The list of all documents has that name.
    ...inside.map(
      (file) => [file, file === `${DOCS}/index.md` ? `${DOCS}/about.html` : file.replace(/\.md$/, '.html')] as const,
    ),
  ]);
}

function renderedDocument(file: string, page: string, targets: DocTargets, copies: Set<string>): RenderedDocument {
  const { html, headings } = renderMarkdown(readWholeText(file), (written) => {
    const { href, copy } = resolveLink(written, file, targets);
    if (copy !== undefined) copies.add(copy);
    return href;
  });
  const title = (headings[0]?.html ?? file).replaceAll(/<[^>]*>/g, '');
  return { file, page, title: unescaped(title), html, headings };
}

function documentPage(document: RenderedDocument, all: readonly RenderedDocument[], parts: SiteParts): string {
  const { page, title, html, headings } = document;
  const inner = headings
    .filter(({ depth }) => depth === 2 || depth === 3)
    .map(
      ({ depth, html: text, id }) =>
        `<li${depth === 3 ? ' class="deeper"' : ''}><a href="#${id}">${withoutLinks(text)}</a></li>`,
    );
  const contents = inner.length === 0 ? '' : `<h2>On this page</h2><ul>${inner.join('')}</ul>`;
  const others = all.filter((other) => other !== document);
  const body = `<div class="doc"><nav aria-label="Contents">${contents}</nav>
<article>${html}
<h2 id="other-pages">Other pages</h2>
<p>${others.map((other) => `<a href="${linkTo(other.page, page)}">${escapeHtml(other.title)}</a>`).join(' · ')}</p>
</article></div>`;
  return sitePage({ path: page, title, body }, parts);
}

function listPage(documents: readonly RenderedDocument[], parts: SiteParts): string {
  const items = documents.map(({ page, title, file, headings }) => {
    const about = headings.filter(({ depth }) => depth === 2).map(({ html }) => withoutLinks(html));
    const note = about.length === 0 ? '' : `<br><span class="note">${about.join(' · ')}</span>`;
    return `<li><a href="${linkTo(page, PAGES.docs)}">${escapeHtml(title)}</a> <span class="note">${escapeHtml(file)}</span>${note}</li>`;
  });
  return sitePage(
    { path: PAGES.docs, title: 'Documentation', body: `<h1>Documentation</h1>\n<ul>${items.join('\n')}</ul>` },
    parts,
  );
}

/** Links in links are no HTML. */
function withoutLinks(html: string): string {
  return html.replaceAll(/<\/?a\b[^>]*>/g, '');
}

function unescaped(html: string): string {
  const characters: Readonly<Record<string, string>> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return html.replaceAll(/&(lt|gt|quot|#39|amp);/g, (entity) => characters[entity]);
}
