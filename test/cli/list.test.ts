import { describe, expect, it } from 'vitest';
import {
  delegatorPolicies,
  hubChainParameters,
  infererPolicies,
  lossFunctions,
  macroParameters,
  priceProcesses,
  profileNames,
  protocolParameters,
  tokenomicsParameters,
  tokenomicsPresets,
  topicParameters,
  truthProcesses,
} from '../../sim/index.ts';
import { attackListing, listKinds } from '../../src/cli/list.ts';
import { textWidth } from '../../src/cli/text-width.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { fakeRegistries } from '../config/fake-registries.ts';
import { command, flowing, screenOf } from './command.ts';

const json = async (kind: string): Promise<Record<string, unknown>[]> =>
  JSON.parse((await command(['list', kind, '--json'])).stdout) as Record<string, unknown>[];

describe('list', () => {
  it.each([...listKinds])('lists %s as text and as one JSON document', async (kind) => {
    const text = await command(['list', kind]);
    expect({ code: text.code, stderr: text.stderr }).toEqual({ code: 0, stderr: '' });
    expect(text.stdout.length).toBeGreaterThan(10);
    const names = (await json(kind)).map(({ name }) => String(name));
    for (const name of names) expect(text.stdout).toContain(name);
  });
  it.each([...listKinds])('breaks its lines where a terminal ends, and says the same there: %s', async (kind) => {
    const entries = await json(kind);
    for (const columns of [40, 72, 120]) {
      const { text } = await screenOf(['list', kind], columns);
      for (const line of text.split('\n')) expect(textWidth(line), line).toBeLessThanOrEqual(columns);
      // A word that is longer than a line is broken anywhere.
      const words = text.replaceAll(/\s/g, '');
      for (const { name, doc } of entries) {
        expect(words).toContain(String(name));
        expect(words).toContain(String(doc).replaceAll(/\s/g, ''));
      }
    }
    expect((await screenOf(['list', kind], 0)).text).toBe((await command(['list', kind])).stdout);
  });
  it('says of a parameter in a terminal all that its row says', async () => {
    const { text } = await screenOf(['list', 'parameters'], 80);
    const [, row] = /(alphaRegret = .*?) initialRegret = /s.exec(flowing(text)) ?? [];
    expect(row).toMatch(
      /^alphaRegret = 0\.1 \(1 per epoch\): .+\. \[on chain: alpha_regret\] \[source: topic field\]$/,
    );
    expect(flowing(text)).toMatch(/\[mainnet: \S+\] \[snapshot: \S+\] \[reference: \S+\] \[(on chain|source): /);
  });
  it('leaves nothing out', async () => {
    const names = async (kind: string) => (await json(kind)).map(({ name }) => name);
    expect(await names('losses')).toEqual(Object.keys(lossFunctions));
    expect(await names('processes')).toEqual([...Object.keys(truthProcesses), ...Object.keys(priceProcesses)]);
    expect(await names('protocols')).toEqual(profileNames);
    expect(await names('tokenomics')).toEqual(Object.keys(tokenomicsPresets));
    expect(await names('parameters')).toEqual(
      [
        ...protocolParameters,
        ...topicParameters,
        ...hubChainParameters,
        ...tokenomicsParameters,
        ...macroParameters,
      ].map(({ name }) => name),
    );
    const policies = await names('policies');
    for (const registry of [infererPolicies, delegatorPolicies]) {
      expect(policies).toEqual(expect.arrayContaining(Object.keys(registry)));
    }
  });
  it('gives parameters with default, unit and the chain’s spelling', async () => {
    const found = (await json('parameters')).find(({ name }) => name === 'alphaRegret');
    expect(found).toMatchObject({ scope: 'topic', default: 0.1, unit: '1 per epoch', chain: 'alpha_regret' });
    expect((await command(['list', 'parameters'])).stdout).toMatch(/alphaRegret +0\.1 +1 per epoch +alpha_regret/);
  });
  it('gives the parameters around the topics with their source, and those not on chain as such', async () => {
    const found = await json('parameters');
    const named = (parameter: string) => found.find(({ name }) => name === parameter);
    expect(named('createTopicFee')).toMatchObject({
      scope: 'protocol, around the topics',
      ...{ default: 75_000, unit: 'uallo', chain: 'create_topic_fee', source: 'x/emissions/types/params.go' },
    });
    const around = found.filter(({ scope }) => scope === 'protocol, around the topics');
    const promises = around.filter(({ name }) => String(name).includes('.'));
    for (const { doc, chain } of promises)
      expect({ doc, chain }).toEqual({ doc: expect.stringMatching(/Not on chain\.$/) });
    expect(promises.length).toBe(6);
  });
  it('gives what each preset of supply and emission sets', async () => {
    const found = (await json('parameters')).filter(({ scope }) => scope === 'tokenomics');
    for (const { name, values } of found) {
      expect(Object.keys(values as object)).toEqual(Object.keys(tokenomicsPresets));
      for (const [preset, value] of Object.entries(values as object)) {
        expect(value).toBe(tokenomicsPresets[preset].values[String(name)]);
      }
    }
    const text = (await command(['list', 'parameters'])).stdout;
    expect(text).toMatch(new RegExp(`name +default +${Object.keys(tokenomicsPresets).join(' +')} +unit`));
  });
  it('gives attacks with the question that each answers and what its keys know', () => {
    const { data, text } = attackListing(fakeRegistries.attacks);
    expect(data).toEqual([
      expect.objectContaining({ name: 'sybil', question: 'Does it pay?', knowledge: ['blind'], aliases: [] }),
    ]);
    expect(text).toContain(
      '  sybil: One model under many keys.\n    Does it pay? Knows: blind.\n    Source: made up.\n      keys  8  keys  The keys.\n',
    );
  });
  it('gives every attack that there is', async () => {
    expect((await json('attacks')).map(({ name }) => name)).toEqual(Object.keys(simRegistries.attacks));
  });
  it('names the nearest kind to one that nobody knows', async () => {
    expect(await command(['list', 'polices'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'kind is "polices"; expected one of policies, attacks, processes, losses, metrics, protocols, tokenomics, parameters. Did you mean "policies"?\n',
    });
  });
});
