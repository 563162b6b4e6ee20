import { COLOURS } from '../report/palette.ts';
import { THEME } from '../report/theme.ts';

/** The bar at the head of all pages, reports included. */
export const BAR_STYLE = `
.site-bar { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; align-items: baseline; margin: 0 0 1.2rem; padding: 0 0 .6rem;
  border-bottom: 1px solid var(--line); font-size: .95rem; }
.site-bar a { color: inherit; }
.site-bar a[aria-current] { font-weight: 600; text-decoration: none; }
.site-bar a:focus-visible { outline: 3px solid var(--combined); outline-offset: 2px; }
.site-files { color: var(--faint); font-size: .85rem; overflow-wrap: anywhere; }
@media print { .site-bar { display: none; } }
`;

/** Pages of the site other than reports. */
export const SITE_STYLE = `
${THEME}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 1240px; background: var(--page); color: var(--ink);
  overflow-wrap: break-word;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.08rem; margin: 1.6rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p { margin: .5rem 0; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--combined); outline-offset: 2px; }
.note { color: var(--faint); font-size: .9rem; }
.numbers { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin: 1rem 0; padding: 0; }
.numbers div { display: flex; flex-direction: column-reverse; }
.numbers dd { margin: 0; font-size: 1.6rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
.numbers dt { color: var(--faint); font-size: .9rem; }
.controls { display: flex; flex-wrap: wrap; gap: .6rem 1.2rem; align-items: end; margin: 1rem 0; padding: .8rem 1rem;
  background: var(--panel); border-radius: 6px; }
.controls[hidden] { display: none; }
.controls label { display: flex; flex-direction: column; font-size: .85rem; gap: .15rem; max-width: 100%; }
.controls input, .controls select { font: inherit; font-size: 1rem; padding: .3rem .5rem; color: var(--ink);
  background: var(--page); border: 1px solid var(--faint); border-radius: 4px; min-width: 0; max-width: 100%; }
.controls output { align-self: center; color: var(--faint); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 1rem; margin: 0; padding: 0;
  list-style: none; }
.cards > li { display: flex; flex-direction: column; gap: .35rem; padding: .9rem 1rem; border: 1px solid var(--line);
  border-radius: 6px; min-width: 0; }
.cards > li[hidden] { display: none; }
.cards h3 { margin: 0; overflow-wrap: anywhere; }
.cards p { margin: 0; }
.cards .group, .cards .outcome { font-size: .85rem; color: var(--faint); }
.cards .answer { font-size: .92rem; }
.cards .missed, .failed { color: var(--ink); font-weight: 600; }
.cards dl { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: 0; font-size: .88rem; }
.cards dl div { display: flex; gap: .35rem; }
.cards dt { color: var(--faint); }
.cards dd { margin: 0; font-variant-numeric: tabular-nums; }
.spark { width: 100%; height: 56px; margin-top: auto; }
.spark path { fill: none; stroke-width: 1.2; vector-effect: non-scaling-stroke; }
.spark .combined { stroke: var(--combined); stroke-width: 2; }
.spark .naive { stroke: ${COLOURS.naive}; }
.spark .chain { stroke: ${COLOURS.staked}; stroke-width: 2; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
  min-width: 4rem; }
th { color: var(--faint); font-weight: 600; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
td p { margin: 0; }
code, pre { font: .87rem/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { background: var(--panel); padding: .8rem 1rem; overflow-x: auto; border-radius: 6px; }
:not(pre) > code { overflow-wrap: anywhere; }
td code { overflow-wrap: normal; }
img { max-width: 100%; height: auto; }
blockquote { margin: .8rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
.doc { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 2.5rem; }
.doc nav { font-size: .92rem; }
.doc nav ul { list-style: none; margin: .3rem 0 1rem; padding: 0; }
.doc nav li { margin: .2rem 0; }
.doc nav .deeper { padding-left: 1rem; font-size: .92em; }
.doc h2:first-child { border: 0; padding: 0; margin-top: 0; }
.doc nav h2 { font-size: 1rem; border: 0; padding: 0; margin: 0; }
@media (min-width: 1000px) {
  .doc { grid-template-columns: 240px minmax(0, 780px); }
  .doc nav { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem); overflow-y: auto; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  .controls, .doc nav { display: none; }
  .doc { display: block; }
  .cards { display: block; }
  .cards > li { break-inside: avoid; margin-bottom: .8rem; }
  h2, h3 { break-after: avoid; }
  .wide, pre { overflow: visible; white-space: pre-wrap; }
}
`;
