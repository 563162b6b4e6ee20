import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { architectureSvg, foldersOf } from '../../docs/architecture.mjs';
import { textOf } from './markdown.ts';

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
const picture = readFileSync('docs/architecture.svg', 'utf8');

const foldersIn = (base: string): string[] =>
  readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

describe('the picture of the architecture', () => {
  it('is the one that the rules make', () => {
    expect(picture === architectureSvg(rules), 'make it again: node docs/architecture.mjs').toBe(true);
  });

  it('shows every rule as a dot, and no other', () => {
    for (const base of ['sim', 'src']) {
      const folders = foldersOf(rules, base);
      expect(folders.length).toBeGreaterThan(9);
      for (const { name, mayUse } of folders) {
        for (const { name: other } of folders) {
          if (other === name) continue;
          const isShown = picture.includes(`<title>${name} may lean on ${other}</title>`);
          expect(isShown, `${base}/${name} on ${other}`).toBe(
            mayUse.includes(other) || isShownOfOther(base, name, other),
          );
        }
      }
    }
  });

  it('shows every folder of the sources', () => {
    // What sets the program up stands beside it.
    const applied = foldersIn('src').filter((folder) => folder !== 'setup');
    for (const name of [...foldersIn('sim'), ...applied]) {
      expect(picture).toContain(`class="label end">${name}</text>`);
    }
  });

  it('holds its words as text, and asks nobody for fonts or pictures', () => {
    expect(picture).not.toMatch(/https?:(?!\/\/www\.w3\.org\/2000\/svg)|<image|@import|url\((?!#)/);
    expect(picture.match(/<text/g)?.length).toBeGreaterThan(50);
  });
});

/** Names that both bases have: a dot may be the other one's. */
function isShownOfOther(base: string, name: string, other: string): boolean {
  const folders = foldersOf(rules, base === 'sim' ? 'src' : 'sim');
  return folders.find((folder) => folder.name === name)?.mayUse.includes(other) ?? false;
}

describe('the page about the architecture', () => {
  it('names files and folders that there are', () => {
    const page = textOf('docs/architecture.md');
    const named = [...page.matchAll(/`((?:sim|src|test|docs|scenarios)\/[\w./-]*)`/g)].map(([, file]) => file);
    expect(named.length).toBeGreaterThan(20);
    const ruled = ['sim', 'src'].flatMap((base) => foldersOf(rules, base).map(({ name }) => `${base}/${name}`));
    expect(named.filter((file) => !existsSync(path.normalize(file)) && !ruled.includes(file))).toEqual([]);
  });

  it('tells of every folder of the sources', () => {
    const page = textOf('docs/architecture.md');
    for (const base of ['sim', 'src'])
      for (const name of foldersIn(base)) expect(page).toContain(`\`${base}/${name}\``);
  });
});
