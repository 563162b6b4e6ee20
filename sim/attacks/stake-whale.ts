import type { Attack } from './attack.ts';
import { falseReputer } from './false-reports.ts';
import { leanParameter, noiseParameter, stakePerKey, stakeShareParameter } from './reputer-parameters.ts';

/**
 * One reputer with a large part of the stake, who pulls the consensus to its own side and is scored by the consensus that it
 * makes. It asks from which share on honest reputers are the ones who stand apart, and whether dominance lasts.
 *
 * The network’s answer is the cap on adjusted stake, min(N a S / Σ a S, 1): in the consensus that scores reputers nobody
 * counts for more than an equal part of it would. With n honest reputers of equal stake a share s then weighs
 * 1 / (1 + (n + 1) (1 - s)) of the consensus, which passes a half at s = n / (n + 1), not at 1/2, as long as all are
 * listened to. Listening coefficients then follow the gradient of the scores weighted by raw stake, which may silence all
 * others and so undo the cap. The network’s losses are means by raw stake, without any cap.
 *
 * On the hub chain a reputer’s rewards are added to its stake, so what it earns more makes it larger; there is nothing to
 * decide about it. A lean of all losses alike changes no score of a worker.
 */
export const stakeWhale: Attack = {
  name: 'stake-whale',
  number: 20,
  doc: 'One reputer with most of the stake, who pulls the consensus to its side.',
  question: 'From which share of the stake on does one reputer make the consensus, and does it grow on what it earns?',
  source: 'catalogue of attacks, 20: stake whale; adjusted stake: x/emissions/module/rewards/rewards_internal.go',
  knowledge: ['blind'],
  parameters: [stakeShareParameter(0.6), leanParameter(0.3), noiseParameter],
  keys: () => ({ inferers: 0, forecasters: 0, reputers: 1 }),
  create: ({ stakeShare, lean, noise }, { strength }) => ({
    stakePerReputer: (honestStake) => stakePerKey(Number(stakeShare), honestStake, 1),
    reputer: () => falseReputer({ noise: Number(noise), lean: Number(lean), common: undefined, strength }),
  }),
};
