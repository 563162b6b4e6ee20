import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the example in the README', () => {
  it('runs as it stands', () => {
    const blocks = readFileSync('README.md', 'utf8').matchAll(/^```ts\n(.*?)^```$/gms);
    const [example] = [...blocks].map(([, code]) => code).filter((code) => code.includes("from 'allora-sim'"));
    const library = new URL('../../src/library/index.ts', import.meta.url).href;
    const file = join(temporaryFolder(), 'example.mts');
    writeFileSync(file, example.replace("'allora-sim'", JSON.stringify(library)));
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(Number(lines[0])).not.toBeNaN();
    expect(lines[1]).toBe('200 honest');
  });
});
