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
import { listKinds } from '../../src/cli/list.ts';
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
  it('says that there are no attacks yet', async () => {
    expect((await command(['list', 'attacks'])).stdout).toBe('There are no attacks yet.\n');
    expect(await json('attacks')).toEqual([]);
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
