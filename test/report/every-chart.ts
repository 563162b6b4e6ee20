import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartsOf as attackCharts, attackContent } from '../../src/report/attack/attack-page.ts';
import { readAttack } from '../../src/report/attack/read-attack.ts';
import type { Chart, Spec } from '../../src/report/charts/chart.ts';
import { writeComparisonReport } from '../../src/report/compare/write-comparison-report.ts';
import { chartsOf } from '../../src/report/content.ts';
import { galleryContent } from '../../src/report/gallery/gallery-page.ts';
import { readGallery } from '../../src/report/gallery/read-gallery.ts';
import { chartsOf as sweepCharts } from '../../src/report/sweep/sweep-page.ts';
import { sweepContent } from '../../src/report/sweep/write-sweep-report.ts';
import { readRun } from '../../src/report/write-report.ts';
import { recordedComparison, usualPairs } from './compare/made-up-comparison.ts';
import { madeUpAttack } from './made-up-attack.ts';
import { madeUpGallery } from './made-up-gallery.ts';
import { SWEEPS } from './sweep/kinds.ts';
import { syntheticSweep } from './sweep/synthetic-sweep.ts';
import { syntheticMacroRun, syntheticRun } from './synthetic-run.ts';

/** A chart and the kind of page that it stands on. */
export interface ShownChart extends Pick<Chart, 'note' | 'spec' | 'title'> {
  readonly page: string;
  readonly id: string;
}

/** Every chart of a page of every kind, each rich enough to have all that its kind can draw. */
export async function everyChart(root: string): Promise<ShownChart[]> {
  const on = (page: string, charts: readonly (Chart & { readonly id: string })[]): ShownChart[] =>
    charts.map((chart) => ({ ...chart, page }));
  const few = { inferers: 5, forecasters: 2, reputers: 3, epochs: 120 };
  const many = { inferers: 40, forecasters: 12, reputers: 12, epochs: 160, attackers: 4, ledger: true };
  const comparison = recordedComparison(join(root, 'comparison'), usualPairs, {});
  await writeComparisonReport(comparison);
  return [
    ...on('run', chartsOf(readRun(syntheticRun(root, { ...many, name: 'many', topics: 2, chainRows: 60 })))),
    ...on('run', chartsOf(readRun(syntheticRun(root, { ...few, name: 'few' })))),
    ...on('macro run', chartsOf(readRun(syntheticMacroRun(root)))),
    ...['two factors', 'list', 'latin hypercube', 'sobol', 'morris'].flatMap((kind) =>
      on(
        `sweep: ${kind}`,
        sweepCharts(
          sweepContent(syntheticSweep(join(root, kind), { metrics: ['reward_forecasters'], ...SWEEPS[kind] })),
        ),
      ),
    ),
    ...[1, 2].flatMap((frontier) =>
      on(
        'attack',
        attackCharts(
          attackContent(
            readAttack(
              madeUpAttack(join(root, `attack-${frontier}`), { frontier: frontier as 1 | 2, recorded: frontier === 1 }),
            ),
          ),
        ),
      ),
    ),
    ...on('gallery', galleryContent(readGallery(madeUpGallery(join(root, 'gallery'), 6))).charts.flat()),
    ...readdirSync(join(comparison, 'charts')).map((file): ShownChart => {
      const spec = JSON.parse(readFileSync(join(comparison, 'charts', file), 'utf8')) as Spec;
      const { text, subtitle } = spec.title as { text: string; subtitle: string[] };
      return { page: 'comparison', id: file, title: text, note: subtitle.join(' '), spec };
    }),
  ];
}

/** Every object inside a specification, the outermost first; data are left out. */
export function* partsOf(part: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part)) yield part as Readonly<Record<string, unknown>>;
  for (const [key, value] of Object.entries(part)) if (key !== 'data') yield* partsOf(value);
}

/** Rows of all data inside a specification. */
export function rowsOf({ spec }: Pick<Chart, 'spec'>): number {
  let rows = 0;
  for (const { data } of partsOf(spec)) {
    const { values } = (data ?? {}) as { values?: unknown };
    if (typeof values === 'string') rows += values.split('\n').length - 1;
  }
  return rows;
}
