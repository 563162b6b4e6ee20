import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { adjusted, cellMeasures, ratioOfMeans, type SeedOfCell } from '../../src/attack/gallery/cell-measures.ts';
import { resolveGallery } from '../../src/attack/gallery/read-gallery.ts';
import { runGallery } from '../../src/attack/gallery/run-gallery.ts';
import { readGallery } from '../../src/report/gallery/read-gallery.ts';
import { writeGalleryReport } from '../../src/report/gallery/write-gallery-report.ts';
import { tinyScenario } from '../cli/command.ts';
import { inlinePool } from '../experiment/inline-pool.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const text = `# Does it pay?
name: gallery
network: tiny.yaml
sizes:
  - { name: small, set: { topics.0.inferers.0.count: 3 } }
  - { name: large, set: { topics.0.inferers.0.count: 5 } }
profiles: [v0.17]
budget: 5000
replicates: 2
attacks:
  - { attack: sybil, start: 2, identities: 2 }
  - { attack: wash-fees, start: 2 }
`;

function galleryFile(folder: string, body = text): string {
  writeFileSync(path.join(folder, 'tiny.yaml'), tinyScenario);
  const file = path.join(folder, 'gallery.yaml');
  writeFileSync(file, body);
  return file;
}

const metric = (name: string, value: number) => ({ name, value, unit: 'ALLO', topic: 'eth' });
const seed = (net: number, outlay: number, honest: number, honestOutlay = 0): SeedOfCell => ({
  attack: [metric('attack_net', net), metric('attack_outlay', outlay), metric('attack_damage', 0.1)],
  honest: [metric('attack_net', honest), metric('attack_outlay', honestOutlay)],
});
const names = { attack: 'sybil', profile: 'v0.17', slashing: 'none', size: 'small' };

describe('a gallery file', () => {
  it('is told where it is wrong, and what was meant', () => {
    expect(() => resolveGallery(text.replace('attack: sybil', 'attack: sybill'), 'g.yaml')).toThrow(
      /^g\.yaml:11:15 attacks\.0\.attack is "sybill"; .*Did you mean "sybil"\?$/,
    );
    expect(() => resolveGallery(text.replace('replicates', 'replicate'), 'g.yaml')).toThrow(/^g\.yaml:9:1 /);
    expect(() => resolveGallery(text.replace('name: large', 'name: small'), 'g.yaml')).toThrow(
      'g.yaml:6:13 sizes.1.name is "small", which stands there already; expected every name once.',
    );
  });

  it('gives every attack the same budget', () => {
    const { attacks } = resolveGallery(text, 'g.yaml');
    expect(attacks.map(({ block }) => block.budget)).toEqual([5000, 5000]);
  });

  it('is told of a parameter that its attack does not have, at the entry of the attack', async () => {
    const file = galleryFile(temporaryFolder(), text.replace('identities: 2', 'identites: 2'));
    const options = { root: temporaryFolder(), threads: 1, openPool: inlinePool().openPool };
    await expect(runGallery(file, options)).rejects.toThrow(/gallery\.yaml:11:5 .*identites/);
  });
});

describe('measures of a cell', () => {
  it('set the net beyond honest play against the outlay', () => {
    const [roi, damage] = cellMeasures(names, [seed(30, 10, 10), seed(10, 10, 0)], '');
    expect(roi).toMatchObject({ n: 2, mean: 1.5, outlay: 10, lacks: '' });
    expect(roi.low).toBeLessThan(1.5);
    expect(damage).toMatchObject({ n: 2, mean: 0.1, low: 0.1, high: 0.1, p: 0 });
  });

  it('set what a free rider saves against what honest play lays out', () => {
    const [roi] = cellMeasures(names, [seed(3, 0, 1, 4), seed(3, 0, 1, 4)], '');
    expect(roi).toMatchObject({ n: 2, mean: 0.5, outlay: 0, lacks: '' });
  });

  it('have no return where neither lays out anything, and say so', () => {
    const [roi] = cellMeasures(names, [seed(1, 0, 1), seed(2, 1e-15, 1)], '');
    expect(roi).toMatchObject({ n: 0, mean: Number.NaN, lacks: 'it lays out nothing' });
  });

  it('leave out seeds with a failed run', () => {
    const [roi] = cellMeasures(names, [seed(30, 10, 10), { attack: null, honest: null }, seed(10, 10, 0)], '');
    expect(roi).toMatchObject({ n: 2, mean: 1.5, failed: 2 });
  });

  it('are a return of zero, without an interval, when the attack earns what honest play does', () => {
    expect(ratioOfMeans([{ gain: 0, paid: 5 }])).toMatchObject({ n: 1, mean: 0, low: Number.NaN });
    expect(
      ratioOfMeans([
        { gain: 1, paid: 5 },
        { gain: -1, paid: 5 },
      ]).mean,
    ).toBe(0);
  });

  it('are adjusted together: as many tests, so many times the least p', () => {
    const cells = cellMeasures(names, [seed(30, 10, 10), seed(10, 10, 0), seed(20, 10, 2)], '');
    const [roi] = adjusted([...cells, ...cells]);
    expect(roi.adjustedP).toBeCloseTo(2 * roi.p, 12);
  });
});

describe('a gallery', () => {
  it('runs both sides of every cell on common seeds, and says what a cell lacks', async () => {
    const { openPool, made } = inlinePool();
    const root = temporaryFolder();
    const file = galleryFile(temporaryFolder());
    const runs = await runGallery(file, { root, threads: 1, openPool });
    expect(runs).toMatchObject({ end: 'done', total: 8, done: 8, failed: 0 });
    expect(new Set(made)).toEqual(new Set(['allora-1', 'allora-2']));
    const folder = runs.recorded?.folder ?? '';
    expect(folder.startsWith(path.join(root, 'gallery'))).toBe(true);
    const { manifest, cells } = readGallery(folder);
    expect(manifest).toMatchObject({ kind: 'gallery', network: 'tiny', runs: 8, sizes: ['small', 'large'] });
    expect(cells).toHaveLength(8);
    expect(cells.filter(({ attack }) => attack === 'wash-fees').map(({ lacks }) => lacks)).toEqual(
      new Array(4).fill('the hub chain'),
    );
    for (const cell of cells.filter(({ attack, measure }) => attack === 'sybil' && measure === 'attack_damage')) {
      expect(cell.n, cell.size).toBe(2);
    }
    expect(writeGalleryReport(folder)).toBe(path.join(folder, 'report.html'));
    const again = await runGallery(file, { root, threads: 1, openPool });
    expect(again).toMatchObject({ stored: 8, recorded: { folder } });
  });

  it('records nothing when somebody interrupts', async () => {
    const { openPool } = inlinePool();
    const options = { root: temporaryFolder(), threads: 1, openPool, interrupted: () => true };
    const runs = await runGallery(galleryFile(temporaryFolder()), options);
    expect(runs).toMatchObject({ end: 'interrupted', recorded: undefined });
  });
});
