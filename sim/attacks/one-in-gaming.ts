import { subjectOf } from '../policies/subject.ts';
import type { Attack } from './attack.ts';
import { createLossMemory, honestForecaster, meanKnown, usualError } from './honest-keys.ts';
import { identitiesParameter } from './shared-parameters.ts';

/**
 * One forecast split over many keys. Every key tells the network's naive inference something when it alone is added, which
 * the one-in score rewards; and no key is missed when it is taken out, since the others say the same about most inferers.
 * It asks whether the parts earn more than the whole.
 *
 * Each key says what the signal says about its own part of the inferers (an n-th of them, by who they are), and about all
 * others only the blend: a mixture of the signal and the mean. With blend 1 the keys are copies, with blend 0 nothing is said
 * twice. The network's answer is the weight of the one-in score, f+ = 1/2^(N-1) of N forecasters, which more keys make smaller.
 */
export const oneInGaming: Attack = {
  name: 'one-in-gaming',
  number: 15,
  doc: 'One forecast split over many forecasters, each of them useful alone and missed by nobody.',
  question: 'Does one forecast split over many keys earn more than it would under one?',
  source:
    'catalogue of attacks, 15: one-in and one-out scores of forecasters, white paper, scores; derived from the rules',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(3, 'forecasters'),
    {
      name: 'blend',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      unit: '1',
      doc: 'How much of the signal a key gives away about inferers that are not its part; 1: all keys are copies.',
    },
    {
      name: 'signalError',
      kind: 'number',
      default: usualError,
      minimum: 0,
      maximum: 100,
      unit: 'log10 loss',
      doc: 'Standard deviation of the error of the signal that all keys share; 0.1 is that of the median honest forecaster.',
    },
  ],
  keys: ({ identities }) => ({ inferers: 0, forecasters: Number(identities), reputers: 0 }),
  create: (values, { strength, inferers, draws }) => {
    const identities = Number(values.identities);
    const blend = Number(values.blend);
    const signalError = Number(values.signalError);
    const { average, observe } = createLossMemory(inferers);
    const signal = (epoch: number, x: number, subject: number) =>
      average[x] + signalError * draws.own.normal(epoch, subject);
    return {
      forecaster: (index) => {
        const honest = honestForecaster(inferers);
        return {
          forecastInto(view, out, offset) {
            honest.forecastInto(view, out, offset);
            const hard = strength(view.epoch);
            if (hard === 0) return;
            const { places, inferers: active, epoch } = view;
            const mean = meanKnown(average, places, active);
            for (let j = 0; j < active; ++j) {
              const x = places[j];
              const subject = subjectOf(view, j);
              const told = (subject >>> 0) % identities === index ? 1 : blend;
              const said = told * signal(epoch, x, subject) + (1 - told) * mean;
              out[offset + j] = (1 - hard) * out[offset + j] + hard * said;
            }
          },
          observe(view) {
            honest.observe?.(view);
            observe(view);
          },
        };
      },
    };
  },
  // One model makes the forecasts of all keys.
  work: () => 1,
  single: (values) => ({ ...values, identities: 1 }),
};
