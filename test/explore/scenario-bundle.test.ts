import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { scenarioBundle } from '../../src/explore/scenario-bundle.ts';
import { scenarioFiles } from '../../src/io/scenario-files.ts';
import type { ScenarioBundle } from '../../src/web/contract.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FILES = ['baseline.yaml', 'from-csv.yaml', 'specialists-v0.6.yaml', 'sybil.yaml'].map(
  (name) => `scenarios/${name}`,
);

/** Resolves a scenario of the bundle as the playground does: with nothing but the bundle. */
function fromBundle({ files }: ScenarioBundle, file: string) {
  const missing = { reason: 'it is not in the bundle.' };
  return resolveScenario(files[file], file, {}, simRegistries, {
    readText: (path) => (Object.hasOwn(files, path) ? { text: files[path] } : missing),
    readBytes: (path) => {
      if (!Object.hasOwn(files, path)) return missing;
      const bytes = new TextEncoder().encode(files[path]);
      return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
  });
}

describe('scenarioBundle', () => {
  it('holds all that its scenarios need to resolve as they do from files', async () => {
    const bundle = await scenarioBundle(FILES, { canSave: false });
    expect(bundle.scenarios.map(({ file }) => file)).toEqual(FILES);
    for (const file of FILES) {
      const direct = await resolveScenario(readFileSync(file, 'utf8'), file, {}, simRegistries, scenarioFiles);
      const bundled = await fromBundle(bundle, file);
      expect(direct.ok && bundled.ok && bundled.yaml === direct.yaml, file).toBe(true);
    }
  });

  it('holds the text of a series in CSV with its mark of byte order, so that its SHA-256 stays', async () => {
    const folder = temporaryFolder();
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('value\n1\n3\n2\n5\n')]);
    writeFileSync(join(folder, 'marked.csv'), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const shared = readFileSync('scenarios/from-csv.yaml', 'utf8');
    const truth = `file: marked.csv, sha256: ${sha256}, column: value, onExhaustion: loop`;
    writeFileSync(join(folder, 'base.yaml'), shared.replace('file: data/reservoir-level.csv, column: level', truth));
    writeFileSync(join(folder, 'upper.yaml'), 'name: upper\nepochs: 2\nextends: base.yaml\n');
    const bundle = await scenarioBundle(['upper.yaml'], { canSave: true, below: folder });
    expect(Object.keys(bundle.files).sort()).toEqual(['base.yaml', 'marked.csv', 'upper.yaml']);
    expect((await fromBundle(bundle, 'upper.yaml')).ok).toBe(true);
    expect(JSON.stringify(bundle)).not.toContain(folder);
  });

  it('leaves out what is no scenario, wrong, or not there, and hands on no text of it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'scenarios'));
    writeFileSync(join(folder, 'scenarios', 'wrong.yaml'), 'name: wrong\nextends: secret.yaml\nepochs: many\n');
    writeFileSync(join(folder, 'scenarios', 'secret.yaml'), 'password: 1\n');
    const files = ['scenarios/wrong.yaml', 'scenarios/secret.yaml', 'scenarios/none.yaml'];
    expect(await scenarioBundle(files, { canSave: false, below: folder })).toEqual({
      scenarios: [],
      files: {},
      canSave: false,
    });
  });

  it('says what each scenario asks', async () => {
    const { scenarios } = await scenarioBundle(['scenarios/sybil.yaml'], { canSave: false });
    expect(scenarios[0].name).toBe('sybil');
    expect(scenarios[0].question).toMatch(/\?$/);
  });
});
