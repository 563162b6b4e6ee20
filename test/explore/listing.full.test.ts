import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Records } from '../../src/explore/listing.ts';
import { syntheticRun } from '../report/synthetic-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('lists 2 000 runs at once, and sooner the second time', () => {
  const place = temporaryFolder();
  const run = syntheticRun(join(place, '.made'), { epochs: 2, actorsEvery: 0 });
  const manifest = readFileSync(join(run, 'manifest.json'), 'utf8').replace(/"files":\[.*?\]/, '"files":[]');
  const summary = readFileSync(join(run, 'summary.json'));
  for (let r = 0; r < 2000; ++r) {
    const folder = join(place, `s${r % 20}`, `id${r}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'manifest.json'), manifest);
    writeFileSync(join(folder, 'summary.json'), summary);
  }
  const records = new Records(place, place);
  const took = [0, 1].map(() => {
    const start = performance.now();
    expect(records.list(undefined).records).toHaveLength(2000);
    return performance.now() - start;
  });
  console.log(`2 000 runs: ${took.map((ms) => ms.toFixed(0)).join(' ms, then ')} ms`);
  // Generous: the machine may be busy.
  expect(took[0]).toBeLessThan(5000);
  expect(took[1]).toBeLessThan(took[0]);
});
