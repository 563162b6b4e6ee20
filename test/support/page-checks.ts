import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { watchPage } from './chromium.ts';

/** How a page is opened. */
export interface Opening {
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Addresses that the page may ask for besides its own. */
  readonly allow?: RegExp;
}

/**
 * Opens a page that says when it is ready by `data-ready` of its root.
 *
 * @returns the page, and what must not happen on it, now and later: errors, warnings (those of Vega among them), and
 *   requests that leave it
 */
export async function openWatched(
  browser: Browser,
  url: string,
  { colorScheme = 'light', viewport = { width: 1_280, height: 900 }, allow }: Opening = {},
): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ colorScheme, viewport });
  const complaints = watchPage(page, allow);
  await page.goto(url);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  return { page, complaints };
}

/** Opens all that is folded and lets the page draw every chart, also those that nobody has scrolled to. */
export async function drawAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not(.save)')) details.open = true;
    await (window as { alloraSim?: { drawAll?: () => Promise<void> } }).alloraSim?.drawAll?.();
  });
}

/** What one drawn chart holds. */
export interface DrawnChart {
  readonly title: string;
  /** Distinct positions of its marks. */
  readonly positions: number;
  /** Marks that lie outside the frame of the plot. */
  readonly outside: number;
  readonly legends: number;
  /** Texts that name marks where they are. */
  readonly names: number;
  readonly svg: string;
  /** Pixels by which the chart is wider than its place. */
  readonly overflow: number;
  /** Texts that stick out of the drawing. */
  readonly clipped: readonly string[];
}

/** Every chart of the page, drawn. */
export async function drawnCharts(page: Page): Promise<DrawnChart[]> {
  await drawAll(page);
  return await page.evaluate(chartsInPage);
}

/** The charts that the page has drawn so far: those that one came near to. */
export async function chartsSoFar(page: Page): Promise<DrawnChart[]> {
  return (await page.evaluate(chartsInPage)).filter(({ svg }) => svg !== '');
}

/** Runs in the page. */
function chartsInPage(): DrawnChart[] {
  const marks =
    '.mark-line:not(.role-legend-symbol) path, .mark-area path, .mark-symbol.role-mark path, .mark-rect.role-mark path';
  return [...document.querySelectorAll('figure:has(.chart)')].map((figure) => {
    const svg = figure.querySelector('.chart svg');
    const place = figure.querySelector('.chart');
    const frame = figure.querySelector('.role-frame .background')?.getBoundingClientRect();
    const drawing = svg?.getBoundingClientRect();
    const paths = [...figure.querySelectorAll<SVGPathElement>(`${marks}, .mark-rule.role-mark line`)].filter(
      (path) => path.closest('.role-legend') === null,
    );
    const boxes = paths.map((path) => path.getBoundingClientRect());
    const inside = (box: DOMRect): boolean =>
      frame !== undefined &&
      box.left >= frame.left - 10 &&
      box.right <= frame.right + 10 &&
      box.top >= frame.top - 10 &&
      box.bottom <= frame.bottom + 10;
    const numbers = paths.flatMap((path) => {
      const d = path.getAttribute('d') ?? '';
      return path.closest('.mark-line, .mark-area') === null
        ? [path.getAttribute('transform') ?? '', d]
        : (d.match(/-?[\d.]+(?=[LMHVZ]|$)/g) ?? []);
    });
    const texts = [...figure.querySelectorAll('.chart svg text')].filter((text) => {
      const box = text.getBoundingClientRect();
      if (drawing === undefined || box.width === 0 || getComputedStyle(text).opacity === '0') return false;
      return box.left < drawing.left - 2 || box.right > drawing.right + 2 || box.top < drawing.top - 2;
    });
    return {
      title: figure.querySelector('figcaption :is(h3, h4, h5), h4')?.textContent ?? '',
      positions: new Set(numbers).size,
      outside: boxes.filter((box) => !inside(box)).length,
      legends: figure.querySelectorAll('.role-legend').length,
      names: figure.querySelectorAll('.mark-text.role-mark text').length,
      svg: svg?.outerHTML ?? '',
      overflow: (drawing?.right ?? 1e9) - (place?.getBoundingClientRect().right ?? 0),
      clipped: texts.map((text) => text.textContent ?? ''),
    };
  });
}

/**
 * Expects that every chart has marks, all inside its frame, no number that is none, no text cut off, and that nothing is
 * wider than its place.
 *
 * @returns the charts
 */
export async function expectSoundCharts(page: Page): Promise<DrawnChart[]> {
  const drawn = await drawnCharts(page);
  for (const { title, positions, outside, svg, overflow, clipped } of drawn) {
    expect(positions, title).toBeGreaterThanOrEqual(1);
    expect(outside, title).toBe(0);
    expect(svg, title).not.toMatch(/NaN|undefined/);
    expect(overflow, title).toBeLessThanOrEqual(1);
    expect(clipped, title).toEqual([]);
  }
  const sideways = await sidewaysOf(page);
  expect(sideways).toBeLessThanOrEqual(0);
  return drawn;
}

/** Code of axe-core, which looks for what keeps people from using a page. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Expects no serious or critical violation of the rules of accessibility that axe-core knows. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated from outside, so the page's content security policy does not matter.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (how: object) => Promise<{ violations: Result[] }> };
    };
    // What nobody is told of need not be looked at. A drawing has thousands of parts, and those that are left out cost axe
    // as much as others: it looks at an empty drawing of the same size.
    const drawings = [...document.querySelectorAll('svg[aria-hidden="true"]')].map((drawing) => {
      const empty = drawing.cloneNode() as Element;
      drawing.replaceWith(empty);
      return [drawing, empty] as const;
    });
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    for (const [drawing, empty] of drawings) empty.replaceWith(drawing);
    return violations;
  });
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes.length}) ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`,
    );
  expect(grave).toEqual([]);
}

/** How far a page can be scrolled sideways, pixels; 0 as soon as it fits, which may take a little when the window changes. */
export async function sidewaysOf(page: Page): Promise<number> {
  const fits = () => document.documentElement.scrollWidth <= window.innerWidth;
  await page.waitForFunction(fits, undefined, { timeout: 10_000 }).catch(() => {});
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}

/**
 * Expects that Tab, from the top of the page, visits every control that can be seen, and that each shows that it has the
 * focus.
 */
export async function expectKeyboardReaches(page: Page): Promise<void> {
  const controls = await page.evaluate(markControls);
  const visited = new Set<string>();
  const unseen = new Set<string>();
  // Scrollable regions take the focus too, so there may be more steps than controls.
  const steps = 2 * controls.length + 20;
  for (let step = 0; step < steps && visited.size < controls.length; ++step) {
    await page.keyboard.press('Tab');
    const { control, outlined } = await page.evaluate(focused);
    if (control === undefined) continue;
    visited.add(control);
    if (!outlined) unseen.add(control);
  }
  expect(
    controls.filter(({ id }) => !visited.has(id)).map(({ words }) => words),
    'not reached by Tab',
  ).toEqual([]);
  expect(
    controls.filter(({ id }) => unseen.has(id)).map(({ words }) => words),
    'focus not visible',
  ).toEqual([]);
}

/** Runs in the page: numbers all controls that can be seen, and takes the focus away. */
function markControls(): { readonly id: string; readonly words: string }[] {
  const names = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex^="-"])';
  const radios = new Set<string>();
  const reachable = [...document.querySelectorAll<HTMLElement>(names)].filter((control) => {
    if (control.matches(':disabled, [tabindex^="-"]') || !control.checkVisibility({ visibilityProperty: true }))
      return false;
    if (!(control instanceof HTMLInputElement) || control.type !== 'radio') return true;
    // Tab visits one of a group of radio buttons: the checked one.
    const group = control.name;
    const checked = document.querySelector<HTMLInputElement>(`input[type=radio][name="${CSS.escape(group)}"]:checked`);
    if (checked !== null) return checked === control;
    if (radios.has(group)) return false;
    radios.add(group);
    return true;
  });
  (document.activeElement as HTMLElement | null)?.blur();
  window.getSelection()?.removeAllRanges();
  window.scrollTo(0, 0);
  return reachable.map((control, c) => {
    control.dataset.reached = String(c);
    return { id: String(c), words: control.outerHTML.slice(0, 160) };
  });
}

/** Runs in the page: the number of the control with the focus, and whether one sees that it has it. */
function focused(): { readonly control: string | undefined; readonly outlined: boolean } {
  const control = document.activeElement as HTMLElement | null;
  if (control === null) return { control: undefined, outlined: false };
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(control);
  const outlined = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  return { control: control.dataset.reached, outlined };
}
