import type { RecordedKind } from '../record/recorded-kind.ts';
import type { PlacedChart } from './charts/chart.ts';

/** All charts of something recorded, in the order of its report. */
export async function recordedCharts(folder: string, kind: RecordedKind): Promise<readonly PlacedChart[]> {
  return await readers[kind](folder);
}

/** Loaded only when needed. */
const readers: Readonly<Record<RecordedKind, (folder: string) => Promise<readonly PlacedChart[]>>> = {
  run: async (folder) => {
    const [{ readRun }, { chartsOf }] = await Promise.all([import('./write-report.ts'), import('./content.ts')]);
    return chartsOf(readRun(folder));
  },
  sweep: async (folder) => {
    const [{ sweepContent }, { chartsOf }] = await Promise.all([
      import('./sweep/write-sweep-report.ts'),
      import('./sweep/sweep-page.ts'),
    ]);
    return chartsOf(sweepContent(folder));
  },
  comparison: async (folder) => {
    const { readComparison } = await import('./compare/write-comparison-report.ts');
    const { effects, differences, scatters } = readComparison(folder).charts;
    return [...effects, ...differences, ...scatters];
  },
  attack: async (folder) => {
    const [{ attackContent, chartsOf }, { readAttack }] = await Promise.all([
      import('./attack/attack-page.ts'),
      import('./attack/read-attack.ts'),
    ]);
    return chartsOf(attackContent(readAttack(folder)));
  },
  gallery: async (folder) => {
    const [{ galleryContent }, { readGallery }] = await Promise.all([
      import('./gallery/gallery-page.ts'),
      import('./gallery/read-gallery.ts'),
    ]);
    return galleryContent(readGallery(folder)).charts.flat();
  },
};
