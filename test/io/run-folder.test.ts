import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileBytes, writeFirstFile } from '../../src/io/run-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('fileBytes', () => {
  it('is the size of a file, and nothing for a folder or where nothing is', () => {
    expect(fileBytes('README.md')).toBeGreaterThan(1000);
    expect(fileBytes('docs')).toBeUndefined();
    expect(fileBytes('docs/no-such-file')).toBeUndefined();
  });
});

describe('writeFirstFile', () => {
  it('leaves what was there first, and nothing beside it', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'name');
    for (const content of ['first', 'second']) {
      writeFirstFile(file, content);
      expect(readFileSync(file, 'utf8')).toBe('first');
    }
    expect(readdirSync(folder)).toEqual(['name']);
    expect(() => writeFirstFile(path.join(folder, 'none', 'name'), 'first')).toThrow('ENOENT');
  });
});
