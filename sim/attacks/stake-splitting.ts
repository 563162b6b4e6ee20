import type { Attack } from './attack.ts';
import { falseReputer } from './false-reports.ts';
import { leanParameter, noiseParameter, stakePerKey, stakeShareParameter } from './reputer-parameters.ts';
import { identitiesParameter } from './shared-parameters.ts';

/**
 * A whale who divides its stake over keys, so that each stays under the cap on adjusted stake, and has them all report the
 * same. It asks what that gains in the consensus and in rewards over one key, and whom it displaces where seats are few.
 *
 * With a share s of the stake in k keys, and n honest reputers of equal stake, its part of the consensus is A / (A + H) with
 * A = k min((n + k) s / k, 1) and H = n min((n + k) (1 - s) / n, 1), as long as all are listened to. Each key is capped as
 * long as s > k / (n + k); from k = n s / (1 - s) on none is, and the part is s. The network’s answer are listening
 * coefficients, which however follow scores weighted by raw stake, and that there are only so many seats. In rewards keys
 * gain otherwise: the entropy of the class of reputers, and so its part, is larger with more of them.
 */
export const stakeSplitting: Attack = {
  name: 'stake-splitting',
  number: 21,
  doc: 'A large stake divided over reputers’ keys that report the same, each below the cap.',
  question: 'What does a whale gain by dividing its stake over keys, against the cap on adjusted stake and for seats?',
  source: 'catalogue of attacks, 21: stake splitting; adjusted stake: x/emissions/module/rewards/rewards_internal.go',
  knowledge: ['blind'],
  parameters: [identitiesParameter(4, 'reputers'), stakeShareParameter(0.6), leanParameter(0.3), noiseParameter],
  keys: ({ identities }) => ({ inferers: 0, forecasters: 0, reputers: Number(identities) }),
  single: (values) => ({ ...values, identities: 1 }),
  create: ({ identities, stakeShare, lean, noise }, { strength, population }) => ({
    stakePerReputer: (honestStake) => stakePerKey(Number(stakeShare), honestStake, Number(identities)),
    reputer: (_index, birth) =>
      falseReputer({ noise: Number(noise), lean: Number(lean), common: birth.common(population), strength }),
  }),
};
