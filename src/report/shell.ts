import type { PlacedChart } from './charts/chart.ts';
import { codeForScript, escapeHtml, jsonForScript } from './html.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';

/** Nothing may be fetched. Vega turns its expressions into functions, which needs `unsafe-eval`. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:";

/** A part of the page that the table of contents leads to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Markup; texts in it are escaped already. */
  readonly html: string;
  readonly parts?: readonly { readonly id: string; readonly title: string }[];
}

/** What a page says. All but the sections' markup is plain text. */
export interface PageContent {
  /** Of the browser's window. */
  readonly title: string;
  readonly heading: string;
  /** What was asked; undefined or empty when nothing was. */
  readonly question: string | undefined;
  /** Names and values that stand below the question. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly sections: readonly Section[];
  /** Every chart that has a figure in a section. */
  readonly charts: readonly PlacedChart[];
  /** JavaScript of Vega, Vega-Lite and Vega-Embed, in this order. */
  readonly libraries: readonly string[];
}

/** A report as one HTML page that needs nothing but itself. */
export function htmlPage({ title, heading, question, facts, sections, charts, libraries }: PageContent): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(heading)}</h1>
${question === undefined || question === '' ? '' : `<p class="question">${escapeHtml(question)}</p>`}
${factList(facts)}
</header>
${contents(sections)}
${sections.map((section) => `<section id="${section.id}"><h2>${escapeHtml(section.title)}</h2>\n${section.html}</section>`).join('\n')}
<script type="application/json" id="charts">${jsonForScript(charts.map(({ id, spec }) => ({ id, spec })))}</script>
${libraries.map((code) => `<script>${codeForScript(code)}</script>`).join('\n')}
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function factList(facts: PageContent['facts']): string {
  const items = facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`);
  return `<dl class="facts">${items.join('')}</dl>`;
}

function contents(sections: readonly Section[]): string {
  const link = (id: string, title: string): string => `<a href="#${id}">${escapeHtml(title)}</a>`;
  const items = sections.map(({ id, title, parts = [] }) => {
    const inner = parts.length > 0 ? ` <span>${parts.map((part) => link(part.id, part.title)).join(' · ')}</span>` : '';
    return `<li>${link(id, title)}${inner}</li>`;
  });
  return `<nav aria-label="Contents"><ul>${items.join('')}</ul></nav>`;
}
