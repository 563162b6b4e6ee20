import { describe, expect, it } from 'vitest';
import { jsonSchema } from '../../src/config/json-schema.ts';
import { referencePage } from '../../src/config/reference-page.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { command } from './command.ts';

describe('schema', () => {
  it('prints the JSON Schema of scenario files', async () => {
    const { code, stdout, stderr } = await command(['schema']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(jsonSchema(simRegistries))));
  });
  it('prints the reference page instead when asked', async () => {
    expect((await command(['schema', '--markdown'])).stdout).toBe(referencePage(simRegistries));
  });
  it('prints that of experiments or of suites when asked', async () => {
    for (const [kind, key] of [
      ['experiment', 'factors'],
      ['suite', 'baseline'],
    ]) {
      const { code, stdout } = await command(['schema', '--of', kind]);
      expect(code).toBe(0);
      expect(Object.keys(JSON.parse(stdout).properties)).toContain(key);
    }
    expect(await command(['schema', '--of', 'experimnt'])).toEqual({
      code: 2,
      stdout: '',
      stderr: '--of is "experimnt"; expected one of scenario, experiment, suite. Did you mean "experiment"?\n',
    });
    expect((await command(['schema', '--of', 'suite', '--markdown'])).code).toBe(2);
  });
  it('takes no argument', async () => {
    expect(await command(['schema', 'x'])).toMatchObject({ code: 2, stdout: '' });
    expect((await command(['schema', '--markdwon'])).stderr).toBe(
      'schema has no option --markdwon. Did you mean "--markdown"?\n',
    );
  });
});
