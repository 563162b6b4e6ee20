import { describe, expect, it } from 'vitest';
import { plantedProject } from './planted-project.ts';
import { runTool } from './run-tool.ts';

const skipped = [
  "import { expect, it } from 'vitest';",
  "it('counts', () => { expect(1 + 1).toBe(2); });",
  "it.runIf(false)('is skipped', () => {});",
].join('\n');

function runTests(text: string, ci: string): { code: number | null; output: string } {
  const { folder, remove } = plantedProject({ 'test/planted.test.ts': text });
  try {
    return runTool(folder, 'vitest', ['run', '--config', 'test/vitest.config.ts'], { CI: ci });
  } finally {
    remove();
  }
}

describe('a skipped test', () => {
  it('fails the run when CI=true, and is named', () => {
    const { code, output } = runTests(skipped, 'true');
    expect(code).toBe(1);
    expect(output).toContain('test/planted.test.ts: is skipped');
  });
  it('fails nothing elsewhere', () => {
    expect(runTests(skipped, '').code).toBe(0);
  });
  it('is not seen where none is', () => {
    expect(runTests(skipped.replace('runIf(false)', 'runIf(true)'), 'true').code).toBe(0);
  });
});
