import { BAND_COLOURS, COLOURS, INK } from './palette.ts';

/* Thin lines of the four lightest hues are darkened on white until they stand out from it as 3 to 1. */
const LIGHT = `--page: #ffffff; --ink: ${INK}; --faint: #5c6370; --line: #d9dce1; --panel: #f5f6f8;
    --combined: ${COLOURS.combined}; --outer-band: ${BAND_COLOURS[0]}; --inner-band: ${BAND_COLOURS[1]};
    --orange: #c38700; --sky: #4a9bc8; --sand: #a19557; --teal: #41a393;`;
const DARK = `color-scheme: dark; --page: #15181d; --ink: #e8eaed; --faint: #a2a9b4; --line: #3a404a; --panel: #1e2229;
    --combined: #4499dd; --outer-band: rgba(68, 153, 221, 0.25); --inner-band: rgba(68, 153, 221, 0.42);
    --orange: ${COLOURS.naive}; --sky: ${COLOURS.inferers}; --sand: ${COLOURS.unpaid}; --teal: ${COLOURS.consumers};`;

/**
 * Colours of pages as variables of style sheets, light and dark: of reports, of the site and of the explorer.
 *
 * They follow the system unless `data-theme` of the root says `light` or `dark`; what is printed is light.
 */
export const THEME = `:root { color-scheme: light; ${LIGHT} }
@media screen {
  :root[data-theme="dark"] { ${DARK} }
}
@media screen and (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) { ${DARK} }
}`;

/** Where a browser keeps the choice of colours. */
const KEY = 'allora-sim-colours';

/** Runs in the head of a page, before anything is painted: takes the colours that were chosen before. */
export const THEME_SCRIPT = `try {
  const colours = localStorage.getItem('${KEY}');
  if (colours === 'light' || colours === 'dark') document.documentElement.dataset.theme = colours;
} catch { /* A browser that keeps nothing follows the system. */ }`;

/** The control that chooses the colours. `THEME_SWITCH_SCRIPT` makes it work. */
export const THEME_SWITCH = `<label class="colours">Colours <select id="colours"><option value="system">as the system</option><option value="light">light</option><option value="dark">dark</option></select></label>`;

/** Runs after the control is in the page. */
export const THEME_SWITCH_SCRIPT = `{
  const colours = document.getElementById('colours');
  colours.value = document.documentElement.dataset.theme ?? 'system';
  colours.addEventListener('change', () => {
    const chosen = colours.value;
    if (chosen === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    try {
      if (chosen === 'system') localStorage.removeItem('${KEY}');
      else localStorage.setItem('${KEY}', chosen);
    } catch { /* Then it holds for this page alone. */ }
  });
}`;
