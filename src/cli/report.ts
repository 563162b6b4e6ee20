import path from 'node:path';
import { nearestWord } from '../config/nearest-word.ts';
import type { RecordedKind } from '../record/recorded-kind.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { wholeNumber } from './whole-number.ts';
import { asWrongInput } from './wrong-scenario.ts';

/** What `report` writes: a page, or figures for papers. */
export const reportFormats = ['html', 'svg', 'png'] as const;
type Format = (typeof reportFormats)[number];

export interface ReportCommandOptions {
  /** Folder or id of a run. */
  readonly run: string;
  readonly out: string;
  readonly format: string;
  /** Names of charts between commas; of figures only, all when left out. */
  readonly charts?: string | undefined;
  /** Figures with title and note. */
  readonly titles?: boolean | undefined;
  /** Of figures, pixels. */
  readonly width?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Widths of figures, pixels. */
const WIDTHS = { usual: 720, least: 240, most: 4_000 };

/** Rebuilds charts and report of a recorded run, sweep, comparison or measured attack, or writes its charts as figures. */
export async function reportCommand(options: ReportCommandOptions, { stdout }: CommandContext): Promise<ExitCode> {
  const [{ findRun }, { recordedKind }, { writeRecordedReport }] = await Promise.all([
    import('../run/find-run.ts'),
    import('../record/recorded-kind.ts'),
    import('../report/write-recorded-report.ts'),
  ]);
  const format = formatOf(options);
  const folder = await asWrongInput(async () => findRun(options.run, single('out', options.out)));
  const kind = recordedKind(folder);
  if (kind === undefined) {
    throw new WrongInputError(`${shownPath(folder)} holds no complete run: it has no manifest.json.`);
  }
  const about = { kind, runId: path.basename(folder), folder: shownPath(folder) };
  if (format === 'html') {
    const report = shownPath(await writeRecordedReport(kind, folder));
    stdout.write(options.json ? `${JSON.stringify({ ...about, report }, null, 2)}\n` : `Report: ${report}\n`);
    return exitCode.done;
  }
  const figures = (await figuresOf(folder, kind, format, options)).map(shownPath);
  const place = shownPath(path.join(folder, 'figures'));
  stdout.write(
    options.json
      ? `${JSON.stringify({ ...about, figures }, null, 2)}\n`
      : `Figures: ${place} (${figures.length} ${format})\n`,
  );
  return exitCode.done;
}

function formatOf(options: ReportCommandOptions): Format {
  const word = single('format', options.format);
  const format = reportFormats.find((one) => one === word);
  if (format === undefined) {
    throw new WrongInputError(
      `--format is "${word}"; expected one of ${reportFormats.join(', ')}.${meant(word, reportFormats)}`,
    );
  }
  const ofFigures = (['charts', 'titles', 'width'] as const).find((name) => options[name] !== undefined);
  if (format === 'html' && ofFigures !== undefined) {
    throw new WrongInputError(`--${ofFigures} is about figures; it needs --format svg or --format png.`);
  }
  return format;
}

async function figuresOf(
  folder: string,
  kind: RecordedKind,
  format: 'svg' | 'png',
  options: ReportCommandOptions,
): Promise<string[]> {
  const width = wholeNumber('width', options.width, WIDTHS.most) ?? WIDTHS.usual;
  if (width < WIDTHS.least) {
    throw new WrongInputError(`--width is ${width}; expected at least ${WIDTHS.least} pixels, for axis and legend.`);
  }
  const [{ recordedCharts }, { writeFigures }] = await Promise.all([
    import('../report/recorded-charts.ts'),
    import('../report/figure-files.ts'),
  ]);
  const all = await recordedCharts(folder, kind);
  const names = all.map(({ id }) => id);
  const wanted =
    options.charts === undefined
      ? names
      : single('charts', options.charts)
          .split(',')
          .map((one) => one.trim());
  for (const name of wanted) {
    if (names.includes(name)) continue;
    throw new WrongInputError(
      `--charts names "${name}"; expected names of files in ${shownPath(path.join(folder, 'charts'))}, without .vl.json.${meant(name, names)}`,
    );
  }
  const charts = all.filter(({ id }) => wanted.includes(id));
  return await writeFigures(folder, charts, { format, titles: options.titles === true, width });
}

function meant(word: string, words: readonly string[]): string {
  const nearest = nearestWord(word, words);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
