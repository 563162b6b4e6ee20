import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { command } from '../cli/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const remake = 'make them again: npm run -s sim -- schema --reference docs';

describe('the reference pages in docs/', () => {
  it('are those that the declarations make', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await command(['schema', '--reference', folder]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const made = readdirSync(`${folder}/reference`);
    expect(made.length).toBeGreaterThan(9);
    expect(readdirSync('docs/reference').sort(), remake).toEqual(made.sort());
    for (const name of ['scenarios.md', ...made.map((one) => `reference/${one}`)]) {
      const isCurrent = readFileSync(`docs/${name}`, 'utf8') === readFileSync(`${folder}/${name}`, 'utf8');
      expect(isCurrent, `docs/${name} is not current; ${remake}`).toBe(true);
    }
  });

  it('hold every command with every option that its help page tells', () => {
    const page = readFileSync('docs/reference/commands.md', 'utf8');
    for (const word of ['## run', '## sweep', '--replicates', '--no-report', '--debug']) expect(page).toContain(word);
  });
});
