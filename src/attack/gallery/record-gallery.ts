import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { attacks } from '../../../sim/index.ts';
import { ensureFolder, movePath, pathExists, removePath, temporaryName, writeWholeFile } from '../../io/run-folder.ts';
import { engineCodeHash, engineVersion } from '../../record/engine-code.ts';
import {
  GALLERY_FILE,
  GALLERY_FORMAT,
  type GalleryCell,
  type GalleryManifest,
  galleryColumns,
} from '../../record/gallery-record.ts';
import { MANIFEST, type RecordedFile } from '../../record/manifest.ts';
import { writeColumns } from '../../record/write-columns.ts';
import type { PlannedGallery } from './cells.ts';
import type { Gallery } from './gallery.ts';

/** A finished gallery, to be recorded. */
export interface FinishedGallery {
  readonly gallery: Gallery;
  readonly plan: PlannedGallery;
  readonly cells: readonly GalleryCell[];
  readonly root: string;
  readonly runs: number;
  readonly failed: number;
  /** Of all runs: they hold scenarios, seeds and code. */
  readonly addresses: readonly string[];
  readonly wallSeconds: number;
}

/** Where a gallery is recorded. */
export interface RecordedGallery {
  readonly galleryId: string;
  readonly folder: string;
  readonly manifest: GalleryManifest;
  readonly cells: readonly GalleryCell[];
}

const idLength = 12;

/**
 * Records a gallery in `<root>/gallery/<gallery id>/`. The id follows from the file and from what the runs are made of, so the
 * same gallery lands in the same folder, in place of what was there. The folder gets its name when all is written.
 */
export function recordGallery(finished: FinishedGallery): RecordedGallery {
  const { gallery, cells, root } = finished;
  const galleryId = idOf(finished);
  const folder = join(root, 'gallery', galleryId);
  ensureFolder(join(root, 'gallery'));
  const fresh = temporaryName(folder);
  ensureFolder(fresh);
  try {
    const metadata = { galleryId, engineVersion: engineVersion() };
    const files: RecordedFile[] = [
      writeColumns(fresh, 'cells', columnsOf(cells), metadata),
      { path: GALLERY_FILE, ...writeWholeFile(join(fresh, GALLERY_FILE), gallery.text) },
    ];
    const manifest = manifestOf(finished, galleryId, files);
    writeWholeFile(join(fresh, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    if (pathExists(folder)) removePath(folder);
    movePath(fresh, folder);
    return { galleryId, folder, manifest, cells };
  } catch (error) {
    removePath(fresh);
    throw error;
  }
}

function idOf({ gallery, addresses }: FinishedGallery): string {
  const hash = createHash('sha256').update(`gallery ${gallery.text}`);
  for (const address of addresses) hash.update(address);
  return hash.digest('hex').slice(0, idLength);
}

/** The table's columns; cells have the same names in camel case. */
export function columnsOf(cells: readonly GalleryCell[]) {
  return galleryColumns.map((declaration) => {
    const key = declaration.name === 'adjusted_p' ? 'adjustedP' : (declaration.name as keyof GalleryCell);
    return { declaration, values: cells.map((cell) => cell[key]) as string[] | number[] };
  });
}

function manifestOf(
  { gallery, plan, cells, runs, failed, wallSeconds }: FinishedGallery,
  galleryId: string,
  files: readonly RecordedFile[],
): GalleryManifest {
  const { name, question, sizes, profiles, slashing, budget } = gallery;
  return {
    kind: 'gallery',
    formatVersion: GALLERY_FORMAT,
    engineVersion: engineVersion(),
    codeHash: engineCodeHash(),
    galleryId,
    name,
    question,
    network: plan.network,
    epochs: plan.epochs,
    sizes: sizes.map((size) => size.name),
    profiles,
    slashing,
    attacks: gallery.attacks.map((entry) => {
      const { number, doc, question: asks } = attacks[entry.attack];
      return { name: entry.name, attack: entry.attack, number, doc, question: asks };
    }),
    budget,
    seed: plan.seed,
    seeds: plan.seeds,
    runs,
    failed,
    tested: cells.filter(({ p }) => Number.isFinite(p)).length,
    wallSeconds,
    finishedAt: new Date().toISOString(),
    nodeVersion: process.version,
    files,
  };
}
