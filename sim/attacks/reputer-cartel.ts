import type { EpochDraws, JudgedView, ReputerView } from '../policies/policy.ts';
import type { Attack } from './attack.ts';
import { identitiesParameter } from './shared-parameters.ts';

const smoothing = 0.1;

/**
 * Reputers who report common false losses: of chosen victims they say that their losses are higher, and that the network
 * would do better without them. All members report the same numbers to the last digit, which puts them close to the
 * consensus that they make. It asks how much stake that takes, what it breaks and whether listening coefficients answer.
 *
 * The victims are the inferers with the lowest smoothed losses when it starts. Until then its members report what they see.
 */
export const reputerCartel: Attack = {
  name: 'reputer-cartel',
  doc: 'Reputers with a share of the stake who report common false losses about the best inferers.',
  question: 'What does a cartel of reputers break, at which share of the stake, and what does it earn?',
  source: 'catalogue of attacks, 17: reputer collusion; consensus: x/emissions/module/rewards/rewards_internal.go',
  knowledge: 'public',
  parameters: [
    identitiesParameter(3, 'reputers'),
    {
      name: 'stakeShare',
      kind: 'number',
      default: 0.4,
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      unit: 'share of all stake in the topic',
      doc: 'What its members hold together, in equal parts.',
    },
    {
      name: 'victims',
      kind: 'integer',
      default: 3,
      minimum: 1,
      maximum: 10_000,
      unit: 'inferers',
      doc: 'How many inferers it runs down: the best ones.',
    },
    {
      name: 'ownShift',
      kind: 'number',
      default: 0.5,
      minimum: -100,
      maximum: 100,
      unit: 'log10 loss',
      doc: 'Added to the victims’ own losses.',
    },
    {
      name: 'oneOutShift',
      kind: 'number',
      default: -0.5,
      minimum: -100,
      maximum: 100,
      unit: 'log10 loss',
      doc: 'Added to the network’s losses without a victim; negative: as if it were better off without.',
    },
    {
      name: 'noise',
      kind: 'number',
      default: 0.1,
      minimum: 0,
      maximum: 100,
      unit: 'log10 loss',
      doc: 'Standard deviation of the error that all members share; 0.1 is that of the median honest reputer.',
    },
  ],
  keys: ({ identities }) => ({ inferers: 0, forecasters: 0, reputers: Number(identities) }),
  create: (values, { start, inferers, population }) => {
    const share = Number(values.stakeShare);
    const members = Number(values.identities);
    const noise = Number(values.noise);
    const plan = createPlan(inferers, Number(values.victims), start);
    let observed = -1;
    return {
      stakePerReputer: (honestStake) => ((share / (1 - share)) * honestStake) / members,
      reputer: (_index, birth) => {
        const common = birth.common(population);
        return {
          reportInto(view, out, offset) {
            if (view.epoch < start) {
              for (let v = 0; v < view.values; ++v) out[offset + v] = err(view, v, noise * view.error[v]);
              return;
            }
            reportFalsely(view, out, offset, common, noise);
            shift(view, out, offset, plan.victimsAt(view.epoch), Number(values.ownShift), Number(values.oneOutShift));
          },
          observe(view) {
            // One memory for all members.
            if (view.epoch === observed) return;
            observed = view.epoch;
            plan.learn(view);
          },
        };
      },
    };
  },
};

/** A loss with an error: log10 losses by addition, raw ones relative to their size. */
function err(view: ReputerView, v: number, error: number): number {
  return view.allowNegative ? view.loss[v] * (1 + error) : view.loss[v] + error;
}

function reportFalsely(view: ReputerView, out: Float64Array, offset: number, common: EpochDraws, noise: number): void {
  const { subjectHigh, subjectLow } = view;
  for (let v = 0; v < view.values; ++v) {
    // By what the value is about, not by its place: who else is there changes no error.
    const subject = Math.imul(subjectHigh[v], 0x9e3779b1) ^ subjectLow[v];
    out[offset + v] = err(view, v, noise > 0 ? noise * common.normal(view.epoch, subject) : 0);
  }
}

function shift(
  view: ReputerView,
  out: Float64Array,
  offset: number,
  isVictim: Uint8Array,
  own: number,
  oneOut: number,
): void {
  const { layout, places } = view;
  for (let j = 0; j < layout.inferers; ++j) {
    if (isVictim[places[j]] === 0) continue;
    out[offset + layout.inferer + j] += own;
    out[offset + layout.oneOutInferer + j] += oneOut;
  }
}

/** What the members know of the inferers, and whom they pick. */
function createPlan(inferers: number, victims: number, start: number) {
  const average = new Float64Array(inferers).fill(NaN);
  const isVictim = new Uint8Array(inferers);
  let picked = false;
  return {
    learn(view: JudgedView): void {
      for (let j = 0; j < view.inferers; ++j) {
        const loss = view.loss[j];
        if (Number.isNaN(loss)) continue;
        const x = view.places[j];
        average[x] = Number.isNaN(average[x]) ? loss : average[x] + smoothing * (loss - average[x]);
      }
    },
    /** 1 for each victim, by registered place; picked once, of those known when the attack starts. */
    victimsAt(epoch: number): Uint8Array {
      if (picked || epoch < start) return isVictim;
      for (let n = 0; n < victims; ++n) {
        let best = -1;
        for (let x = 0; x < inferers; ++x) {
          if (isVictim[x] === 1 || Number.isNaN(average[x])) continue;
          if (best < 0 || average[x] < average[best]) best = x;
        }
        if (best < 0) break;
        isVictim[best] = 1;
        picked = true;
      }
      return isVictim;
    },
  };
}
