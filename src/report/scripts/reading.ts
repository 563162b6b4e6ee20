/** Width from which the table of contents stands beside the text, pixels. */
export const BESIDE = 1_200;

/**
 * What helps to find one's way: the contents are folded on a narrow page and mark what is being read; tables that scroll can
 * be scrolled by keyboard.
 */
export const READING = `
const contents = document.getElementById('contents');
const wide = matchMedia('(min-width: ${BESIDE}px)');
const fold = () => (contents.open = wide.matches);
wide.addEventListener('change', fold);
fold();
contents.addEventListener('click', (event) => {
  if (event.target.closest('a') !== null && !wide.matches) contents.open = false;
});
const links = [...contents.querySelectorAll('a')].map((link) => [link, document.getElementById(link.hash.slice(1))]);
let read;
function mark() {
  const above = links.filter(([, target]) => target !== null && target.getBoundingClientRect().top < 140);
  const link = (above.at(-1) ?? links[0])?.[0];
  if (link === read) return;
  read?.removeAttribute('aria-current');
  link.setAttribute('aria-current', 'true');
  read = link;
  // Only the contents may move, and not the page.
  if (wide.matches) contents.parentElement.scrollTop = link.offsetTop - contents.parentElement.clientHeight / 2;
}
let marking = false;
function markSoon() {
  if (marking) return;
  marking = true;
  requestAnimationFrame(() => {
    marking = false;
    mark();
  });
}
addEventListener('scroll', markSoon);
// What is drawn, unfolded or laid out anew moves what stands below it, and nothing is scrolled.
new ResizeObserver(markSoon).observe(document.body);
mark();

const scrolls = (box) =>
  ['auto', 'scroll'].includes(getComputedStyle(box).overflowX) &&
  (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight);
function nameOf(box) {
  for (let at = box; at !== null && at.tagName !== 'MAIN'; at = at.parentElement) {
    for (let before = at; before !== null; before = before.previousElementSibling) {
      if (/^(H[1-6]|SUMMARY)$/.test(before.tagName)) return before.textContent;
    }
  }
  return 'table';
}
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (scrolls(target)) {
      target.tabIndex = 0;
      target.setAttribute('role', 'region');
      target.setAttribute('aria-label', 'Scrollable: ' + nameOf(target));
    } else for (const name of ['tabindex', 'role', 'aria-label']) target.removeAttribute(name);
  }
});
for (const box of document.querySelectorAll('.wide, .scroll, pre')) sizes.observe(box);
`;
