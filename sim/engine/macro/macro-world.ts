import { createLedger } from '../../chain/ledger.ts';
import { createMoney, type Money } from '../../chain/money.ts';
import { rootKey } from '../../random/root-key.ts';
import type { Scenario } from '../scenario.ts';
import { recruitValidators } from '../validators.ts';
import { type MacroRules, macroRules } from './month.ts';

/** The network in macro mode. */
export interface MacroWorld {
  readonly money: Money;
  readonly rules: MacroRules;
}

/** @throws RangeError when values of the scenario contradict each other, see createMoney and macroRules */
export function createMacroWorld(scenario: Scenario): MacroWorld {
  const rules = macroRules(scenario.macro);
  const validators = recruitValidators(scenario.validators, rootKey(scenario.seed));
  const money = createMoney(createLedger(), scenario.tokenomics, scenario.protocol, validators, {
    topicStakeShare: rules.topicStakeShare,
  });
  return { money, rules };
}
