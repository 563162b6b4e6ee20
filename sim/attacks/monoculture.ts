import type { EpochDraws, Inferer, InfererView } from '../policies/policy.ts';
import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { inferWithError } from './other-error.ts';
import { overlay } from './overlay.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

const traitError = 0;
const traitFailure = 1;

/** What a victim draws once: whether it follows. */
const traitFollows = 0;

/**
 * One upstream model that many rent, without any ill will: a provider with keys of its own, and a part of the honest
 * inferers, whose skill stays as it was. Their errors z = sqrt(rho) m + sqrt(1 - rho) z' have the model's error m in common;
 * in some epochs the model fails, and m is `failureFactor` times as large. It asks what the tail of the losses is when
 * models that look like many are few.
 *
 * The mean of n followers' errors has the variance rho + (1 - rho)/n of a single one: 1/rho models at most, however many
 * keys. The network's answer is that one-out scores see a follower's errors repeated in the others.
 */
export const monoculture: Attack = {
  name: 'monoculture',
  number: 12,
  doc: 'Inferers, honest ones among them, who follow one upstream model and fail together.',
  question: 'What does the network lose, above all in its worst epochs, when many inferers share one model?',
  source: 'catalogue of attacks, 12: common-model monoculture',
  knowledge: ['blind'],
  parameters: [
    identitiesParameter(4, 'inferers'),
    skillParameter,
    {
      name: 'followers',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      unit: 'share of the honest inferers',
      doc: 'The chance that an honest inferer follows the model as well.',
    },
    {
      name: 'rho',
      kind: 'number',
      default: 0.9,
      minimum: 0,
      maximum: 1,
      unit: '1',
      doc: 'Share of a follower’s error variance that is the model’s; the correlation of two followers.',
    },
    {
      name: 'failureRate',
      kind: 'number',
      default: 0.05,
      minimum: 0,
      maximum: 1,
      unit: 'chance per epoch',
      doc: 'How often the model fails.',
    },
    {
      name: 'failureFactor',
      kind: 'number',
      default: 5,
      minimum: 1,
      maximum: 1e6,
      unit: 'times its usual error',
      doc: 'How wide the model’s error is when it fails.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  work: () => 1,
  single: (values) => ({ ...values, identities: 1 }),
  create: (values, { strength, play, population, draws }) => {
    const rho = Number(values.rho);
    const failureRate = Number(values.failureRate);
    const failureFactor = Number(values.failureFactor);
    const follow = (mind: Inferer, view: InfererView, model: EpochDraws): number => {
      const power = strength(view.epoch);
      if (power === 0) return mind.infer(view);
      const shared = power * rho;
      const fails = model.uniform(view.epoch, traitFailure) < failureRate;
      const error = model.normal(view.epoch, traitError) * (fails ? 1 + power * (failureFactor - 1) : 1);
      return inferWithError(mind, view, Math.sqrt(shared) * error + Math.sqrt(1 - shared) * view.error);
    };
    const model = draws.common(population);
    return {
      inferer: () => {
        const honest = honestInferer(Number(values.errorDeviation));
        return overlay<Inferer>(honest, { infer: (view) => follow(honest, view, model) });
      },
      overInferer(mind, victim) {
        if (victim.draws.uniform(traitFollows) >= Number(values.followers)) return mind;
        // At random: as many models fail as often, but each by itself.
        const its = play === 'random' ? victim.draws.own : model;
        return overlay<Inferer>(mind, { infer: (view) => follow(mind, view, its) });
      },
    };
  },
};
