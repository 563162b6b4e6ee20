import { experienceFactor } from '../policies/experience.ts';
import type { Birth, Forecaster, Inferer, Reputer } from '../policies/policy.ts';
import { subjectOf } from '../policies/subject.ts';
import type { Attack, AttackSetting } from './attack.ts';
import { createLossMemory, honestForecaster, honestInferer, honestReputer, usualError } from './honest-keys.ts';
import { overlay } from './overlay.ts';
import { stakeOfShare, stakeShareParameter } from './reputer-parameters.ts';
import { identitiesParameter } from './shared-parameters.ts';

const traitUneven = 0;
/** Of its inferers’ errors, scales of the truth: that of the median honest inferer. */
const usualDeviation = 2;

/**
 * Keys of one class over which reward is spread evenly. A topic's reward is divided among inferers, forecasters and reputers
 * by the entropies of the rewards within each class; many keys that earn the same lift the entropy of theirs, and so the
 * share of the whole class. It asks how far that goes, and what it takes from the other two.
 *
 * Workers earn the same when they say the same, so their keys share that much of one model's error. Reputers earn by stake,
 * so theirs share the stake: evenly, or each half of the one before. The network's answer is the effective number in the
 * entropy, which counts a key by what it earns and cannot tell that one owner earns it.
 *
 * Simplified: stake is placed when the keys register and is not moved when the attack starts.
 */
export const classSplit: Attack = {
  name: 'class-split',
  number: 29,
  doc: 'Keys of one class with rewards spread evenly over them, to lift the share of the whole class.',
  question: 'Can one owner lift the share of a class in the topic’s reward by splitting itself into even keys?',
  source:
    'catalogue of attacks, 29: class split; white paper, topic rewards and modified entropy; derived from the rules',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(4, 'actors of the class'),
    {
      name: 'class',
      kind: 'choice',
      default: 'reputers',
      choices: ['inferers', 'forecasters', 'reputers'],
      unit: '1',
      doc: 'The class whose share it lifts.',
    },
    {
      name: 'evenness',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1,
      unit: '1',
      doc: 'How evenly its keys earn; 0: as unlike as honest ones are.',
    },
    stakeShareParameter(0.3, 'if it is in that class'),
  ],
  keys: (values) => ({ inferers: 0, forecasters: 0, reputers: 0, [String(values.class)]: Number(values.identities) }),
  create: (values, setting) => {
    const identities = Number(values.identities);
    const evenness = setting.play === 'honest' ? 0 : Number(values.evenness);
    const memory = createLossMemory(setting.inferers);
    return {
      stakePerReputer: (honestStake, index) =>
        stakeOfShare(Number(values.stakeShare), honestStake) * partOf(index, identities, evenness, setting),
      inferer: (_index, birth) => evenInferer(evenness, birth, setting),
      forecaster: () => evenForecaster(evenness, memory, setting),
      reputer: () => evenReputer(evenness, setting),
    };
  },
  // Keys that say the same take one model.
  work: ({ identities, evenness }) => 1 + (1 - Number(evenness)) * (Number(identities) - 1),
  single: (values) => ({ ...values, identities: 1 }),
};

/** What a reputer holds of the stake of all. Chance decides where it is played at random. */
function partOf(index: number, identities: number, evenness: number, { play, draws }: AttackSetting): number {
  let own = 0;
  let sum = 0;
  let half = 1;
  for (let n = 0; n < identities; ++n) {
    const weight = play === 'random' ? draws.uniform(traitUneven + n) : evenness + (1 - evenness) * half;
    if (n === index) own = weight;
    sum += weight;
    half /= 2;
  }
  return own / sum;
}

/** An error with this much of it in common, as large as any. */
function mix(common: number, own: number, evenness: number): number {
  return evenness * common + Math.sqrt(1 - evenness * evenness) * own;
}

function evenInferer(evenness: number, birth: Birth, setting: AttackSetting): Inferer {
  const honest = honestInferer(usualDeviation);
  const model = birth.common(setting.population);
  return overlay(honest, {
    infer(view) {
      const hard = setting.strength(view.epoch);
      if (hard === 0) return honest.infer(view);
      const error = mix(model.normal(view.epoch, 0), view.error, hard * evenness);
      return view.truth + view.scale * experienceFactor(view.age) * usualDeviation * error;
    },
  });
}

function evenForecaster(
  evenness: number,
  memory: ReturnType<typeof createLossMemory>,
  { strength, draws, inferers }: AttackSetting,
): Forecaster {
  const honest = honestForecaster(inferers);
  return {
    forecastInto(view, out, offset) {
      honest.forecastInto(view, out, offset);
      const hard = strength(view.epoch);
      if (hard === 0) return;
      for (let j = 0; j < view.inferers; ++j) {
        const x = view.places[j];
        const error = mix(draws.own.normal(view.epoch, subjectOf(view, j)), view.error[j], hard * evenness);
        out[offset + j] = memory.average[x] + usualError * error;
      }
    },
    observe(view) {
      honest.observe?.(view);
      memory.observe(view);
    },
  };
}

/** Errors in common, by what a value is about, so that equal stakes earn the same. */
function evenReputer(evenness: number, { strength, draws }: AttackSetting): Reputer {
  const honest = honestReputer();
  return {
    reportInto(view, out, offset) {
      honest.reportInto(view, out, offset);
      const hard = strength(view.epoch);
      if (hard === 0) return;
      for (let v = 0; v < view.values; ++v) {
        const error =
          usualError * mix(draws.own.normal(view.epoch, subjectOf(view, v)), view.error[v], hard * evenness);
        out[offset + v] = view.allowNegative ? view.loss[v] * (1 + error) : view.loss[v] + error;
      }
    },
  };
}
