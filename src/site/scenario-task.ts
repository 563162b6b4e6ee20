import { basename, join } from 'node:path';
import { questionLine } from '../config/question.ts';
import {
  ensureFolder,
  fileBytes,
  pathExists,
  readWholeBytes,
  readWholeText,
  writeWholeFile,
} from '../io/run-folder.ts';
import { RESOLVED_SCENARIO, SUMMARY } from '../record/manifest.ts';
import { chartsOf } from '../report/content.ts';
import { page } from '../report/page.ts';
import { PACKAGES, vegaBundles } from '../report/vega-bundles.ts';
import { writeCharts } from '../report/write-charts.ts';
import { readRun } from '../report/write-report.ts';
import { type RunnableScenario, readScenario } from '../run/read-scenario.ts';
import { recordRun } from '../run/record-run.ts';
import { type Card, cardOf } from './card.ts';
import { linkTo, PAGES } from './links.ts';
import type { SiteScenario } from './scenario-files.ts';
import { type Download, type SiteParts, siteBar, withBar } from './site-page.ts';

/** One scenario to be run, where it has not been, and written into the site. */
export interface ScenarioTask {
  readonly scenario: SiteScenario;
  /** Folder of all results. */
  readonly root: string;
  /** Folder of the site that is being built. */
  readonly site: string;
  /** Cuts runs to `QUICK_EPOCHS`. */
  readonly quick: boolean;
  readonly parts: SiteParts;
  /** Shared by all tasks: see `Signals`. */
  readonly signals: SharedArrayBuffer;
  /** Of the task in them. */
  readonly place: number;
}

export type ScenarioOutcome =
  | { readonly status: 'done'; readonly card: Card; readonly existing: boolean; readonly seconds: number }
  | { readonly status: 'interrupted' }
  /** The scenario is wrong, or its run ended with an error. */
  | { readonly status: 'failed'; readonly error: string };

/**
 * What the threads tell each other: entry 0 is 1 when the work is to end; entry p + 1 is how far the run at place p has come,
 * thousandths.
 */
export function signalsOf(buffer: SharedArrayBuffer) {
  const values = new Int32Array(buffer);
  return {
    interrupted: (): boolean => Atomics.load(values, 0) === 1,
    interrupt: (): void => {
      Atomics.store(values, 0, 1);
    },
    done: (place: number): number => Atomics.load(values, place + 1) / 1000,
    tell: (place: number, part: number): void => {
      Atomics.store(values, place + 1, Math.floor(1000 * part));
    },
  };
}

/** Most epochs of a run that is cut short. */
export const QUICK_EPOCHS = 50;

/** Larger tables are not copied into the site, bytes. */
export const MOST_TABLE_BYTES = 256 * 1024;

/** Addresses of the drawing libraries, which all pages share, as seen from a page. */
export function librariesFor(path: string): { readonly src: string }[] {
  return PACKAGES.map((name) => ({ src: linkTo(`assets/${name}.min.js`, path) }));
}

export async function scenarioTask(task: ScenarioTask): Promise<ScenarioOutcome> {
  const begin = performance.now();
  const signals = signalsOf(task.signals);
  if (signals.interrupted()) return { status: 'interrupted' };
  try {
    const { runnable, short } = await runnableFor(task);
    let total = 1;
    const progress = {
      start: (epochs: number) => {
        total = Math.max(1, epochs);
      },
      update: (done: number) => signals.tell(task.place, done / total),
      stop: () => {},
    };
    const watch = { progress, interrupted: signals.interrupted };
    const recording = await recordRun(runnable, { root: task.root, force: false }, watch);
    if (recording.interruptedAt !== null) return { status: 'interrupted' };
    const card = writePages(task, recording.folder, short);
    const seconds = (performance.now() - begin) / 1000;
    return { status: 'done', card, existing: recording.existing, seconds };
  } catch (error) {
    return { status: 'failed', error: error instanceof Error ? error.message : String(error) };
  }
}

/** The scenario to be run, and whether it is cut short. Runs counted in months are quick as they are. */
async function runnableFor({ scenario, quick }: ScenarioTask): Promise<{ runnable: RunnableScenario; short: boolean }> {
  const runnable = await readScenario(scenario.file);
  const { months, epochs } = runnable.scenario;
  if (!quick || months !== null || epochs <= QUICK_EPOCHS) return { runnable, short: false };
  return { runnable: await readScenario(scenario.file, { epochs: String(QUICK_EPOCHS) }), short: true };
}

/** The report beside the tables, where there is none yet, and the page of the site. */
function writePages({ scenario, site, parts }: ScenarioTask, folder: string, short: boolean): Card {
  const content = readRun(folder);
  if (!pathExists(join(folder, 'report.html'))) {
    writeCharts(folder, chartsOf(content));
    writeWholeFile(join(folder, 'report.html'), page(content, vegaBundles()));
  }
  const path = PAGES.scenario(scenario.page);
  const html = page(content, librariesFor(path));
  const place = join(site, path, '..');
  ensureFolder(place);
  const question = questionLine(readWholeText(scenario.file)).replace(/^#+\s*/, '');
  const bar = siteBar(path, parts, copyFiles(scenario.file, folder, place));
  writeWholeFile(join(site, path), withBar(html, bar));
  return cardOf(scenario, question, content, html, short);
}

/** The scenario as its author wrote it and as it was resolved, its metrics, and the tables that are small. */
function copyFiles(file: string, folder: string, place: string): Download[] {
  // A scenario of this name would take the place of the resolved one.
  const own = basename(file) === RESOLVED_SCENARIO ? `written-${RESOLVED_SCENARIO}` : basename(file);
  writeWholeFile(join(place, own), readWholeBytes(file));
  const small = ['epochs', 'actors', 'chain', 'attacks']
    .map((table) => `${table}.arrow`)
    .filter((name) => (fileBytes(join(folder, name)) ?? Number.POSITIVE_INFINITY) <= MOST_TABLE_BYTES);
  const copied = [RESOLVED_SCENARIO, SUMMARY, ...small];
  for (const name of copied) writeWholeFile(join(place, name), readWholeBytes(join(folder, name)));
  return [
    { name: own },
    { name: RESOLVED_SCENARIO, about: 'every default written out' },
    ...[SUMMARY, ...small].map((name) => ({ name })),
  ];
}
