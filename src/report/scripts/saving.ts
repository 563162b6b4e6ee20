import { ALONE_WIDTH, CHART_LOOK } from '../chart-look.ts';

/** Points of a saved bitmap per pixel. */
const SHARPNESS = 2;

/**
 * Saves a chart: as SVG or PNG with its title and note, in light colours on white, showing the part of its axis that is
 * shown; as a Vega-Lite specification with its data, which any editor of such opens; and its data as CSV, several tables
 * one below the other with an empty line between them.
 */
export const SAVING = `
/** A chart that stands alone: of a width of its own, without what only the page needs. */
const alone = (spec) => {
  const { usermeta, ...rest } = withColumns(spec, legendColumns(${ALONE_WIDTH}, spec));
  return { ...rest, width: ${ALONE_WIDTH}, background: 'white' };
};
async function pictureOf(id) {
  const spec = charts.get(id);
  const config = { aria: false, font: 'sans-serif', ...${JSON.stringify(CHART_LOOK)} };
  const compiled = vegaLite.compile(alone(spec), { config }).spec;
  const view = new vega.View(vega.parse(withRange(spec, compiled)), { renderer: 'none' });
  await view.runAsync();
  return view;
}
const csvCell = (value) => (/[",\\n\\r]/.test(value) ? '"' + value.replaceAll('"', '""') + '"' : value);
const csvLine = (cells) => cells.map((cell) => csvCell(String(cell ?? ''))).join(',');
const asCsv = (values) => {
  if (typeof values === 'string') return values;
  const names = Object.keys(values[0] ?? {});
  return [csvLine(names), ...values.map((row) => csvLine(names.map((name) => row[name])))].join('\\n');
};
function tablesOf(spec) {
  const tables = [];
  JSON.stringify(spec, (key, value) => {
    if (key === 'data' && value?.values !== undefined) tables.push(asCsv(value.values));
    return value;
  });
  return [...new Set(tables)].map((table) => table + '\\n').join('\\n');
}

const ways = [
  ['SVG', '.svg', async (id) => new Blob([await (await pictureOf(id)).toSVG()], { type: 'image/svg+xml' })],
  [
    'PNG',
    '.png',
    async (id) => {
      const canvas = await (await pictureOf(id)).toCanvas(${SHARPNESS});
      return await new Promise((done) => canvas.toBlob(done, 'image/png'));
    },
  ],
  [
    'Specification',
    '.vl.json',
    async (id) => new Blob([JSON.stringify(alone(charts.get(id)), undefined, 1) + '\\n'], { type: 'application/json' }),
  ],
  ['Data (CSV)', '.csv', async (id) => new Blob([tablesOf(charts.get(id))], { type: 'text/csv' })],
];
const pageName = document.querySelector('h1').textContent.replaceAll(/[^\\p{L}\\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
function download(blob, name) {
  const link = document.createElement('a');
  [link.href, link.download] = [URL.createObjectURL(blob), name];
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
for (const id of charts.keys()) {
  const save = document.createElement('details');
  save.className = 'save';
  save.innerHTML = '<summary>Save</summary>';
  save.firstChild.setAttribute('aria-label', 'Save: ' + titleOf(id));
  for (const [label, ending, blobOf] of ways) {
    const button = document.createElement('button');
    [button.type, button.textContent] = ['button', label];
    button.setAttribute('aria-label', label + ': ' + titleOf(id));
    button.addEventListener('click', async () => download(await blobOf(id), pageName + '-' + id + ending));
    save.append(button);
  }
  placeOf(id).after(save);
}
`;
