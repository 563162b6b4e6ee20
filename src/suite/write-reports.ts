import { dirname } from 'node:path';
import { ensureFolder } from '../io/run-folder.ts';
import { toJUnit } from './junit.ts';
import { toMarkdown } from './markdown.ts';
import type { SuiteVerdict } from './verdict.ts';
import { orFileError, writeWhole } from './write-whole.ts';

/** Files that a verdict is written to; undefined: none of this kind. */
export interface ReportPlaces {
  readonly junit: string | undefined;
  readonly markdown: string | undefined;
}

/**
 * Makes the folders of the reports, before anything is run.
 *
 * @throws FileError
 */
export function makeRoomFor({ junit, markdown }: ReportPlaces): void {
  for (const path of [junit, markdown]) {
    if (path !== undefined) orFileError(path, () => ensureFolder(dirname(path)));
  }
}

/**
 * Writes the reports, each whole or not at all.
 *
 * @throws FileError
 */
export function writeReports(verdict: SuiteVerdict, { junit, markdown }: ReportPlaces): void {
  if (junit !== undefined) writeWhole(junit, toJUnit(verdict));
  if (markdown !== undefined) writeWhole(markdown, toMarkdown(verdict));
}
