import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { ownError } from './own-error.ts';
import { skillParameter } from './shared-parameters.ts';

/**
 * Pairs of keys that answer c + delta and c - delta, where c is what the first key would have answered honestly. While both
 * are there the two errors cancel; without either of them the other one pulls the network aside. So both have one-out scores
 * T = log L(-j) - log L above those of honest inferers, for nothing that they know.
 *
 * With N equally good inferers, one pair and equal weights, for the log10 of expected squared losses, d = delta in own error
 * deviations:
 *
 *   pair    log10((N - 1 + d²) / (N + 2)) + 2 log10(N / (N - 1))
 *   honest  log10((N + 1) / (N + 2)) + 2 log10(N / (N - 1))
 *
 * The network's answer is that weights and regrets look at each key's own loss, which delta makes worse.
 *
 * Simplified: which of the two is above is the same in all epochs. Strength multiplies delta.
 */
export const offsettingPair: Attack = {
  name: 'offsetting-pair',
  number: 5,
  doc: 'Pairs of keys with opposite errors, each of which the network would miss only because of the other.',
  question: 'Do two keys that cancel each other earn more than two honest ones do, and under which weights?',
  source:
    'catalogue of attacks, 5: offsetting pair, derived there; scores: x/emissions/module/rewards/scores.go, one-out loss less loss',
  knowledge: ['blind'],
  parameters: [
    {
      name: 'pairs',
      kind: 'integer',
      default: 1,
      minimum: 1,
      maximum: 5_000,
      unit: 'pairs of keys',
      doc: 'How many pairs of inferers the attacker registers, each around a model of its own.',
    },
    skillParameter,
    {
      name: 'delta',
      kind: 'number',
      default: 2,
      minimum: 0,
      maximum: 1e6,
      unit: 'standard deviations of its model’s error',
      doc: 'How far each key of a pair stands from their common centre.',
    },
    {
      name: 'centreError',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1e6,
      unit: 'times the model’s error',
      doc: 'Error of the centre: 1 the pair’s honest model, above it a worse and cheaper one, 0 the truth itself.',
    },
  ],
  keys: ({ pairs }) => ({ inferers: 2 * Number(pairs), forecasters: 0, reputers: 0 }),
  work: ({ pairs }) => Number(pairs),
  create: (values, { strength, population }) => {
    const deviation = Number(values.errorDeviation);
    const delta = Number(values.delta);
    const centreError = Number(values.centreError);
    return {
      inferer: (index, birth) => {
        const model = birth.common(population);
        const pair = index >> 1;
        const side = index % 2 === 0 ? 1 : -1;
        const honest = honestInferer(deviation);
        return {
          ...honest,
          infer(view) {
            const level = strength(view.epoch);
            if (level === 0) return honest.infer(view);
            const centre = centreError * model.normal(view.epoch, pair);
            return view.truth + ownError(view, deviation) * (centre + side * level * delta);
          },
        };
      },
    };
  },
};
