import { join } from 'node:path';
import { writeWholeFile } from '../../io/run-folder.ts';
import { vegaBundles } from '../vega-bundles.ts';
import { writeCharts } from '../write-charts.ts';
import { galleryContent, galleryPage } from './gallery-page.ts';
import { readGallery } from './read-gallery.ts';

/**
 * Writes `charts/*.vl.json` and `report.html` of a finished gallery from what it recorded, replacing older ones.
 *
 * @param folder the gallery's folder
 * @returns path of the report
 * @throws when the folder holds no finished gallery
 */
export function writeGalleryReport(folder: string): string {
  const content = galleryContent(readGallery(folder));
  writeCharts(folder, content.charts.flat());
  const path = join(folder, 'report.html');
  writeWholeFile(path, galleryPage(content, vegaBundles()));
  return path;
}
