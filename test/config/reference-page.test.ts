import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pageTexts } from '../../src/config/messages.ts';
import { referencePage } from '../../src/config/reference-page.ts';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { fakeRegistries } from './fake-registries.ts';

describe('the reference page', () => {
  it('in docs/ is the one that the declarations make', () => {
    const committed = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8');
    const isCurrent = committed === referencePage(simRegistries);
    expect(isCurrent, 'rebuild it: npm run -s sim -- schema --markdown > docs/scenarios.md').toBe(true);
  });
  it('begins with an example that is a valid scenario', async () => {
    expect(await resolveScenario(pageTexts.example, 'example.yaml', {}, simRegistries)).toMatchObject({ ok: true });
  });
  const page = referencePage(simRegistries);
  it('names every word that a scenario may use', () => {
    const { truthProcesses, lossFunctions, infererPolicies, forecasterPolicies, reputerPolicies, attacks } =
      simRegistries;
    const entries = [truthProcesses, lossFunctions, infererPolicies, forecasterPolicies, reputerPolicies, attacks]
      .flatMap((registry) => Object.values(registry))
      .flatMap(({ name, doc, parameters }) => [
        `### ${name}\n\n${doc}`,
        ...parameters.map((one) => `| \`${one.name}\` |`),
      ]);
    const parameters = [...simRegistries.topicParameters, ...simRegistries.protocolParameters];
    const words = [...parameters, ...simRegistries.metrics].map(({ name }) => `| \`${name}\` |`);
    for (const word of [...entries, ...words]) expect(page).toContain(word);
  });
  it('tells range, default, unit and meaning of a parameter, as they are declared', () => {
    const fake = referencePage(fakeRegistries);
    for (const line of [
      '| `factor` | a number, at least 0 | `5` | times | The factor. |',
      '| `calm.volatility` | a number, at least 0 | `0.01` |  | The calm.volatility. |',
      '| `groundTruthLag` | a whole number, at least 1 | that of `epochLength` | blocks | The groundTruthLag. |',
      '| `file` | text | must be given |  | The file. |',
      '| `regime` | name of a regime | must be given |  | The regime. |',
      '| `keys` | a whole number, at least 1 and at most 100000 | `8` | keys | The keys. |',
      '| `leaves` | a whole number, at least 1 and at most 10000000, or `null` | `null` | First epoch in which they are gone; null: they stay. Unit: epochs. |',
    ]) {
      expect(fake).toContain(`${line}\n`);
    }
    expect(fake).toContain('Regimes: `calm`, `turbulent`.');
    expect(fake).toContain('Does it pay? Its keys know: blind.');
  });
  it('keeps every row of a table in one line with as many cells as its head', () => {
    const cells = (line: string) => line.replaceAll('\\|', '').split('|').length;
    let head = 0;
    for (const line of page.split('\n')) {
      if (!line.startsWith('|')) head = 0;
      else if (head === 0) head = cells(line);
      else expect(cells(line), line).toBe(head);
    }
  });
});
