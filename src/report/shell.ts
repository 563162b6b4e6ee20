import type { PlacedChart } from './charts/chart.ts';
import { codeForScript, escapeHtml, jsonForScript, nestedHeadings } from './html.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { THEME_SCRIPT, THEME_SWITCH } from './theme.ts';

/**
 * Nothing may be fetched but scripts that stand beside the page. Vega turns its expressions into functions, which needs
 * `unsafe-eval`.
 */
const policy = (scripts: string): string =>
  `default-src 'none'; script-src ${scripts}'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:`;

/** JavaScript that a page holds, or the address of it relative to the page. */
export type Library = string | { readonly src: string };

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
  /** Vega, Vega-Lite and Vega-Embed, in this order. */
  readonly libraries: readonly Library[];
}

/** A report as one HTML page that needs nothing but itself and the libraries that are not in it. */
export function htmlPage({ title, heading, question, facts, sections, charts, libraries }: PageContent): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(libraries.some(isBeside) ? BESIDE : '')}">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<script>${THEME_SCRIPT}</script>
<style>${PAGE_STYLE}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
${THEME_SWITCH}
<h1>${escapeHtml(heading)}</h1>
${question === undefined || question === '' ? '' : `<p class="question">${escapeHtml(question)}</p>`}
${factList(facts)}
</header>
<div class="columns">
${contents(sections)}
<main id="content" tabindex="-1">
<noscript><p>The charts are drawn by JavaScript, which is switched off. Nothing of it leaves this page.</p></noscript>
${RANGE_BAR}
${sections.map(sectionHtml).join('\n')}
</main>
</div>
<script type="application/json" id="charts">${jsonForScript(charts.map(({ id, spec }) => ({ id, spec })))}</script>
${libraries.map(script).join('\n')}
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** A page opened as a file has no origin that it could call its own, hence `file:`. */
const BESIDE = "'self' file: ";

const isBeside = (library: Library): boolean => typeof library !== 'string';

function script(library: Library): string {
  if (typeof library === 'string') return `<script>${codeForScript(library)}</script>`;
  return `<script src="${escapeHtml(library.src)}"></script>`;
}

function factList(facts: PageContent['facts']): string {
  const items = facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`);
  return `<dl class="facts">${items.join('')}</dl>`;
}

function sectionHtml({ id, title, html }: Section): string {
  return `<section id="${id}"><h2>${escapeHtml(title)}</h2>\n${nestedHeadings(html)}</section>`;
}

function contents(sections: readonly Section[]): string {
  const link = (id: string, title: string): string => `<a href="#${id}">${escapeHtml(title)}</a>`;
  const list = (items: readonly string[]): string => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
  const items = sections.map(({ id, title, parts = [] }) => {
    const inner = parts.length > 0 ? list(parts.map((part) => link(part.id, part.title))) : '';
    return `${link(id, title)}${inner}`;
  });
  return `<nav aria-label="Contents"><details id="contents" open><summary>Contents</summary>${list(items)}</details></nav>`;
}

/** Chooses the part of the epochs, or of the time, that charts show; the page's script fills it. */
const RANGE_BAR = `<form id="range" aria-label="Part of the axis that charts show" hidden>
<span class="unit"></span> <label>Axis <select class="axis"></select></label>
<label>from <input class="from" type="number"></label> <label>to <input class="to" type="number"></label>
<button class="all" type="button">Show all</button>
<span class="hint">or drag across a chart; Escape shows all</span>
<output class="told"></output>
</form>`;
