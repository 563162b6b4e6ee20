/** A drag shorter than this is a click, pixels. */
const SHORTEST_DRAG = 5;

/**
 * Shows a part of the epochs, or of the time, in all charts over it. A part is chosen by dragging across a chart or by two
 * numbers; a double click, Escape or a button shows all again. Heights keep the scale of the whole run, so that they can
 * be compared before and after.
 *
 * Charts that share an axis say so in `usermeta.range`. A chart whose own range has nothing of the part keeps all of its
 * own. `data-range` of the root tells the part that all charts drawn show.
 */
export const RANGE = `
const groups = new Map();
for (const [id, { usermeta: { range } }] of charts) {
  if (range === undefined) continue;
  const group = groups.get(range.title) ?? { ...range, ids: [], part: null };
  group.from = Math.min(group.from, range.from);
  group.to = Math.max(group.to, range.to);
  group.ids.push(id);
  groups.set(range.title, group);
}
for (const [title, group] of groups) {
  // What is shared by nobody is not linked.
  if (group.ids.length === 1) groups.delete(title);
  else if (!group.whole) {
    // Numbers of an axis that is not whole have as many digits as its thousandths.
    group.step = 10 ** Math.floor(Math.log10((group.to - group.from) / 1000));
    group.from = rounded(group, Math.floor(group.from / group.step) * group.step);
    group.to = rounded(group, Math.ceil(group.to / group.step) * group.step);
  }
}
function rounded({ whole, step }, value) {
  return whole ? Math.round(value) : Number((Math.round(value / step) * step).toPrecision(12));
}
const groupOf = (spec) => groups.get(spec.usermeta.range?.title);
/** The part of its axis that a chart shows: null is all of it. */
function partOf(spec) {
  const { part } = groupOf(spec);
  const own = spec.usermeta.range;
  return part === null || part[0] >= own.to || part[1] <= own.from ? null : part;
}
const clipped = (mark) =>
  mark.type === 'group'
    ? { ...mark, marks: (mark.marks ?? []).map(clipped) }
    : { ...mark, clip: { signal: 'shown_part !== null' } };
/** A compiled chart that follows the part; the specification that is saved knows nothing of it. */
function withRange(spec, vega) {
  if (groupOf(spec) === undefined) return vega;
  return {
    ...vega,
    signals: [...(vega.signals ?? []), { name: 'shown_part', value: partOf(spec) }],
    scales: vega.scales.map((scale) => (scale.name === 'x' ? { ...scale, domainRaw: { signal: 'shown_part' } } : scale)),
    marks: vega.marks.map(clipped),
  };
}

const ranges = [...groups.values()];
const bar = document.getElementById('range');
const [axis, from, to, all, told] = ['axis', 'from', 'to', 'all', 'told'].map((name) => bar.querySelector('.' + name));
let current = ranges.reduce((most, group) => (group.ids.length > (most?.ids.length ?? 0) ? group : most), undefined);
function tell() {
  axis.value = current.title;
  const [first, last] = current.part ?? [current.from, current.to];
  for (const [input, value] of [[from, first], [to, last]]) {
    input.step = current.whole ? '1' : 'any';
    [input.min, input.max] = [current.from, current.to].map(String);
    input.value = String(value);
  }
  all.disabled = current.part === null;
  told.textContent = ranges
    .filter(({ part }) => part !== null)
    .map(({ title, part }) => 'Only ' + part.join(' to ') + ' of ' + title + ' is shown; heights keep the scale of the whole run.')
    .join(' ');
}
async function showPart(group, ends) {
  const [first, last] = (ends ?? [group.from, group.to])
    .map((end) => Math.min(group.to, Math.max(group.from, rounded(group, end))))
    .sort((a, b) => a - b);
  const part = first <= group.from && last >= group.to ? null : [first, last];
  current = group;
  if (first < last && String(part) !== String(group.part)) {
    group.part = part;
    tell();
    const seen = ({ top, bottom }) => bottom > 0 && top < innerHeight;
    const drawn = group.ids.filter((id) => shown.has(id));
    const [now, later] = [true, false].map((near) =>
      drawn.filter((id) => seen(placeOf(id).getBoundingClientRect()) === near),
    );
    for (const id of [...now, ...later]) {
      if (group.part !== part) return;
      await shown.get(id).view.signal('shown_part', partOf(charts.get(id))).runAsync();
      if (later.includes(id)) await nextFrame();
    }
    // Charts that were being drawn meanwhile took the part with them, or take it now.
    for (const id of group.ids) {
      if (shown.has(id) && group.part === part) shown.get(id).view.signal('shown_part', partOf(charts.get(id))).runAsync();
    }
    root.dataset.range = part === null ? 'all' : part.join('-');
  } else tell();
}

if (ranges.length > 0) {
  for (const { title, ids } of ranges) {
    const option = document.createElement('option');
    [option.value, option.textContent] = [title, title];
    axis.append(option);
    for (const id of ids) placeOf(id).classList.add('over-range');
  }
  axis.closest('label').hidden = ranges.length === 1;
  bar.querySelector('.unit').textContent = ranges.length === 1 ? 'Show ' + current.title : '';
  tell();
  bar.hidden = false;
  bar.addEventListener('submit', (event) => event.preventDefault());
  axis.addEventListener('change', () => {
    current = groups.get(axis.value);
    tell();
  });
  for (const input of [from, to]) {
    input.addEventListener('change', () => {
      if (from.value !== '' && to.value !== '') showPart(current, [Number(from.value), Number(to.value)]);
      else tell();
    });
  }
  all.addEventListener('click', () => showPart(current, null));
}

let drag;
const endDrag = () => {
  drag?.band.remove();
  drag = undefined;
};
const chartAt = (event) => event.target.closest?.('.chart.over-range');
addEventListener('pointerdown', (event) => {
  const place = chartAt(event);
  const id = place?.id.slice('chart-'.length);
  if (event.button !== 0 || !shown.has(id)) return;
  const frame = place.querySelector('.role-frame .background').getBoundingClientRect();
  if (event.clientX < frame.left || event.clientX > frame.right || event.clientY < frame.top || event.clientY > frame.bottom) return;
  const band = document.createElement('div');
  band.className = 'band';
  place.append(band);
  drag = { id, place, frame, band, start: event.clientX, end: event.clientX };
});
addEventListener('pointermove', (event) => {
  if (drag === undefined) return;
  const { frame, place, band, start } = drag;
  drag.end = Math.min(frame.right, Math.max(frame.left, event.clientX));
  const box = place.getBoundingClientRect();
  band.style.left = Math.min(start, drag.end) - box.left + 'px';
  band.style.width = Math.abs(drag.end - start) + 'px';
  band.style.top = placeTop(place) + 'px';
  band.style.height = frame.height + 'px';
});
const placeTop = (place) =>
  place.querySelector('.role-frame .background').getBoundingClientRect().top - place.getBoundingClientRect().top;
addEventListener('pointerup', () => {
  if (drag === undefined) return;
  const { id, frame, start, end } = drag;
  endDrag();
  if (Math.abs(end - start) < ${SHORTEST_DRAG}) return;
  const { view } = shown.get(id);
  const at = (x) => view.scale('x').invert(((x - frame.left) / frame.width) * view.width());
  showPart(groupOf(charts.get(id)), [at(start), at(end)]);
});
addEventListener('pointercancel', endDrag);
addEventListener('dblclick', (event) => {
  const place = chartAt(event);
  if (place != null) showPart(groupOf(charts.get(place.id.slice('chart-'.length))), null);
});
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  if (drag !== undefined) endDrag();
  else for (const group of ranges) if (group.part !== null) showPart(group, null);
});
`;
