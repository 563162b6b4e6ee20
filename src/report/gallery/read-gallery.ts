import { join } from 'node:path';
import { pathExists, readWholeText } from '../../io/run-folder.ts';
import {
  GALLERY_FILE,
  type GalleryCell,
  type GalleryManifest,
  type GalleryMeasure,
  galleryColumns,
} from '../../record/gallery-record.ts';
import { MANIFEST } from '../../record/manifest.ts';
import { readTable } from '../../record/read-table.ts';

/** What a gallery left in its folder. */
export interface RecordedGallery {
  readonly manifest: GalleryManifest;
  readonly galleryYaml: string;
  readonly cells: readonly GalleryCell[];
}

/**
 * Reads the folder of a finished gallery.
 *
 * @throws when it holds none
 */
export function readGallery(folder: string): RecordedGallery {
  const path = join(folder, MANIFEST);
  if (!pathExists(path)) throw new Error(`${folder} holds no complete gallery: it has no ${MANIFEST}`);
  const table = readTable(
    join(folder, 'cells.arrow'),
    galleryColumns.map(({ name }) => name),
  );
  const words = ['attack', 'profile', 'slashing', 'size', 'measure', 'unit', 'lacks'].map((column) => {
    const { codes, words: known } = table.words(column);
    return (row: number): string => known[codes[row]] ?? '';
  });
  const numbers = ['n', 'mean', 'low', 'high', 'p', 'adjusted_p', 'outlay', 'failed'].map((column) =>
    table.numbers(column),
  );
  const cells = Array.from({ length: table.rows }, (_, row): GalleryCell => {
    const [attack, profile, slashing, size, measure, unit, lacks] = words.map((word) => word(row));
    const [n, mean, low, high, p, adjustedP, outlay, failed] = numbers.map((values) => values[row]);
    const names = { attack, profile, slashing, size, measure: measure as GalleryMeasure, unit, lacks };
    return { ...names, n, mean, low, high, p, adjustedP, outlay, failed };
  });
  return {
    manifest: JSON.parse(readWholeText(path)) as GalleryManifest,
    galleryYaml: readWholeText(join(folder, GALLERY_FILE)),
    cells,
  };
}
