import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Gallery } from '../attack/gallery/gallery.ts';
import { readGallery } from '../attack/gallery/read-gallery.ts';
import { runGallery } from '../attack/gallery/run-gallery.ts';
import type { OpenPool } from '../experiment/run-pool.ts';
import { foldersIn, pathExists } from '../io/run-folder.ts';
import { engineCodeHash } from '../record/engine-code.ts';
import { MANIFEST } from '../record/manifest.ts';
import { readGallery as readRecorded } from '../report/gallery/read-gallery.ts';
import type { ShownGallery } from './attacks-page.ts';
import { QUICK_EPOCHS } from './scenario-task.ts';

export interface GallerySearch {
  /** The gallery's file. */
  readonly file: string;
  /** Folder of all results. */
  readonly root: string;
  readonly threads: number;
  /** Where runs are made; threads of this program unless given. */
  readonly openPool?: OpenPool;
  /** Fewer epochs and seeds than a site of whole runs takes. */
  readonly quick: boolean;
  /** Keys of the attacks to run; undefined: all. */
  readonly attacks: ReadonlySet<string> | undefined;
  readonly interrupted: () => boolean;
  readonly onProgress: (done: number, total: number) => void;
}

/** Seeds of a gallery that the site's builder runs itself. */
const FEW_SEEDS = 3;
const QUICK_SEEDS = 2;

/**
 * The gallery of all attacks: as recorded by `attack --gallery` with this engine, otherwise a small one that is run here.
 *
 * @returns undefined when it was interrupted, or when there is no attack to run
 * @throws ScenarioError when the file is no gallery
 */
export async function attackGallery(search: GallerySearch): Promise<ShownGallery | undefined> {
  const { file, root, threads, openPool, quick, interrupted, onProgress } = search;
  const gallery = readGallery(file);
  const whole = search.attacks === undefined && !quick ? recordedGallery(gallery, root) : undefined;
  if (whole !== undefined) return { gallery: readRecorded(whole), few: false };
  if (!gallery.attacks.some(({ attack }) => search.attacks?.has(attack) ?? true)) return undefined;
  const { recorded } = await runGallery(file, {
    root,
    threads,
    text: narrowedText(gallery, quick, search.attacks),
    interrupted,
    ...(openPool && { openPool }),
    onProgress: ({ done, total }) => onProgress(done, total),
  });
  return recorded && { gallery: readRecorded(recorded.folder), few: true };
}

/** The folder of the whole gallery, recorded with this very engine. */
function recordedGallery(gallery: Gallery, root: string): string | undefined {
  const folders = foldersIn(join(root, 'gallery')).map((name) => join(root, 'gallery', name));
  return folders
    .filter((folder) => pathExists(join(folder, MANIFEST)))
    .find((folder) => {
      const { manifest, galleryYaml } = readRecorded(folder);
      return galleryYaml === gallery.text && manifest.codeHash === engineCodeHash();
    });
}

/**
 * The text of a gallery of one size of the network, without slashing, with few seeds; a quick one also of the newest version
 * alone and with few epochs.
 *
 * @param attacks keys of the attacks to keep; undefined: all
 */
export function narrowedText(full: Gallery, quick: boolean, attacks: ReadonlySet<string> | undefined): string {
  const text = parseDocument(full.text);
  const { sizes, attacks: entries } = text.toJS() as GalleryShape;
  const cut = quick ? { epochs: QUICK_EPOCHS } : {};
  text.set('replicates', Math.min(full.replicates, quick ? QUICK_SEEDS : FEW_SEEDS));
  text.set('profiles', quick ? full.profiles.slice(-1) : [...full.profiles]);
  text.set('slashing', full.slashing.slice(0, 1));
  text.set(
    'sizes',
    sizes.slice(0, 1).map((size) => ({ ...size, set: { ...size.set, ...cut } })),
  );
  text.set(
    'attacks',
    entries.filter(({ attack }) => attacks?.has(attack) ?? true),
  );
  return String(text);
}

/** What is looked at of a gallery file; it has been checked. */
interface GalleryShape {
  readonly sizes: readonly { readonly set: object }[];
  readonly attacks: readonly { readonly attack: string }[];
}
