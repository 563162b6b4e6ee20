/**
 * What the page runs: it draws one chart after the other into its place, so that the page can be read meanwhile, and then
 * sets `data-ready` of the document's root to the number of charts drawn; after a change of the window's width it sets
 * `data-laid-out` to the new one. The title of a chart stands in the page already, where it can wrap.
 */
export const PAGE_SCRIPT = `
const charts = JSON.parse(document.getElementById('charts').textContent);
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const font = getComputedStyle(document.body).fontFamily;
const options = {
  renderer: 'svg',
  actions: { export: true, source: true, compiled: false, editor: false },
  tooltip: { theme: dark ? 'dark' : 'light' },
  config: {
    background: null, font, view: { stroke: null },
    axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', titlePadding: 8 },
    legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' },
  },
};
const legendColumns = (place, spec) =>
  Math.max(1, Math.floor((place.clientWidth - 90) / spec.usermeta.legendEntry));
const shown = new Map();
async function draw({ id, spec }) {
  const place = document.getElementById('chart-' + id);
  const columns = legendColumns(place, spec);
  const fitted = JSON.parse(JSON.stringify(spec), (key, value) => (key === 'columns' ? columns : value));
  try {
    shown.get(id)?.finalize();
    const { finalize } = await vegaEmbed(place, { ...fitted, title: undefined }, options);
    shown.set(id, { columns, finalize });
    return true;
  } catch (error) {
    place.innerHTML = '<p class="failed"></p>';
    place.firstChild.textContent = 'This chart could not be drawn: ' + error.message;
    console.error(error);
    return false;
  }
}
(async () => {
  let drawn = 0;
  for (const chart of charts) {
    if (await draw(chart)) ++drawn;
    await new Promise((next) => setTimeout(next));
  }
  document.documentElement.dataset.ready = String(drawn);
})();
// Vega follows the width of the page; legends are laid out anew where other columns fit.
let waiting;
addEventListener('resize', () => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    for (const chart of charts) {
      const place = document.getElementById('chart-' + chart.id);
      if (shown.has(chart.id) && shown.get(chart.id).columns !== legendColumns(place, chart.spec)) await draw(chart);
    }
    document.documentElement.dataset.laidOut = String(innerWidth);
  }, 300);
});
`;
