import { DRAWING } from './scripts/drawing.ts';
import { RANGE } from './scripts/range.ts';
import { READING } from './scripts/reading.ts';
import { SAVING } from './scripts/saving.ts';
import { THEME_SWITCH_SCRIPT } from './theme.ts';

/**
 * What a page with charts runs, in a scope of its own. `alloraSim` is what others may ask it for.
 *
 * - `drawAll()` draws every chart that is not folded away; its promise is kept when all are drawn.
 */
export const PAGE_SCRIPT = `(() => {
${THEME_SWITCH_SCRIPT}
${DRAWING}
${RANGE}
${SAVING}
${READING}
window.alloraSim = { drawAll };
start();
})();
`;
