import { BAND_COLOURS, COLOURS, INK } from './palette.ts';
import { BESIDE } from './scripts/reading.ts';
import { THEME } from './theme.ts';

/* Texts (but those on the colours of a heat map), axes, ink-coloured lines and the dark blue of the combined inference follow
 * the page, on screen (light or dark) and in print; the other colours read well on both. */
export const PAGE_STYLE = `
${THEME}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 1500px; background: var(--page); color: var(--ink);
  overflow-wrap: break-word;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2rem 0 0; }
h4 { font-size: 1rem; line-height: 1.3; margin: 0 0 .2rem; }
.chart-title { font-size: 1rem; line-height: 1.3; margin: 0 0 .2rem; overflow-wrap: anywhere; }
.wide + h4, .left-out + h4 { margin-top: 1.2rem; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--combined); outline-offset: 2px; }
main:focus { outline: none; }
html { scroll-padding-top: 4.5rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .3rem; padding: .3rem .8rem; background: var(--panel); z-index: 3; }
header { position: relative; }
select, input, button {
  font: inherit; font-size: .9rem; color: var(--ink); background: var(--page); border: 1px solid var(--faint);
  border-radius: 4px; padding: .1rem .4rem;
}
button { cursor: pointer; }
button:disabled { color: var(--faint); cursor: default; border-color: var(--line); }
.colours { float: right; margin: 0 0 .3rem 1rem; font-size: .9rem; color: var(--faint); }
nav { margin-top: 1rem; padding: .4rem 1rem; background: var(--panel); border-radius: 6px; font-size: .95rem; }
nav details { margin: 0; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav ul ul { padding-left: .9rem; font-size: .92em; }
nav li { margin: .2rem 0; overflow-wrap: anywhere; }
nav a { text-decoration-color: transparent; }
nav a:hover { text-decoration-color: currentColor; }
nav a[aria-current] { font-weight: 600; box-shadow: -.5rem 0 var(--panel), -.65rem 0 var(--combined); }
@media screen and (min-width: ${BESIDE}px) {
  .columns { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 0 2.2rem; align-items: start; margin-top: 1rem; }
  nav { position: sticky; top: .8rem; max-height: calc(100vh - 1.6rem); overflow-y: auto; margin: 0; padding: .6rem 1rem; }
  nav summary { display: none; }
}
#range {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .7rem;
  margin: .6rem -.4rem 0; padding: .35rem .4rem; background: var(--page); border-bottom: 1px solid var(--line);
  font-size: .9rem;
}
#range[hidden], #range label[hidden] { display: none; }
#range input { width: 6.5rem; }
#range select { max-width: 18rem; }
#range .hint { color: var(--faint); }
#range .told:empty { display: none; }
#range:has(.told:not(:empty)) .hint { display: none; }
@media (max-width: 700px) { #range { position: static; } #range .hint { display: none; } }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 0 2rem; }
.wide-figure { grid-column: 1 / -1; }
.scroll { max-height: 32rem; overflow: auto; }
.scroll .wide { overflow: visible; }
.scroll thead th { position: sticky; top: 0; background: var(--page); }
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
.chart { width: 100%; position: relative; }
.chart.over-range svg { cursor: crosshair; touch-action: pan-y; user-select: none; -webkit-user-select: none; }
.band { position: absolute; background: var(--combined); opacity: .25; pointer-events: none; }
.save { margin: .1rem 0 0; font-size: .85rem; color: var(--faint); }
.save summary { display: inline-block; }
.save summary::before { content: "▸ "; }
.save[open] summary::before { content: "▾ "; }
.save button { font-size: .85rem; margin: .2rem .4rem 0 0; }
body #vg-tooltip-element { background: var(--panel); color: var(--ink); border-color: var(--line); font-family: inherit; }
body #vg-tooltip-element table tr td.key { color: var(--faint); }
.chart.vega-embed { display: block; padding-right: 0; }
.chart.vega-embed.has-actions { padding-right: 0; }
.chart svg text { fill: var(--ink) !important; }
.chart svg .on_dark_marks text { fill: #ffffff !important; }
.chart svg .on_light_marks text { fill: #000000 !important; }
.chart svg [stroke="${INK}"] { stroke: var(--ink); }
.chart svg [fill="${INK}"] { fill: var(--ink); }
.chart svg [stroke="${COLOURS.combined}"] { stroke: var(--combined); }
.chart svg [stroke="${COLOURS.naive}"] { stroke: var(--orange); }
.chart svg [stroke="${COLOURS.inferers}"] { stroke: var(--sky); }
.chart svg [stroke="${COLOURS.unpaid}"] { stroke: var(--sand); }
.chart svg [stroke="${COLOURS.consumers}"] { stroke: var(--teal); }
.chart svg [fill="${COLOURS.combined}"] { fill: var(--combined); }
.chart svg [fill="${BAND_COLOURS[0]}"] { fill: var(--outer-band); }
.chart svg [fill="${BAND_COLOURS[1]}"] { fill: var(--inner-band); }
.chart svg .role-axis-grid line { stroke: var(--line); }
.chart svg .role-axis-domain line, .chart svg .role-axis-tick line { stroke: var(--faint); }
.chart svg .mark-rect path { shape-rendering: crispEdges; }
.chart .failed { padding: .4rem .6rem; border: 1px solid var(--faint); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--faint); font-weight: 600; }
caption { text-align: left; color: var(--faint); padding-bottom: .3rem; }
td { overflow-wrap: anywhere; min-width: 5.4rem; }
td:first-child { overflow-wrap: break-word; }
td.number { min-width: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre { font: .85rem/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { background: var(--panel); padding: .8rem 1rem; overflow-x: auto; border-radius: 6px; }
summary { cursor: pointer; }
details { margin: .8rem 0; }
@media print {
  @page { size: A4; margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  figure { break-inside: avoid; }
  h2, h3, h4, h5 { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  nav, .skip, .colours, .save, .band, noscript { display: none; }
  #range { position: static; border: 0; }
  #range > :not(.told), #range:has(.told:empty) { display: none; }
  .charts { grid-template-columns: 1fr 1fr; gap: 0 1rem; }
  .chart { min-height: 0 !important; }
  .chart svg { max-width: 100%; height: auto; }
  .scroll { max-height: none; }
  .scroll, .wide, pre { overflow: visible; white-space: pre-wrap; }
  td.number { white-space: normal; }
  td { min-width: 0; }
  table { font-size: 8.5pt; }
  main a[href^="http"]::after { content: " (" attr(href) ")"; color: var(--faint); overflow-wrap: anywhere; }
}
`;
