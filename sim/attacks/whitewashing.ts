import type { Inferer } from '../policies/policy.ts';
import type { Attack, AttackMoment } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { inferWithError } from './other-error.ts';
import { overlay } from './overlay.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/**
 * Inferers with bad models who drop a key once it has a bad name, and come back under a fresh one, for the registration fee.
 * It asks whether a newcomer is better off than one who is known to be bad, and who pays for the newcomers.
 *
 * A key is dropped after `patience` paid epochs in a row in which its reward, or its EMA score, was below `threshold`. The
 * network's answer is that newcomers start low: at the initial regret of the topic, below the experienced workers' quantile
 * initialRegretQuantile, and where a version has it at a score below the lowest of the active set.
 *
 * Simplified: an error n times as wide takes 1/n² of the work, as if errors came from the size of a sample.
 */
export const whitewashing: Attack = {
  name: 'whitewashing',
  number: 8,
  doc: 'Inferers who drop a key with a bad name and register afresh.',
  question: 'Does a fresh key pay more than one with a bad name, at what fee, and who pays for it?',
  source:
    'catalogue of attacks, 8: whitewashing, Hoffman, Zage, Nita-Rotaru 2009; newcomers: x/emissions/keeper/inference_synthesis/network_regrets.go',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(4, 'inferers at a time'),
    skillParameter,
    {
      name: 'workDeviation',
      kind: 'number',
      default: 8,
      exclusiveMinimum: 0,
      maximum: 1e6,
      unit: 'scales of the truth',
      doc: 'Standard deviation of its models’ errors while it acts: as good as before at errorDeviation, bad above it.',
    },
    {
      name: 'freshKeys',
      kind: 'integer',
      default: 20,
      minimum: 0,
      maximum: 10_000,
      unit: 'keys for each one at work',
      doc: 'How many keys wait to take the place of one that is dropped.',
    },
    {
      name: 'quitBy',
      kind: 'choice',
      choices: ['reward', 'standing'],
      default: 'reward',
      unit: '1',
      doc: 'What it looks at: a key’s reward against that of an honest one, or its EMA score.',
    },
    {
      name: 'threshold',
      kind: 'number',
      default: 0.5,
      minimum: -1e6,
      maximum: 1e6,
      unit: 'share of the honest reward, or score',
      doc: 'Below which an epoch counts against a key.',
    },
    {
      name: 'patience',
      kind: 'integer',
      default: 3,
      minimum: 1,
      maximum: 1_000_000,
      unit: 'epochs',
      doc: 'Bad epochs in a row after which a key is dropped.',
    },
  ],
  keys: ({ identities, freshKeys }) => ({
    inferers: Number(identities) * (1 + Number(freshKeys)),
    forecasters: 0,
    reputers: 0,
  }),
  work({ identities, errorDeviation, workDeviation }) {
    const precision = Number(errorDeviation) / Number(workDeviation);
    return Number(identities) * Math.min(1, precision * precision);
  },
  single: (values) => ({ ...values, identities: 1 }),
  create: (values, { strength, play, draws }) => {
    const places = Number(values.identities);
    const widening = Number(values.workDeviation) / Number(values.errorDeviation);
    const churn = createChurn(places, Number(values.freshKeys), Number(values.patience));
    const threshold = Number(values.threshold);
    const isBad = (moment: AttackMoment, key: number) =>
      values.quitBy === 'standing'
        ? moment.standingOf('inferers', key) < threshold
        : moment.rewardOf('inferers', key) < threshold * moment.honestReward('inferers');
    return {
      inferer: () => {
        const honest = honestInferer(Number(values.errorDeviation));
        return overlay<Inferer>(honest, {
          infer(view) {
            const power = strength(view.epoch);
            if (power === 0) return honest.infer(view);
            return inferWithError(honest, view, (1 + power * (widening - 1)) * view.error);
          },
        });
      },
      waits: (_role, index) => index >= places,
      act(moment) {
        if (!moment.paid || strength(moment.epoch) === 0 || strength(moment.next) === 0) return;
        for (let p = 0; p < places; ++p) {
          if (!churn.isDue(p, moment, isBad)) continue;
          // At random: as often, but whichever of its keys the draw says.
          churn.renew(play === 'random' ? Math.floor(places * draws.own.uniform(moment.epoch, p)) : p, moment);
        }
      },
    };
  },
};

/** The keys at work, and the ones that wait behind each: key p + n places is the n-th in place p. */
function createChurn(places: number, freshKeys: number, patience: number) {
  const key = Int32Array.from({ length: places }, (_, p) => p);
  const since = new Int32Array(places);
  const bad = new Int32Array(places);
  return {
    /** Whether the key in a place has been bad for too long; epochs before it came do not count. */
    isDue(p: number, moment: AttackMoment, isBad: (moment: AttackMoment, key: number) => boolean): boolean {
      if (moment.epoch < since[p] || !moment.isRegistered('inferers', key[p])) return false;
      bad[p] = isBad(moment, key[p]) ? bad[p] + 1 : 0;
      if (bad[p] < patience) return false;
      bad[p] = 0;
      return true;
    },
    /** A fresh key takes the place of the old one, if there is one left and the purse can pay for it. */
    renew(p: number, moment: AttackMoment): void {
      const fresh = key[p] + places;
      if (fresh >= places * (1 + freshKeys) || !moment.join('inferers', fresh)) return;
      moment.leave('inferers', key[p]);
      key[p] = fresh;
      since[p] = moment.next;
      bad[p] = 0;
    },
  };
}
