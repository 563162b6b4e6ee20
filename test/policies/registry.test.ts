import { describe, expect, it } from 'vitest';
import type { PolicyDeclaration } from '../../sim/policies/policy.ts';
import {
  delegatorPolicies,
  forecasterPolicies,
  infererPolicies,
  reputerPolicies,
} from '../../sim/policies/registry.ts';

const registries: readonly [string, Readonly<Record<string, PolicyDeclaration>>][] = [
  ['inferers', infererPolicies],
  ['forecasters', forecasterPolicies],
  ['reputers', reputerPolicies],
  ['delegators', delegatorPolicies],
];

describe('the policies that a scenario can name', () => {
  it('are these', () => {
    expect(registries.map(([role, policies]) => [role, Object.keys(policies)])).toEqual([
      [
        'inferers',
        [
          'honest',
          'noisy',
          'biased',
          'specialist',
          'learner',
          'decaying',
          'intermittent',
          'correlated',
          'constant',
          'random',
        ],
      ],
      ['forecasters', ['regime-ema', 'ema', 'naive', 'flat', 'regime-oracle', 'peeking']],
      ['reputers', ['honest', 'noisy', 'biased', 'lazy', 'offline', 'perfect']],
      ['delegators', ['uniform', 'proportional', 'yield-seeking', 'loyal']],
    ]);
  });

  it.each(registries)('of %s go by their own names and say what they do and where that is from', (_, policies) => {
    for (const [name, policy] of Object.entries(policies)) {
      expect(policy.name).toBe(name);
      expect(policy.doc).toMatch(/\.$/);
      expect(policy.source.length).toBeGreaterThan(5);
    }
  });

  it.each(registries)('of %s declare parameters whose defaults lie within their bounds', (_, policies) => {
    for (const { parameters } of Object.values(policies)) {
      expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
      for (const {
        kind,
        default: value,
        minimum = -Infinity,
        maximum = Infinity,
        exclusiveMinimum = -Infinity,
        choices,
      } of parameters) {
        if (choices !== undefined) {
          expect(choices).toContain(value);
          continue;
        }
        expect(typeof value).toBe(kind === 'text' ? 'string' : 'number');
        if (kind === 'text') continue;
        expect(value).toBeGreaterThanOrEqual(minimum);
        expect(value).toBeLessThanOrEqual(maximum);
        expect(value).toBeGreaterThan(exclusiveMinimum);
      }
    }
  });
});
