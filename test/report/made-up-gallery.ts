import { join } from 'node:path';
import { adjusted, type Unadjusted } from '../../src/attack/gallery/cell-measures.ts';
import { columnsOf } from '../../src/attack/gallery/record-gallery.ts';
import { ensureFolder, writeWholeFile } from '../../src/io/run-folder.ts';
import { GALLERY_FORMAT, type GalleryManifest, galleryMeasures } from '../../src/record/gallery-record.ts';
import { writeColumns } from '../../src/record/write-columns.ts';

/** Records a made-up gallery of so many attacks under `root` and returns its folder. The last attack lacks the hub chain. */
export function madeUpGallery(root: string, attacks = 33, far = 1): string {
  const folder = join(root, 'gallery', 'ga11e4000000');
  ensureFolder(folder);
  const names = Array.from({ length: attacks }, (_, a) => `attack-${String.fromCharCode(97 + (a % 26))}-${a + 1}`);
  const sizes = ['small', 'medium', 'large'];
  const profiles = ['v0.6', 'v0.17'];
  const slashing = ['none', 'proportional'];
  const cells = names.flatMap((attack, a) =>
    profiles.flatMap((profile, p) =>
      slashing.flatMap((mode, m) =>
        sizes.flatMap((size, s) =>
          galleryMeasures.map((measure, k): Unadjusted => {
            const about = { attack, profile, slashing: mode, size, measure, unit: k === 0 ? '1' : 'log10 loss' };
            const mean = (k === 0 ? far : 0.1) * Math.sin(3 * a + p + 0.5 * s) - 0.2 * m;
            const half = 0.1 + 0.1 * Math.abs(mean);
            const p2 = Math.abs(mean) > 3 * half ? 1e-9 : 0.2;
            if (a === attacks - 1) {
              const none = { mean: Number.NaN, low: Number.NaN, high: Number.NaN, p: Number.NaN, outlay: Number.NaN };
              return { ...about, ...none, n: 0, failed: 0, lacks: 'the hub chain' };
            }
            const estimate = { mean, low: mean - half, high: mean + half, p: p2 };
            return { ...about, ...estimate, n: 10, outlay: 900 + a, failed: 0, lacks: '' };
          }),
        ),
      ),
    ),
  );
  const files = [writeColumns(folder, 'cells', columnsOf(adjusted(cells)), {})];
  writeWholeFile(join(folder, 'gallery.yaml'), '# Which attacks pay? <script>no</script>\n');
  const manifest: GalleryManifest = {
    kind: 'gallery',
    formatVersion: GALLERY_FORMAT,
    engineVersion: '0.1.0',
    codeHash: 'c0de'.repeat(16),
    galleryId: 'ga11e4000000',
    name: 'gallery',
    question: 'Which attacks pay?',
    network: 'gallery-network',
    epochs: 120,
    ...{ sizes, profiles, slashing },
    attacks: names.map((name, a) => ({
      name,
      attack: 'sybil',
      number: a + 1,
      doc: 'It copies.',
      question: 'Does it pay?',
    })),
    budget: 20_000,
    seed: 'allora',
    seeds: Array.from({ length: 10 }, (_, r) => `allora-${r + 1}`),
    runs: 7920,
    failed: 0,
    tested: cells.filter(({ p }) => Number.isFinite(p)).length,
    wallSeconds: 12,
    finishedAt: '2026-01-01T00:00:00.000Z',
    nodeVersion: 'v20.19.0',
    files,
  };
  writeWholeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}
