import { basename, dirname, join } from 'node:path';
import { scenarioBundle } from '../explore/scenario-bundle.ts';
import { ensureFolder, filesIn, pathExists, readWholeBytes, readWholeText, writeWholeFile } from '../io/run-folder.ts';
import { PAGES } from './links.ts';
import type { SiteScenario } from './scenario-files.ts';

/**
 * Copies the playground with what it loads, and writes the scenarios that it can start from.
 *
 * @param web folder of the bundled pages
 */
export async function writePlayground(site: string, web: string, scenarios: readonly SiteScenario[]): Promise<void> {
  const page = join(web, PAGES.playground);
  ensureFolder(join(site, 'assets'));
  writeWholeFile(join(site, PAGES.playground), readWholeText(page));
  const assets = join(web, 'assets');
  for (const name of namedIn(page, assets))
    writeWholeFile(join(site, 'assets', name), readWholeBytes(join(assets, name)));
  const bundle = await scenarioBundle(
    scenarios.map(({ file }) => file),
    { canSave: false },
  );
  writeWholeFile(join(site, 'scenarios.json'), `${JSON.stringify(bundle)}\n`);
}

/** The bundled pages that stand beside this program; undefined where they were not built. */
export function bundledPages(program: string): string | undefined {
  const web = join(dirname(program), '..', '..', 'web');
  return pathExists(join(web, PAGES.playground)) ? web : undefined;
}

/** The assets that a page names, and those that these name: bundlers write names of files as they are. */
function namedIn(page: string, assets: string): Set<string> {
  const all = filesIn(assets);
  const found = new Set<string>();
  const waiting = [page];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = readWholeText(file);
    for (const name of all) {
      if (found.has(name) || name === basename(file) || !text.includes(name)) continue;
      found.add(name);
      waiting.push(join(assets, name));
    }
  }
  return found;
}
