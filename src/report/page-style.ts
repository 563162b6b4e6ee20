import { BAND_COLOURS, COLOURS, INK } from './palette.ts';

/* Texts (but those on the colours of a heat map), axes, ink-coloured lines and the dark blue of the combined inference follow
 * the page, on screen (light or dark) and in print; the other colours read well on both. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: ${INK}; --faint: #5c6370; --line: #d9dce1; --panel: #f5f6f8;
  --combined: ${COLOURS.combined}; --outer-band: ${BAND_COLOURS[0]}; --inner-band: ${BAND_COLOURS[1]};
}
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #15181d; --ink: #e8eaed; --faint: #a2a9b4; --line: #3a404a; --panel: #1e2229;
    --combined: #4499dd; --outer-band: rgba(68, 153, 221, 0.25); --inner-band: rgba(68, 153, 221, 0.42); }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 1240px; background: var(--page); color: var(--ink);
  overflow-wrap: break-word;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2rem 0 0; }
h4 { font-size: 1rem; line-height: 1.3; margin: 0 0 .2rem; }
figure h4 { overflow-wrap: anywhere; }
.wide + h4, .left-out + h4 { margin-top: 1.2rem; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: .15em; }
nav ul { list-style: none; margin: 1rem 0 0; padding: .6rem 1rem; background: var(--panel); border-radius: 6px; }
nav li { margin: .15rem 0; overflow-wrap: anywhere; }
nav span { color: var(--faint); font-size: .9rem; margin-left: .5rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 0 2rem; }
.wide-figure { grid-column: 1 / -1; }
.scroll { max-height: 32rem; overflow-y: auto; }
.charts + h4 { margin-top: 1.4rem; }
p { margin: .4rem 0; }
.question { font-size: 1.1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: .4rem 0 0; padding: 0; }
.facts div { display: flex; gap: .4rem; min-width: 0; }
.facts dt, .note { color: var(--faint); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.note { font-size: .9rem; }
.headline li { margin: .3rem 0; }
.headline { padding-left: 1.2rem; }
figure { margin: 1.4rem 0 0; min-width: 0; }
figcaption { margin-bottom: .4rem; }
.chart { width: 100%; }
.chart.vega-embed { display: block; padding-right: 0; }
.chart.vega-embed.has-actions { padding-right: 0; }
.chart svg text { fill: var(--ink) !important; }
.chart svg .on_dark_marks text { fill: #ffffff !important; }
.chart svg .on_light_marks text { fill: #000000 !important; }
.chart svg [stroke="${INK}"] { stroke: var(--ink); }
.chart svg [fill="${INK}"] { fill: var(--ink); }
.chart svg [stroke="${COLOURS.combined}"] { stroke: var(--combined); }
.chart svg [fill="${COLOURS.combined}"] { fill: var(--combined); }
.chart svg [fill="${BAND_COLOURS[0]}"] { fill: var(--outer-band); }
.chart svg [fill="${BAND_COLOURS[1]}"] { fill: var(--inner-band); }
.chart svg .role-axis-grid line { stroke: var(--line); }
.chart svg .role-axis-domain line, .chart svg .role-axis-tick line { stroke: var(--faint); }
.chart svg .mark-rect path { shape-rendering: crispEdges; }
.chart .failed { color: #d55e00; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--faint); font-weight: 600; }
td { overflow-wrap: anywhere; min-width: 5.4rem; }
td:first-child { overflow-wrap: break-word; }
td.number { min-width: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre { font: .85rem/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { background: var(--panel); padding: .8rem 1rem; overflow-x: auto; border-radius: 6px; }
summary { cursor: pointer; }
details { margin: .8rem 0; }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .vega-embed details, nav { display: none; }
  .charts { grid-template-columns: 1fr 1fr; }
  .chart svg { max-width: 100%; height: auto; }
  .scroll { max-height: none; }
  .wide, pre { overflow: visible; white-space: pre-wrap; }
}
`;
