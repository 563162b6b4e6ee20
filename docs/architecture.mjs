// Draws docs/architecture.svg from the rules of .dependency-cruiser.cjs: node docs/architecture.mjs
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * Two pictures in one. Above, the way of the data; below, per folder of sim/ and src/, what it may lean on: rows lean on
 * columns. Everything below is read from the rules, the way of the data is drawn by hand.
 */

const cell = 21;
const nameWidth = 88;
const headHeight = 92;
const flowHeight = 250;
const margin = 24;

/** @returns for a base (sim, src) its folders, and of each those that it may lean on */
export function foldersOf(rules, base) {
  const own = rules.forbidden.filter(({ from, to }) => {
    return to.path === `^${base}/` && Array.isArray(to.pathNot) && new RegExp(`^\\^${base}/[a-z]+/$`).test(from.path);
  });
  const folders = own.map(({ from, to }) => {
    const name = from.path.slice(base.length + 2, -1);
    const mayUse = to.pathNot
      .map((path) => new RegExp(`^\\^${base}/([a-z]+)/$`).exec(path)?.[1])
      .filter((other) => other !== undefined && other !== name);
    return { name, mayUse };
  });
  return ordered(folders);
}

/** Folders so that each stands behind all that it leans on. */
function ordered(folders) {
  const done = [];
  const place = (folder, path) => {
    if (done.includes(folder)) return;
    if (path.includes(folder.name)) throw new Error(`these lean on each other: ${path.join(', ')}`);
    for (const other of folder.mayUse) {
      const used = folders.find(({ name }) => name === other);
      if (used !== undefined) place(used, [...path, folder.name]);
    }
    done.push(folder);
  };
  for (const folder of folders) place(folder, []);
  return done;
}

/** Folders that no rule is about may lean on all of theirs. */
export function withOpen(folders, names) {
  const all = [...folders.map(({ name }) => name), ...names];
  return [...folders, ...names.map((name) => ({ name, mayUse: all.filter((other) => other !== name) }))];
}

const text = (x, y, words, more = '') => `<text x="${x}" y="${y}"${more === '' ? '' : ` ${more}`}>${words}</text>`;

/** A triangle of dots: row leans on column. */
function matrix(x, y, title, folders) {
  const left = x + nameWidth;
  const top = y + headHeight;
  const parts = [text(x, y, title, 'class="title"')];
  const named = new Set(folders.flatMap(({ mayUse }) => mayUse));
  const columns = folders.filter(({ name }) => named.has(name));
  columns.forEach(({ name }, c) => {
    const at = left + (c + 0.5) * cell;
    parts.push(text(at, top - 6, name, `class="label" transform="rotate(-50 ${at} ${top - 6})"`));
  });
  folders.forEach(({ name, mayUse }, r) => {
    const at = top + (r + 0.5) * cell;
    if (r % 2 === 0) {
      const width = nameWidth + columns.length * cell;
      parts.push(`<rect x="${x}" y="${at - cell / 2}" width="${width}" height="${cell}" class="band"/>`);
    }
    parts.push(text(left - 8, at + 4, name, 'class="label end"'));
    columns.forEach((column, c) => {
      const middle = left + (c + 0.5) * cell;
      if (column.name === name) {
        parts.push(`<rect x="${middle - 3}" y="${at - 3}" width="6" height="6" class="self"/>`);
      } else if (mayUse.includes(column.name)) {
        parts.push(
          `<circle cx="${middle}" cy="${at}" r="5.5" class="dot"><title>${name} may lean on ${column.name}</title></circle>`,
        );
      }
    });
  });
  return { parts, width: nameWidth + columns.length * cell + 50, height: headHeight + folders.length * cell };
}

/** Boxes of the way of the data: place, size, what it is, where it is. */
const boxes = {
  scenario: [0, 70, 130, 'scenario.yaml', 'scenarios/'],
  config: [170, 70, 130, 'check, resolve', 'src/config'],
  sim: [340, 70, 130, 'the economy', 'sim/'],
  record: [510, 70, 130, 'write tables', 'src/record'],
  results: [680, 70, 130, 'tables, manifest', 'results/'],
  report: [850, 0, 150, 'charts, report.html', 'src/report'],
  site: [850, 47, 150, 'static site', 'src/site'],
  explore: [850, 94, 150, 'explorer, playground', 'src/explore, src/web'],
  notebooks: [850, 141, 150, 'notebooks', 'notebooks/'],
  evidence: [340, 150, 300, 'many runs: sweep, compare, attack, check', 'src/experiment, compare, attack, suite'],
};
const arrows = [
  ['scenario', 'config'],
  ['config', 'sim'],
  ['sim', 'record'],
  ['record', 'results'],
  ['results', 'report'],
  ['results', 'site'],
  ['results', 'explore'],
  ['results', 'notebooks'],
  ['config', 'evidence'],
  ['evidence', 'sim'],
  ['evidence', 'results'],
];

const boxHeight = 38;

function flow(x, y) {
  const parts = [text(x, y, 'The way of the data', 'class="title"')];
  const top = y + 20;
  for (const [left, down, width, what, where] of Object.values(boxes)) {
    const middle = x + left + width / 2;
    parts.push(`<rect x="${x + left}" y="${top + down}" width="${width}" height="${boxHeight}" rx="5" class="box"/>`);
    parts.push(text(middle, top + down + 16, what, 'class="middle"'));
    parts.push(text(middle, top + down + 31, where, 'class="middle path"'));
  }
  for (const [from, to] of arrows) parts.push(arrow(boxes[from], boxes[to], x, top));
  return parts;
}

/** From the right side of one box to the left side of another; from top or bottom where one stands above the other. */
function arrow([fromX, fromY, fromWidth], [toX, toY, toWidth], x, top) {
  const beside = fromX + fromWidth <= toX;
  const startX = beside ? fromX + fromWidth : Math.max(fromX, toX) + 65;
  const startY = beside ? fromY + boxHeight / 2 : fromY < toY ? fromY + boxHeight : fromY;
  const endX = beside ? toX - 4 : Math.min(startX, toX + toWidth);
  const endY = beside ? toY + boxHeight / 2 : fromY < toY ? toY - 4 : toY + boxHeight + 4;
  const bend = (endX - startX) / 2;
  const curve = beside
    ? `C${x + startX + bend} ${top + startY} ${x + endX - bend} ${top + endY}`
    : `C${x + startX} ${top + (startY + endY) / 2} ${x + endX} ${top + (startY + endY) / 2}`;
  return `<path d="M${x + startX} ${top + startY}${curve} ${x + endX} ${top + endY}" class="arrow" marker-end="url(#head)"/>`;
}

const style = `
  svg { --ink: #1c1c1c; --faint: #555; --line: #b5b5b5; --panel: #f2f4f6; --dot: #0072b2; --page: #fff; }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #ececec; --faint: #b4b4b4; --line: #5c5c5c; --panel: #262a2e; --dot: #56b4e9; --page: #16181a; }
  }
  text { font: 12px system-ui, sans-serif; fill: var(--ink); }
  .title { font-size: 15px; font-weight: 600; }
  .end { text-anchor: end; }
  .middle { text-anchor: middle; }
  .path, .note { fill: var(--faint); font-size: 11px; }
  .page { fill: var(--page); }
  .band, .box { fill: var(--panel); }
  .box { stroke: var(--line); }
  .arrow { fill: none; stroke: var(--faint); stroke-width: 1.4; }
  .head { fill: var(--faint); }
  .dot { fill: var(--dot); }
  .self { fill: var(--line); }
`;

/** The picture of these rules. */
export function architectureSvg(rules) {
  const sim = withOpen(foldersOf(rules, 'sim'), ['engine']);
  const src = withOpen(foldersOf(rules, 'src'), ['cli']);
  const top = margin + flowHeight;
  const left = matrix(margin, top, 'sim/: who may lean on whom', sim);
  const right = matrix(margin + left.width + 40, top, 'src/: who may lean on whom', src);
  const width = Math.max(1000 + 2 * margin, left.width + right.width + 40 + 2 * margin);
  const height = top + Math.max(left.height, right.height) + margin;
  const notesAt = top + left.height + 30;
  const notes = [
    'A dot: the folder of this row may lean on that of the column.',
    'src/ enters sim/ through sim/index.ts alone; sim/ never looks out.',
    'Of src/, only io touches files. sim/parameters is declared in',
    'files that all of sim/ may read.',
  ].map((words, n) => text(margin, notesAt + 17 * n, words, 'class="note"'));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="what">`,
    '<!-- Made from .dependency-cruiser.cjs: node docs/architecture.mjs -->',
    '<title id="what">The way of the data through allora-sim, and which folder may lean on which</title>',
    `<style>${style}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class="head"/></marker></defs>',
    `<rect width="${width}" height="${height}" class="page"/>`,
    ...flow(margin, margin + 10),
    ...left.parts,
    ...right.parts,
    ...notes,
    '</svg>',
    '',
  ].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
  writeFileSync(fileURLToPath(new URL('architecture.svg', import.meta.url)), architectureSvg(rules));
}
