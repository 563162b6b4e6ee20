import { join } from 'node:path';
import type { OpenPool } from '../experiment/run-pool.ts';
import { ensureFolder, fileBytes, filesBelow, pathExists, writeWholeFile } from '../io/run-folder.ts';
import { engineVersion } from '../record/engine-code.ts';
import { galleryContent, galleryPage } from '../report/gallery/gallery-page.ts';
import { PACKAGES, vegaBundles } from '../report/vega-bundles.ts';
import { attackGallery } from './attack-gallery.ts';
import { attacksPage, type ShownGallery } from './attacks-page.ts';
import type { Card } from './card.ts';
import { writeDocs } from './docs-pages.ts';
import { indexPage } from './index-page.ts';
import { PAGES } from './links.ts';
import { writePlayground } from './playground.ts';
import type { SiteProgress } from './progress.ts';
import { runScenarios } from './run-scenarios.ts';
import { ATTACK_GALLERY, type SiteScenario, scenarioFiles } from './scenario-files.ts';
import { librariesFor, QUICK_EPOCHS, type ScenarioOutcome, signalsOf } from './scenario-task.ts';
import { openDraft } from './site-folder.ts';
import { type SiteParts, siteBar, withBar } from './site-page.ts';

export interface SiteOptions {
  /** Folder of the site; it is replaced when the new site is whole. */
  readonly out: string;
  /** Folder of all results. */
  readonly root: string;
  readonly only: readonly string[];
  readonly attacks: boolean;
  readonly quick: boolean;
  readonly threads: number;
  /** Where scenarios and the runs of the gallery are made; threads of this program unless given. */
  readonly runTasks?: typeof runScenarios | undefined;
  readonly openPool?: OpenPool | undefined;
  /** Folder of the bundled playground; undefined: the site has none. */
  readonly web: string | undefined;
  readonly progress: SiteProgress;
  /** Calls the handler when the work is to end. */
  readonly onInterrupt: (handler: () => void) => void;
}

/** What became of it. */
export type SiteOutcome =
  | {
      readonly status: 'done';
      readonly scenarios: number;
      readonly failed: readonly { readonly file: string; readonly error: string }[];
      readonly files: number;
      readonly bytes: number;
    }
  /** The folder of the site is as it was. */
  | { readonly status: 'interrupted'; readonly recorded: number; readonly scenarios: number };

/**
 * Runs every scenario that is not recorded yet and builds the site from the recorded tables, beside the site's folder, which
 * it then replaces. To be called in the project's folder.
 *
 * @throws SelectionError when no scenario is chosen
 */
export async function buildSite(options: SiteOptions): Promise<SiteOutcome> {
  const scenarios = scenarioFiles(options);
  const draft = openDraft(options.out);
  try {
    const outcome = await writeSite(draft.folder, scenarios, options);
    if (outcome.status === 'done') {
      draft.finish({
        kind: 'site',
        engineVersion: engineVersion(),
        scenarios: outcome.scenarios,
        quick: options.quick,
      });
    }
    return outcome;
  } finally {
    draft.abandon();
  }
}

async function writeSite(site: string, scenarios: readonly SiteScenario[], options: SiteOptions): Promise<SiteOutcome> {
  const { root, quick, threads, web, progress, runTasks = runScenarios } = options;
  const parts: SiteParts = { attacks: options.attacks, playground: web !== undefined };
  const signals = new SharedArrayBuffer(4 * (scenarios.length + 1));
  const { interrupt, interrupted, done } = signalsOf(signals);
  options.onInterrupt(interrupt);
  ensureFolder(join(site, 'assets'));
  for (const [n, code] of vegaBundles().entries()) writeWholeFile(join(site, 'assets', `${PACKAGES[n]}.min.js`), code);

  const tasks = scenarios.map((scenario, place) => ({ scenario, root, site, quick, parts, signals, place }));
  progress.start(scenarios, done);
  const outcomes = await runTasks(tasks, threads, (task, outcome) => progress.took(task.place, outcome));
  const cards = outcomes.flatMap((outcome) => (outcome.status === 'done' ? [outcome.card] : []));
  const stopped = (): SiteOutcome => ({ status: 'interrupted', recorded: cards.length, scenarios: scenarios.length });
  if (interrupted()) return stopped();

  if (parts.attacks) {
    const gallery = await galleryFor(cards, options, interrupted);
    if (interrupted()) return stopped();
    writeAttacks(site, cards, gallery, parts);
  }
  progress.say('Writing the documentation ...');
  writeDocs(site, scenarios, parts);
  if (web !== undefined) await writePlayground(site, web, scenarios);
  const failed = outcomes.flatMap((outcome, s) => failureOf(outcome, scenarios[s]));
  const version = engineVersion();
  const content = { cards, failed, quick: quick ? QUICK_EPOCHS : null, version, parts };
  writeWholeFile(join(site, PAGES.index), indexPage(content));
  if (interrupted()) return stopped();
  const files = filesBelow(site, '').map((name) => fileBytes(join(site, name)) ?? 0);
  const bytes = files.reduce((sum, each) => sum + each, 0);
  return { status: 'done', scenarios: cards.length, failed, files: files.length, bytes };
}

function failureOf(outcome: ScenarioOutcome, { file }: SiteScenario): { file: string; error: string }[] {
  return outcome.status === 'failed' ? [{ file, error: outcome.error }] : [];
}

/** A site of some scenarios has a gallery of the attacks in them. */
async function galleryFor(
  cards: readonly Card[],
  { root, threads, quick, only, progress, openPool }: SiteOptions,
  interrupted: () => boolean,
): Promise<ShownGallery | undefined> {
  if (!pathExists(ATTACK_GALLERY)) return undefined;
  const attacks = only.length === 0 ? undefined : new Set(cards.flatMap((card) => card.attacks));
  const onProgress = progress.gallery;
  const pool = openPool && { openPool };
  return attackGallery({ file: ATTACK_GALLERY, root, threads, ...pool, quick, attacks, interrupted, onProgress });
}

function writeAttacks(site: string, cards: readonly Card[], shown: ShownGallery | undefined, parts: SiteParts): void {
  ensureFolder(join(site, 'attacks'));
  writeWholeFile(join(site, PAGES.attacks), attacksPage(cards, shown, parts));
  if (shown === undefined) return;
  const path = PAGES.attackGallery;
  const report = galleryPage(galleryContent(shown.gallery), librariesFor(path));
  writeWholeFile(join(site, path), withBar(report, siteBar(path, parts)));
}
