import { BESIDE_LEGENDS, CHART_LOOK } from '../chart-look.ts';

/**
 * Draws charts when they come near the part of the page that is seen, one a frame; all before the page is printed, and
 * when `alloraSim.drawAll()` asks for it. Charts in a closed `details` wait until it is opened.
 *
 * `data-drawn` of the root is the number of charts drawn. `data-ready` is set, to that number, once the charts that are
 * near at first are drawn. After a change of the window's width `data-laid-out` is set to the new one. The title of a
 * chart stands in the page already, where it can wrap.
 */
export const DRAWING = `
const root = document.documentElement;
const charts = new Map(JSON.parse(document.getElementById('charts').textContent).map(({ id, spec }) => [id, spec]));
const placeOf = (id) => document.getElementById('chart-' + id);
const figureOf = (id) => placeOf(id).closest('figure');
const titleOf = (id) => figureOf(id).querySelector('.chart-title').textContent;
const nextFrame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
const font = getComputedStyle(document.body).fontFamily;
const options = {
  renderer: 'svg',
  actions: false,
  tooltip: { theme: 'page' },
  config: { background: null, font, aria: false, ...${JSON.stringify(CHART_LOOK)} },
};
const legendColumns = (width, spec) => Math.max(1, Math.floor((width - ${BESIDE_LEGENDS}) / spec.usermeta.legendEntry));
const withColumns = (spec, columns) =>
  JSON.parse(JSON.stringify(spec), (key, value) => (key === 'columns' ? columns : value));

/** What is drawn, and what is being drawn. */
const shown = new Map();
const drawing = new Map();
function draw(id) {
  if (!drawing.has(id)) drawing.set(id, drawAnew(id));
  return drawing.get(id);
}
async function drawAnew(id) {
  const [spec, place] = [charts.get(id), placeOf(id)];
  const columns = legendColumns(place.clientWidth, spec);
  try {
    shown.get(id)?.finalize();
    const { view, finalize } = await vegaEmbed(
      place,
      { ...withColumns(spec, columns), title: undefined },
      { ...options, patch: (vega) => withRange(spec, vega) },
    );
    shown.set(id, { columns, view, finalize });
    // Title and note say more than the parts of a drawing would.
    place.querySelector('svg').setAttribute('aria-hidden', 'true');
    place.setAttribute('role', 'img');
    place.removeAttribute('aria-roledescription');
    place.setAttribute('aria-label', [titleOf(id), figureOf(id).querySelector('.note').textContent].join('. '));
    place.style.minHeight = '';
  } catch (error) {
    place.innerHTML = '<p class="failed"></p>';
    place.firstChild.textContent = 'This chart could not be drawn: ' + error.message;
    console.error(error);
  }
  root.dataset.drawn = String(shown.size);
}
// Nothing in here waits for more than promises, so that a page that is about to be printed has all of it.
async function drawAll() {
  for (const id of charts.keys()) if (placeOf(id).clientWidth > 0) await draw(id);
}

const waiting = [];
function distance(id) {
  const { top, bottom } = placeOf(id).getBoundingClientRect();
  return Math.max(0, top - innerHeight, -bottom);
}
let working = false;
async function drawWaiting() {
  if (working) return;
  working = true;
  while (waiting.length > 0) {
    // What is nearest to the part that is seen comes first: one may have jumped over the others.
    waiting.sort((a, b) => distance(b) - distance(a));
    const id = waiting.pop();
    if (!drawing.has(id)) {
      await draw(id);
      await nextFrame();
    }
  }
  working = false;
  root.dataset.ready ??= String(shown.size);
}
const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      waiting.push(target.id.slice('chart-'.length));
    }
    drawWaiting();
  },
  { rootMargin: '900px 0px' },
);
const start = () => {
  for (const id of charts.keys()) near.observe(placeOf(id));
  if (charts.size === 0) root.dataset.ready = '0';
};

const unfolded = [];
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not([open]):has(.chart)')) {
    details.open = true;
    unfolded.push(details);
  }
  drawAll();
});
addEventListener('afterprint', () => {
  for (const details of unfolded.splice(0)) details.open = false;
});

// Vega follows the width of the page; legends are laid out anew where other columns fit.
let resized;
addEventListener('resize', () => {
  clearTimeout(resized);
  resized = setTimeout(async () => {
    for (const [id, { columns }] of shown) {
      const width = placeOf(id).clientWidth;
      if (width > 0 && columns !== legendColumns(width, charts.get(id))) await drawAnew(id);
    }
    root.dataset.laidOut = String(innerWidth);
  }, 300);
});
`;
