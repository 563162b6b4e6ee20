import { describe, expect, it } from 'vitest';
import { plantedProject } from './planted-project.ts';
import { runTool } from './run-tool.ts';

const slow = `
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
it('takes its time', async () => {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  writeFileSync('done.txt', '');
});
`;
const measuring = `
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
it('has the machine to itself', () => { expect(existsSync('done.txt')).toBe(true); });
`;

function runTests(full: string): { code: number | null; output: string } {
  const files = { 'test/slow.test.ts': slow, 'test/a-measure.alone.full.test.ts': measuring };
  const { folder, remove } = plantedProject(files);
  try {
    const environment = { CI: 'true', ALLORA_SIM_TEST_FULL: full };
    return runTool(folder, 'vitest', ['run', '--config', 'test/vitest.config.ts'], environment);
  } finally {
    remove();
  }
}

describe('a test that measures time', () => {
  it('is run when all others are done', () => {
    const { code, output } = runTests('1');
    expect(output).toContain('2 passed');
    expect(code).toBe(0);
  });
  it('is left out of npm test', () => {
    const { code, output } = runTests('');
    expect(output).toContain('1 passed');
    expect(code).toBe(0);
  });
});
