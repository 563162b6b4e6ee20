import { describe, expect, it } from 'vitest';
import { type CatalogueScenario, cataloguePage } from '../../src/attack/catalogue.ts';
import { fakeRegistries } from '../config/fake-registries.ts';

const [sybil] = Object.values(fakeRegistries.attacks);
const other = { ...sybil, name: 'other', number: 0, doc: 'Another one.', knowledge: ['public', 'last-look'] };

const finding = { unit: 'share', than: '', expected: 'positive', n: 20, mean: 0.1234, low: 0.1, high: 0.15, met: true };
const scenarios: CatalogueScenario[] = [
  {
    file: 'scenarios/attacks/sybil.yaml',
    question: 'Does it pay?',
    attacks: ['sybil'],
    findings: [
      { metric: 'attack_dilution', ...finding },
      { metric: 'attack_net', ...finding, than: 'honest', unit: 'ALLO', mean: -4321.9, met: false },
      { metric: 'attack_recovery', ...finding, mean: null, low: null, high: null, met: false },
    ],
  },
  { file: 'scenarios/attacks/both.yaml', question: 'And both?', attacks: ['sybil', 'other'], findings: [] },
];

describe('the catalogue of attacks', () => {
  const page = cataloguePage([sybil, other], scenarios, 'the command');

  it('goes by number, and tells of each attack what it is, asks, knows, and where it is from', () => {
    expect(page.indexOf('## 0. other')).toBeLessThan(page.indexOf('## 1. sybil'));
    expect(page).toContain('Another one. Does it pay? Its keys know: public, or last-look. Source: made up.');
  });

  it('gives the command that reproduces a figure, the figure with interval and n, and whether it was as expected', () => {
    expect(page).toContain('`npm run -s sim -- run scenarios/attacks/sybil.yaml --check`');
    expect(page).toContain('| `attack_dilution` | positive | 0.123 (0.1 to 0.15) share | 20 | yes |');
    expect(page).toContain('| `attack_net` against honest | positive | -4.32e+3 (0.1 to 0.15) ALLO | 20 | NO |');
    expect(page).toContain('| `attack_recovery` | positive | no value | 20 | NO |');
    expect(page).toContain('Made by `the command`.');
  });

  it('lists scenarios that combine attacks by themselves', () => {
    const combined = page.slice(page.indexOf('## Combined'));
    expect(combined).toContain('And both?');
    expect(combined).not.toContain('Does it pay?*');
    expect(cataloguePage([sybil], scenarios.slice(0, 1), 'x')).not.toContain('## Combined');
  });
});
