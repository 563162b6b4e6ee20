import type { Attack } from './attack.ts';
import { bestInferers, falseReputer, shiftVictims } from './false-reports.ts';
import { createLossMemory } from './honest-keys.ts';
import { overlay } from './overlay.ts';
import { noiseParameter, stakePerKey, stakeShareParameter, victimParameters } from './reputer-parameters.ts';
import { identitiesParameter } from './shared-parameters.ts';

/**
 * Reputers who report common false losses: of chosen victims they say that their losses are higher, and that the network
 * would do better without them. All members report the same numbers to the last digit, which puts them close to the
 * consensus that they make. It asks how much stake that takes, what it breaks and whether listening coefficients answer.
 *
 * The network’s losses are means by raw stake: with a share s of it they move by s times the shift. The network’s answer
 * are listening coefficients, which weigh reputers in the consensus that scores them, and the cap on adjusted stake there.
 *
 * The victims are the inferers with the lowest smoothed losses when it starts. Until then its members report what they see.
 */
export const reputerCartel: Attack = {
  name: 'reputer-cartel',
  number: 17,
  doc: 'Reputers with a share of the stake who report common false losses about the best inferers.',
  question: 'What does a cartel of reputers break, at which share of the stake, and what does it earn?',
  source: 'catalogue of attacks, 17: reputer collusion; consensus: x/emissions/module/rewards/rewards_internal.go',
  knowledge: ['public'],
  parameters: [identitiesParameter(3, 'reputers'), stakeShareParameter(0.4), ...victimParameters, noiseParameter],
  keys: ({ identities }) => ({ inferers: 0, forecasters: 0, reputers: Number(identities) }),
  single: (values) => ({ ...values, identities: 1 }),
  create: (values, { strength, inferers, population }) => {
    const memory = createLossMemory(inferers);
    const victims = bestInferers(memory, Number(values.victims));
    let aimedAt: Uint8Array | undefined;
    return {
      targets: () => aimedAt,
      stakePerReputer: (honestStake) => stakePerKey(Number(values.stakeShare), honestStake, Number(values.identities)),
      reputer: (_index, birth) => {
        const common = birth.common(population);
        const mind = falseReputer({ noise: Number(values.noise), lean: 0, common, strength });
        return overlay(mind, {
          reportInto(view, out, offset) {
            mind.reportInto(view, out, offset);
            const now = strength(view.epoch);
            if (!(now > 0)) return;
            aimedAt = victims();
            shiftVictims(view, out, offset, aimedAt, now * Number(values.ownShift), now * Number(values.oneOutShift));
          },
          observe: memory.observe,
        });
      },
    };
  },
};
