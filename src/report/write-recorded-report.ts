import type { RecordedKind } from '../record/recorded-kind.ts';

/** Loaded only when needed. */
const writers: Readonly<Record<RecordedKind, (folder: string) => Promise<string>>> = {
  run: async (folder) => (await import('./write-report.ts')).writeReport(folder),
  sweep: async (folder) => (await import('./sweep/write-sweep-report.ts')).writeSweepReport(folder),
  comparison: async (folder) => (await import('./compare/write-comparison-report.ts')).writeComparisonReport(folder),
  attack: async (folder) => (await import('./attack/write-attack-report.ts')).writeAttackReport(folder),
  gallery: async (folder) => (await import('./gallery/write-gallery-report.ts')).writeGalleryReport(folder),
};

/**
 * Writes the report of a recorded run, sweep, comparison, attack or gallery from its tables, replacing an older one.
 *
 * @returns path of the report
 * @throws when the folder holds nothing complete of that kind
 */
export function writeRecordedReport(kind: RecordedKind, folder: string): Promise<string> {
  return writers[kind](folder);
}
