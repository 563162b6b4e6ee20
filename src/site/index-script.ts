/** Filters and sorts the cards; what is chosen stands in the address, so that it can be shared and survives going back. */
export const INDEX_SCRIPT = `
const form = document.querySelector('.controls');
const list = document.querySelector('.cards');
const cards = [...list.children].map((card, place) => ({ card, place, text: card.textContent.toLowerCase(), ...card.dataset }));
const fields = [...form.elements].filter((element) => element.id);
const most = (key) => (a, b) => (b[key] === '' ? -Infinity : Number(b[key])) - (a[key] === '' ? -Infinity : Number(a[key])) || a.place - b.place;
const orders = {
  '': (a, b) => a.place - b.place,
  name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.place - b.place),
  skill: most('skill'),
  epochs: most('epochs'),
  missed: most('missed'),
};
function show() {
  const { text, group, outcome, sort } = Object.fromEntries(fields.map(({ id, value }) => [id, value]));
  const words = text.toLowerCase().split(/\\s+/).filter((word) => word !== '');
  let shown = 0;
  for (const each of cards) {
    const fits = words.every((word) => each.text.includes(word)) && (group === '' || each.groups.split(' ').includes(group)) &&
      (outcome === '' || each.outcome === outcome);
    each.card.hidden = !fits;
    if (fits) ++shown;
  }
  list.append(...[...cards].sort(orders[sort] ?? orders['']).map(({ card }) => card));
  form.querySelector('output').textContent = shown + ' of ' + cards.length;
}
for (const [id, value] of new URLSearchParams(location.hash.slice(1))) {
  const field = fields.find((each) => each.id === id);
  if (field) field.value = value;
}
form.addEventListener('input', () => {
  show();
  const chosen = new URLSearchParams(fields.flatMap(({ id, value }) => (value === '' ? [] : [[id, value]])));
  history.replaceState(null, '', '#' + chosen);
});
form.addEventListener('submit', (event) => event.preventDefault());
form.hidden = false;
show();
`;
