import { toAllo, toUallo } from '../chain/amounts.ts';
import { type Money, measureValidators, type ValidatorStart } from '../chain/money.ts';
import { rewardEntropy, validatorEvenness } from '../metrics/concentration.ts';
import { identity } from '../random/identity.ts';
import { bornAmount } from './born-amount.ts';
import type { ValidatorPopulation } from './scenario.ts';

/**
 * The validators of a scenario, `<population>-<index>`, with the bonds they start with.
 *
 * @param root see rootKey
 */
export function recruitValidators(populations: readonly ValidatorPopulation[], root: Int32Array): ValidatorStart[] {
  const starts: ValidatorStart[] = [];
  for (const { name, count, stake, commission } of populations) {
    for (let index = 0; index < count; ++index) {
      const allo = bornAmount(root, identity('validator', name, index), stake);
      starts.push({ name: `${name}-${index}`, stake: toUallo(allo), commission });
    }
  }
  return starts;
}

/** The columns of table `chain` that say how evenly validators earned so far; NaN while nobody has. */
export function validatorColumns(money: Money): Record<string, number> {
  const rewards = Float64Array.from(measureValidators(money), ({ rewards }) => toAllo(rewards));
  const any = rewards.some((reward) => reward > 0);
  return {
    validator_entropy: any ? rewardEntropy(rewards, rewards.length) : Number.NaN,
    validator_evenness: any ? validatorEvenness(rewards, rewards.length) : Number.NaN,
  };
}
