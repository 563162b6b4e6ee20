import type { ParameterValue, WeightRule, WeightRuleName } from '../../sim/index.ts';
import { weightRule } from '../../sim/index.ts';
import { numberOf } from './synthesis-cells.ts';

/** The weight rule that a profile's values name. */
export function weightRuleOf(values: Readonly<Record<string, ParameterValue>>): WeightRule {
  return weightRule(
    values.weights as WeightRuleName,
    numberOf(values, 'pNorm'),
    numberOf(values, 'cNorm'),
    numberOf(values, 'epsilon'),
  );
}
