import type { SummaryMetric } from '../../sim/index.ts';
import type { Skill } from '../compare/made-up-pool.ts';
import { metric } from './made-up.ts';

/** A small scenario with an attack whose runs are to be made up. */
export const attackedScenario = `# Does it pay?
name: attacked
epochs: 12
topics:
  - name: eth
    truth: { process: gbm-return }
    rewardPerEpoch: 100
    inferers: [{ policy: honest, count: 3 }]
    forecasters: [{ policy: regime-ema, count: 2 }]
    reputers: [{ policy: honest, count: 2 }]
attacks:
  - { attack: reputer-cartel, start: 4, identities: 2, stakeShare: 0.2 }
`;

/**
 * A made-up economy: an attack shifts the inference by five times its share of the stake and brings 10 times that less 1 ALLO,
 * for an outlay of 10 and a capital of 100 times the share; honest play brings nothing. Seeds differ a little.
 */
export const madeUpAttack: Skill = ({ seed, attacks }): SummaryMetric[] => {
  const [attack] = attacks;
  const luck = 0.01 * Number(/\d+$/.exec(seed)?.[0]);
  const plain = metric('mean_combined_loss', luck);
  if (attack === undefined) return [plain];
  const shift = attack.play === 'attack' ? 5 * Number(attack.parameters.stakeShare) : 0;
  return [
    { ...plain, value: luck + shift },
    metric('attack_damage', shift + luck),
    metric('attack_shift', -shift - luck),
    metric('attack_net', attack.play === 'attack' ? 10 * shift - 1 + luck : luck),
    metric('attack_outlay', 10),
    metric('attack_capital', 100 * Number(attack.parameters.stakeShare)),
  ];
};
