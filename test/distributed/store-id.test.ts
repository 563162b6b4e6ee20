import { createHash } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/distributed/engine-error.ts';
import { readInputFile } from '../../src/distributed/input-file.ts';
import { programHash } from '../../src/distributed/program-hash.ts';
import { knownStoreId, storeId } from '../../src/distributed/store-id.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the name of a store', () => {
  it('is made once, and goes with the folder wherever it is mounted', () => {
    const folder = temporaryFolder();
    const [here, there] = ['here', 'there'].map((name) => path.join(folder, name));
    expect(knownStoreId(here)).toBeUndefined();
    const id = storeId(here);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(storeId(here)).toBe(id);
    renameSync(here, there);
    expect(knownStoreId(there)).toBe(id);
    expect(storeId(here)).not.toBe(id);
  });
});

describe('the hash of this program', () => {
  it('is one and the same', () => {
    expect(programHash()).toMatch(/^[0-9a-f]{64}$/);
    expect(programHash()).toBe(programHash());
  });
});

describe('a file that runs read', () => {
  it('is handed over as long as it is what it was', () => {
    const file = path.join(temporaryFolder(), 'data.csv');
    writeFileSync(file, 'level\n1\n');
    const sha256 = createHash('sha256').update('level\n1\n').digest('hex');
    expect(Buffer.from(readInputFile(file, sha256)).toString()).toBe('level\n1\n');
    writeFileSync(file, 'level\n2\n');
    expect(() => readInputFile(file, sha256)).toThrow(EngineError);
    expect(() => readInputFile(file, sha256)).toThrow(
      /data\.csv has changed since this sweep began to read it; give the/,
    );
    expect(() => readInputFile(`${file}.gone`, sha256)).toThrow(/data\.csv\.gone cannot be read any more: /);
  });
});
