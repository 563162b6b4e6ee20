import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { command } from './command.ts';

const scenario = (expected: string) => `# Does a copied model pay?
name: copied
epochs: 14
topics:
  - name: eth
    truth: { process: gbm-return }
    rewardPerEpoch: 100
    inferers: [{ policy: honest, count: 4 }]
    reputers: [{ policy: honest, count: 2 }]
attacks: [{ attack: sybil, start: 3, identities: 3 }]
expect:
  - { metric: attack_work_saved, ${expected}, seeds: 3 }
  - { metric: attack_work_cost, sign: negative, than: honest, seeds: 3 }
`;

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

describe('attack --catalogue', () => {
  it('prints what the scenarios below a folder find, and passes over files without attacks', async () => {
    const folder = folderWith({
      'copied.yaml': scenario('above: 21'),
      'deep/copied-again.yaml': scenario('above: 21'),
      'gallery.yaml': '# Which?\nname: g\nnetwork: x.yaml\nattacks: []\n',
      'network.yaml': '# What?\nname: quiet\n',
    });
    const { code, stdout, stderr } = await command(['attack', folder, '--catalogue']);
    expect(code).toBe(0);
    expect(stderr.match(/: as expected$/gm)).toHaveLength(2);
    // Two of three models saved in each of eleven epochs.
    expect(stdout).toContain('| `attack_work_saved` | above 21 | 22 (22 to 22) ALLO | 3 | yes |');
    expect(stdout).toContain('| `attack_work_cost` against honest | negative | -22 (-22 to -22) ALLO | 3 | yes |');
    expect(stdout).toContain(`npm run -s sim -- run ${folder}/copied.yaml --check`);
    expect(stdout).toContain('## 33. validator-cartel');
  });

  it('ends with 3 when one is not as expected', async () => {
    const { code, stderr } = await command(['attack', folderWith({ 'a.yaml': scenario('above: 23') }), '--catalogue']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/a\.yaml: NOT as expected/);
  });

  it('refuses a folder without scenarios with attacks, and one that is not there', async () => {
    for (const folder of [folderWith({ 'quiet.yaml': 'name: quiet\n' }), '/no/such/folder']) {
      const { code, stdout, stderr } = await command(['attack', folder, '--catalogue']);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`${folder} holds no scenarios with attacks; expected a folder that does.`);
    }
  });

  it('names the file and the place where a scenario is wrong', async () => {
    const folder = folderWith({ 'a.yaml': scenario('abov: 23') });
    const { code, stderr } = await command(['attack', folder, '--catalogue']);
    expect(code).toBe(2);
    expect(stderr).toContain('a.yaml:12');
  });

  it('refuses options that are of one attack, and the gallery', async () => {
    for (const more of [['--worst'], ['--replicates', '3'], ['--set', 'epochs=3']]) {
      for (const kind of ['--catalogue', '--gallery']) {
        const { code, stdout, stderr } = await command(['attack', 'scenarios/attacks', kind, ...more]);
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr).toContain(`${more[0]} does nothing with ${kind}; expected one of them alone.`);
      }
    }
    expect((await command(['attack', 'x.yaml', '--gallery', '--catalogue'])).stderr).toContain(
      '--catalogue does nothing',
    );
  });
});
