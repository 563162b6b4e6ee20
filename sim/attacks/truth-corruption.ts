import type { Reputer, ReputerView } from '../policies/policy.ts';
import type { Attack, AttackSetting, Victim } from './attack.ts';
import { overlay } from './overlay.ts';

const traitRead = 0;
const traitOutage = 0;
const traitSide = 1;

/**
 * A source of truth that is wrong. Some honest reputers read it and report in good faith how far every value is from a number
 * that is not the truth; in some epochs it is out, and they report nothing. It asks how many readers it takes to spoil the
 * combined inference against the true truth, and which workers are punished although they were right.
 *
 * The attack holds no keys. The network's answer is listening: readers of a wrong source agree with each other and not with
 * the rest, and the consensus listens to the larger stake, which need not be the honest one.
 */
export const truthCorruption: Attack = {
  name: 'truth-corruption',
  number: 24,
  doc: 'Honest reputers who read the truth from a source that is wrong, or out.',
  question: 'What does a wrong source of truth break when only some of the honest reputers read it?',
  source: 'catalogue of attacks, 24: truth-source corruption; network losses: x/emissions/keeper/inference_synthesis',
  knowledge: ['blind'],
  parameters: [
    {
      name: 'share',
      kind: 'number',
      default: 0.4,
      minimum: 0,
      maximum: 1,
      unit: 'share of honest reputers',
      doc: 'How many honest reputers read the source: the first ones in the order of the scenario.',
    },
    {
      name: 'bias',
      kind: 'number',
      default: 3,
      minimum: -1e6,
      maximum: 1e6,
      unit: 'scales of the truth',
      doc: 'How far from the truth the source is.',
    },
    {
      name: 'outage',
      kind: 'number',
      default: 0,
      minimum: 0,
      maximum: 1,
      unit: 'share of epochs',
      doc: 'In how many epochs the source says nothing, and its readers do not report.',
    },
  ],
  keys: () => ({ inferers: 0, forecasters: 0, reputers: 0 }),
  create: (values, setting) => {
    const share = Number(values.share);
    const bias = Number(values.bias);
    const outage = Number(values.outage);
    const { strength, draws, play } = setting;
    const isOut = (epoch: number) =>
      outage > 0 && strength(epoch) > 0 && draws.own.uniform(epoch, traitOutage) < outage;
    /** At random: as far off as the plan would be, on either side. */
    const shiftAt = (epoch: number) => {
      const side = play === 'random' && draws.own.uniform(epoch, traitSide) < 0.5 ? -1 : 1;
      return side * strength(epoch) * bias;
    };
    return {
      overReputer: (mind, victim) => (readsIt(victim, share, setting) ? misled(mind, shiftAt, isOut) : mind),
    };
  },
  work: () => 0,
  direction: ({ bias }) => Math.sign(Number(bias)),
};

function readsIt({ number, of, draws }: Victim, share: number, { play }: AttackSetting): boolean {
  return play === 'random' ? draws.uniform(traitRead) < share : number < Math.round(share * of);
}

/** Reports as it would, were the truth where the source says. */
function misled(mind: Reputer, shiftAt: (epoch: number) => number, isOut: (epoch: number) => boolean): Reputer {
  let wrong: { -readonly [Key in keyof ReputerView]: ReputerView[Key] } | undefined;
  let loss = new Float64Array(0);
  return overlay(mind, {
    reportInto(view, out, offset) {
      const shift = shiftAt(view.epoch);
      if (shift === 0) return mind.reportInto(view, out, offset);
      if (loss.length < view.values) loss = new Float64Array(view.values);
      view.misreadInto(shift, loss);
      wrong = Object.assign(wrong ?? { ...view }, view);
      wrong.loss = loss;
      mind.reportInto(wrong, out, offset);
    },
    submits: (epoch, age) => !isOut(epoch) && (mind.submits?.(epoch, age) ?? true),
  });
}
