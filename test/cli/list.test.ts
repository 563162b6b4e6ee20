import { describe, expect, it } from 'vitest';
import {
  hubChainParameters,
  infererPolicies,
  lossFunctions,
  profileNames,
  protocolParameters,
  topicParameters,
  truthProcesses,
} from '../../sim/index.ts';
import { attackListing, listKinds } from '../../src/cli/list.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { fakeRegistries } from '../config/fake-registries.ts';
import { command } from './command.ts';

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
  it('leaves nothing out', async () => {
    const names = async (kind: string) => (await json(kind)).map(({ name }) => name);
    expect(await names('losses')).toEqual(Object.keys(lossFunctions));
    expect(await names('processes')).toEqual(Object.keys(truthProcesses));
    expect(await names('protocols')).toEqual(profileNames);
    expect(await names('parameters')).toEqual(
      [...protocolParameters, ...topicParameters, ...hubChainParameters].map(({ name }) => name),
    );
    expect(await names('policies')).toEqual(expect.arrayContaining(Object.keys(infererPolicies)));
  });
  it('gives parameters with default, unit and the chain’s spelling', async () => {
    const found = (await json('parameters')).find(({ name }) => name === 'alphaRegret');
    expect(found).toMatchObject({ scope: 'topic', default: 0.1, unit: '1 per epoch', chain: 'alpha_regret' });
    expect((await command(['list', 'parameters'])).stdout).toMatch(/alphaRegret +0\.1 +1 per epoch +alpha_regret/);
  });
  it('gives attacks with the question that each answers and what its keys know', () => {
    const { data, text } = attackListing(fakeRegistries.attacks);
    expect(data).toEqual([
      expect.objectContaining({ name: 'sybil', question: 'Does it pay?', knowledge: 'blind', aliases: [] }),
    ]);
    expect(text).toContain(
      '  sybil: One model under many keys.\n    Does it pay? Knows: blind.\n      keys  8  keys  The keys.\n',
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
        'kind is "polices"; expected one of policies, attacks, processes, losses, metrics, protocols, parameters. Did you mean "policies"?\n',
    });
  });
});
