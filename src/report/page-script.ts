/**
 * What the page runs: it draws every chart into its place and then sets `data-ready` of the document's root to the number
 * of charts drawn. The title of a chart stands in the page already, where it can wrap.
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
    legend: { labelFontSize: 12 },
  },
};
Promise.all(charts.map(async ({ id, spec }) => {
  const place = document.getElementById(id);
  try {
    await vegaEmbed(place, { ...spec, title: undefined }, options);
    return 1;
  } catch (error) {
    place.innerHTML = '<p class="failed"></p>';
    place.firstChild.textContent = 'This chart could not be drawn: ' + error.message;
    console.error(error);
    return 0;
  }
})).then((drawn) => {
  document.documentElement.dataset.ready = String(drawn.reduce((sum, one) => sum + one, 0));
});
`;
