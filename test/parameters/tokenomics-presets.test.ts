import { describe, expect, it } from 'vitest';
import { tokenomicsProblem } from '../../sim/chain/money-rules.ts';
import type { ParameterValue } from '../../sim/parameters/declaration.ts';
import { macroParameters } from '../../sim/parameters/macro-parameters.ts';
import { tokenomicsParameters } from '../../sim/parameters/tokenomics-parameters.ts';
import { defaultTokenomics, tokenomicsNames, tokenomicsPresets } from '../../sim/parameters/tokenomics-presets.ts';

const columns = ['mainnet', 'snapshot', 'reference'] as const;
type Row = readonly [string, ParameterValue, ParameterValue, ParameterValue];

const table: readonly Row[] = [
  ['maxSupply', 1e9, 1e9, 1e9],
  ['ecosystemTreasuryPercentOfTotalSupply', 0.2145, 0.3595, 0.3595],
  ['foundationTreasuryPercentOfTotalSupply', 0.225, 0.1, 0.1],
  ['participantsPercentOfTotalSupply', 0.075, 0.055, 0.055],
  ['investorsPercentOfTotalSupply', 0.2605, 0.2605, 0.2605],
  ['investorsPreseedPercentOfTotalSupply', 0.05, 0.05, 0.05],
  ['teamPercentOfTotalSupply', 0.175, 0.175, 0.175],
  ['vestingCliffMonths', 12, 12, 12],
  ['vestingMonths', 36, 36, 36],
  ['lockedFoundationPercentage', 0.0995, 0, 0],
  ['foundationVestingMonths', 24, 24, 24],
  ['fEmission', 0.025, 0.025, 0.025],
  ['oneMonthSmoothingDegree', 0.1, 0.1, 0.1],
  ['maximumMonthlyPercentageYield', 0.0095, 0.0095, 0.009488792934583046],
  ['validatorsVsAlloraPercentReward', 0.25, 0.25, 0.25],
  ['initialReputerShare', 0.3, 0.3, 1 / 3],
  ['communityTax', 0.02, 0, 0],
  ['emissionEnabled', true, true, true],
  ['emissionStart', 1, 1, 1],
  ['blocksPerMonth', 471_300, 864_000, 864_000],
  ['secondsPerBlock', 5.5, 3, 3],
  ['stakedShare.investors', 0.75, 0.75, 0.75],
  ['stakedShare.team', 0.75, 0.75, 0.75],
  ['stakedShare.foundation', 0.25, 0.25, 0.25],
  ['stakedShare.participants', 0.4, 0.4, 0.4],
  ['startMonth', 0, 0, 1],
  ['startMinted', 0, 0, 0],
  ['startRate', 0, 0, 0],
];

describe('presets of supply and emission', () => {
  it.each(table)('set %s', (name, ...cells) => {
    expect(columns.map((preset) => tokenomicsPresets[preset].values[name])).toEqual(cells);
  });

  it('are these three, each whole, and a scenario that names none gets mainnet', () => {
    expect(tokenomicsNames).toEqual(columns);
    expect(defaultTokenomics).toBe('mainnet');
    const names = tokenomicsParameters.map(({ name }) => name).sort();
    expect(table.map(([name]) => name).sort()).toEqual(names);
    for (const preset of columns) expect(Object.keys(tokenomicsPresets[preset].values).sort()).toEqual(names);
  });

  it.each(columns)('give away all of the supply, no more and no less (%s)', (preset) => {
    expect(tokenomicsProblem(tokenomicsPresets[preset].values)).toBeUndefined();
  });

  it('have months of about 30 days', () => {
    for (const preset of columns) {
      const { blocksPerMonth, secondsPerBlock } = tokenomicsPresets[preset].values;
      expect((Number(blocksPerMonth) * Number(secondsPerBlock)) / 86_400).toBeCloseTo(30, 2);
    }
  });
});

describe('parameters of tokenomics and macro mode', () => {
  const declared = [...tokenomicsParameters, ...macroParameters];

  it('have names of their own, a unit, a meaning, and a default within their bounds', () => {
    expect(new Set(declared.map(({ name }) => name)).size).toBe(declared.length);
    for (const { name, unit, doc, kind, default: value, ...bounds } of declared) {
      const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = bounds;
      expect(name).toMatch(/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)?$/);
      expect(unit, name).not.toBe('');
      expect(doc, name).toMatch(/^[A-Za-z].*\.$/);
      if (kind === 'boolean') continue;
      expect(value, name).toBeGreaterThanOrEqual(minimum);
      expect(value, name).toBeLessThanOrEqual(maximum);
      expect(value, name).toBeGreaterThan(exclusiveMinimum);
    }
  });

  it('spell the chain’s names in camelCase', () => {
    const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    for (const { name, chain } of declared) if (chain !== undefined) expect(camel(chain)).toBe(name);
  });
});
