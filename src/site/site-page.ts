import { escapeHtml } from '../report/html.ts';
import { linkTo, PAGES } from './links.ts';
import { BAR_STYLE, SITE_STYLE } from './site-style.ts';

/** What the site has besides scenarios: other pages do not link to what is not there. */
export interface SiteParts {
  readonly attacks: boolean;
  readonly playground: boolean;
}

/** A page of the site other than a report. */
export interface SitePage {
  /** Path from the site's folder. */
  readonly path: string;
  /** Plain text. */
  readonly title: string;
  /** Markup. */
  readonly body: string;
  /** JavaScript of the page itself; none unless given. */
  readonly script?: string;
}

/** Scripts of the page itself and pictures of the site, nothing else. A page opened as a file has no origin, hence `file:`. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' file: data:";

export function sitePage({ path, title, body, script = '' }: SitePage, parts: SiteParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)} · allora-sim</title>
<style>${SITE_STYLE}${BAR_STYLE}</style>
</head>
<body>
${siteBar(path, parts)}
<main>
${body}
</main>
<script>${script}document.documentElement.dataset.ready = 'site';</script>
</body>
</html>
`;
}

/** A file to download beside a page. */
export interface Download {
  readonly name: string;
  /** What it is, if its name does not say. */
  readonly about?: string;
}

/** The links at the head of every page, and the files beside it. */
export function siteBar(from: string, { attacks, playground }: SiteParts, downloads: readonly Download[] = []): string {
  const link = (target: string, text: string): string => {
    const here = target === from ? ' aria-current="page"' : '';
    return `<a href="${linkTo(target, from)}"${here}>${text}</a>`;
  };
  const links = [
    link(PAGES.index, 'Scenarios'),
    ...(attacks ? [link(PAGES.attacks, 'Attacks')] : []),
    link(PAGES.docs, 'Documentation'),
    ...(playground ? [link(PAGES.playground, 'Playground')] : []),
  ];
  const files = downloads.map(({ name, about }) => {
    const more = about === undefined ? '' : ` (${escapeHtml(about)})`;
    return `<a href="${encodeURIComponent(name)}" download>${escapeHtml(name)}</a>${more}`;
  });
  const beside = files.length === 0 ? '' : `<span class="site-files">Files: ${files.join(' · ')}</span>`;
  return `<div class="site-bar" role="navigation" aria-label="Site"><strong>allora-sim</strong> ${links.join(' ')}${beside}</div>`;
}

/** A report as a page of the site: the same page with the site's bar at its head. */
export function withBar(report: string, bar: string): string {
  return report
    .replace('</head>', () => `<style>${BAR_STYLE}</style>\n</head>`)
    .replace('<body>', () => `<body>\n${bar}`);
}
