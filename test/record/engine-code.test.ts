import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeHashOf, engineCodeHash } from '../../src/record/engine-code.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('codeHashOf', () => {
  it('changes with any text or name of a source file, and with nothing else', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'math'));
    writeFileSync(join(folder, 'index.js'), 'export {};');
    writeFileSync(join(folder, 'math', 'exp.js'), 'one');
    const before = codeHashOf(folder, '.js');
    writeFileSync(join(folder, 'index.d.ts'), 'declare');
    expect(codeHashOf(folder, '.js')).toBe(before);
    writeFileSync(join(folder, 'math', 'exp.js'), 'two');
    const after = codeHashOf(folder, '.js');
    expect(after).not.toBe(before);
    writeFileSync(join(folder, 'math', 'log.js'), '');
    expect(codeHashOf(folder, '.js')).not.toBe(after);
  });

  it('covers the sources of this checkout', () => {
    expect(engineCodeHash()).toMatch(/^[0-9a-f]{64}$/);
    expect(engineCodeHash()).toBe(codeHashOf('sim', '.ts'));
  });
});
