import { describe, expect, it } from 'vitest';
import { pageTexts } from '../../src/config/messages.ts';
import { referencePages } from '../../src/config/reference/pages.ts';
import type { Registries } from '../../src/config/registries.ts';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { fakeRegistries } from './fake-registries.ts';

const allOf = (registries: Registries): string => Object.values(referencePages(registries)).join('\n');

describe('the reference pages', () => {
  it('begin with an example that is a valid scenario', async () => {
    expect(await resolveScenario(pageTexts.example, 'example.yaml', {}, simRegistries)).toMatchObject({ ok: true });
  });
  const page = allOf(simRegistries);
  it('name every word that a scenario may use', () => {
    const { truthProcesses, lossFunctions, infererPolicies, forecasterPolicies, reputerPolicies, attacks } =
      simRegistries;
    const { delegatorPolicies, priceProcesses } = simRegistries;
    const workers = [infererPolicies, forecasterPolicies, reputerPolicies];
    const entries = [truthProcesses, lossFunctions, ...workers, delegatorPolicies, priceProcesses, attacks]
      .flatMap((registry) => Object.values(registry))
      .flatMap(({ name, doc, parameters }) => [
        `### ${name}\n\n${doc}`,
        ...parameters.map((one) => `| \`${one.name}\` |`),
      ]);
    const { topicParameters, protocolParameters, tokenomicsParameters, macroParameters } = simRegistries;
    const parameters = [...topicParameters, ...protocolParameters, ...tokenomicsParameters, ...macroParameters];
    const words = [...parameters, ...simRegistries.metrics].map(({ name }) => `| \`${name}\` |`);
    for (const word of [...entries, ...words]) expect(page).toContain(word);
  });
  it('tell range, default, unit and meaning of a parameter, as they are declared', () => {
    const fake = allOf(fakeRegistries);
    for (const line of [
      '| `factor` | a number, at least 0 | `5` | times | The factor. |',
      '| `calm.volatility` | a number, at least 0 | `0.01` |  | The calm.volatility. |',
      '| `groundTruthLag` | a whole number, at least 1 | that of `epochLength` |  |  | blocks | The groundTruthLag. |',
      '| `file` | text | must be given |  | The file. |',
      '| `regime` | name of a regime | must be given |  | The regime. |',
      '| `keys` | a whole number, at least 1 and at most 100000 | `8` | keys | The keys. |',
      '| `leaves` | a whole number, at least 1 and at most 10000000, or `null` | `null` | First epoch in which they are gone; null: they stay. Unit: epochs. |',
      '| `slashing.mode` | `none`, `proportional`, `coefficient` | `none` |  |  |  | The slashing.mode. |',
      '| `fEmission` | a number, at least 0 and at most 1 | `0.025` | `0.025` | `0.03` | per month | The fEmission. |',
      '| `staked.team` | a number, at least 0 and at most 1 | `0.25` |  | The staked.team. |',
      '| `demand.fee.sigma` | a number, at least 0 and at most 5 | `0.5` | Standard deviation of the natural logarithm of fees; 0 makes them equal. |',
      '| `cost.currency` | `ALLO`, `fiat` | `ALLO` | What the cost is in; fiat is turned into ALLO at the price of the day. |',
      '| `commission` | a number, at least 0 and at most 1 | `0.05` | Part of their delegators’ rewards that they keep. Unit: share. |',
      '| `every` | a whole number, at least 1 and at most 2147483647, or `null` | `10000` | Blocks between decisions; null: none after the first. Unit: blocks. |',
      '| `chain.every` | a whole number, at least 0 and at most 2147483647, or `null` | `null` | A row for every so many blocks, with months for every so many months; 0: none; null: about 200 rows, every month with months. Unit: blocks. |',
      '| `messagesPerBlock` | a whole number, at least 0 and at most 1000000000 | `0` | Payloads, registrations and stake moves that fit into a block, those with the higher tip first; 0: any number. Unit: messages. |',
    ]) {
      expect(fake).toContain(`${line}\n`);
    }
    expect(fake).toContain('Regimes: `calm`, `turbulent`.');
    expect(fake).toContain('Does it pay? Its keys know: blind.');
  });
  it('keep every row of a table in one line with as many cells as its head', () => {
    const cells = (line: string) => line.replaceAll('\\|', '').split('|').length;
    let head = 0;
    for (const line of page.split('\n')) {
      if (!line.startsWith('|')) head = 0;
      else if (head === 0) head = cells(line);
      else expect(cells(line), line).toBe(head);
    }
  });
});
