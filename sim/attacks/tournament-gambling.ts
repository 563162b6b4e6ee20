import type { Birth, EpochDraws, Inferer } from '../policies/policy.ts';
import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { inferWithError } from './other-error.ts';
import { overlay } from './overlay.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/**
 * Inferers who buy tickets: each key puts a bet on top of its honest answer, and the bets of one owner lie as far from each
 * other as can be, so that one of them comes close to the truth when all honest answers miss it. Where rewards are convex
 * in the score, as phi with the power pRewardInference is, the winner may bring more than the losers cost.
 *
 * With the honest error z of a key and its bet g, both standard normal, it errs by z + sqrt(i² - 1) g: i times as widely.
 * The bets of k keys have the correlation -1/(k - 1) when diversified in full, 0 when not at all. The network's answer is
 * that wide errors cost regret, and so the weight; where all count alike, with few workers, it has none.
 */
export const tournamentGambling: Attack = {
  name: 'tournament-gambling',
  number: 10,
  doc: 'Inferers who widen their errors on purpose, with bets spread over the keys.',
  question: 'Do convex rewards pay for variance, and for tickets that are spread over many keys?',
  source: 'catalogue of attacks, 10: tournament gambling; spam discussion in the Numerai forum',
  knowledge: ['blind'],
  parameters: [
    identitiesParameter(6, 'inferers'),
    skillParameter,
    {
      name: 'inflation',
      kind: 'number',
      default: 2,
      minimum: 1,
      maximum: 1000,
      unit: 'times errorDeviation',
      doc: 'Standard deviation of a ticket’s error, its bet included; 1: no bets.',
    },
    {
      name: 'diversify',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1,
      unit: 'share of the mean',
      doc: 'How much of what all bets have in common is taken out of each; 1: they add up to nothing.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  single: (values) => ({ ...values, identities: 1 }),
  create: (values, { strength, population }) => {
    const keys = Number(values.identities);
    const betOf = createBets(keys, Number(values.diversify));
    const inflation = Number(values.inflation);
    return {
      inferer: (index, birth: Birth) => {
        const honest = honestInferer(Number(values.errorDeviation));
        const common = birth.common(population);
        return overlay<Inferer>(honest, {
          infer(view) {
            const width = 1 + strength(view.epoch) * (inflation - 1);
            if (width === 1) return honest.infer(view);
            const stake = Math.sqrt(width * width - 1);
            return inferWithError(honest, view, view.error + stake * betOf(common, view.epoch, index));
          },
        });
      },
    };
  },
};

/**
 * Bets of an epoch, standard normal each: (z - d mean(z)) / sqrt(1 - (2 d - d²) / k), z one draw per key.
 *
 * @param diversify d, 0 to 1; a lone key has nobody to be told apart from
 */
function createBets(keys: number, diversify: number): (common: EpochDraws, epoch: number, index: number) => number {
  const d = keys > 1 ? diversify : 0;
  const size = Math.sqrt(1 - (2 * d - d * d) / keys);
  const draws = new Float64Array(keys);
  let drawn = -1;
  let mean = 0;
  return (common, epoch, index) => {
    if (epoch !== drawn) {
      drawn = epoch;
      mean = 0;
      for (let n = 0; n < keys; ++n) {
        draws[n] = common.normal(epoch, n);
        mean += draws[n] / keys;
      }
    }
    return (draws[index] - d * mean) / size;
  };
}
