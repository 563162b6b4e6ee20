import { describe, expect, it } from 'vitest';
import { fileBytes } from '../../src/io/run-folder.ts';

describe('fileBytes', () => {
  it('is the size of a file, and nothing for a folder or where nothing is', () => {
    expect(fileBytes('README.md')).toBeGreaterThan(1000);
    expect(fileBytes('docs')).toBeUndefined();
    expect(fileBytes('docs/no-such-file')).toBeUndefined();
  });
});
