import type { ReputerView } from '../policies/policy.ts';
import type { Attack, AttackSetting } from './attack.ts';
import { createLossMemory, honestReputer, usualError } from './honest-keys.ts';
import { stakePerKey, stakeShareParameter } from './reputer-parameters.ts';
import { identitiesParameter } from './shared-parameters.ts';

const traitPersistence = 0;

/**
 * Reputers who give up reward of their own to spoil that of rivals: they say of chosen inferers that their losses are much
 * higher, and that the network does better without them, and do not care that this puts them far from the consensus. It
 * asks what a rival loses for every ALLO that the attacker gives up (the griefing factor).
 *
 * The network losses weigh reports by raw stake, whatever their reputer's score: a report that nobody believes still counts.
 * The network's answer is the lower score of who reports far from the consensus, hence less reward. No stake is taken: the
 * chain has no slashing.
 */
export const griefing: Attack = {
  name: 'griefing',
  number: 25,
  doc: 'Reputers who give up their own reward to spoil that of chosen inferers.',
  question: 'How much do rivals lose for what the attacker gives up?',
  source:
    'catalogue of attacks, 25: griefing; network losses: x/emissions/keeper/inference_synthesis/network_losses.go',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(1, 'reputers'),
    stakeShareParameter(0.2),
    {
      name: 'victims',
      kind: 'integer',
      default: 2,
      minimum: 1,
      maximum: 10_000,
      unit: 'inferers',
      doc: 'How many rivals it runs down.',
    },
    {
      name: 'target',
      kind: 'choice',
      default: 'best',
      choices: ['best', 'worst', 'random'],
      unit: '1',
      doc: 'Whom it picks of those known when it starts: by smoothed losses, or anybody.',
    },
    {
      name: 'harm',
      kind: 'number',
      default: 2,
      minimum: 0,
      maximum: 100,
      unit: 'log10 loss',
      doc: 'Added to the losses of its victims, and taken from those of the network without one of them.',
    },
    {
      name: 'persistence',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1,
      unit: 'share of epochs',
      doc: 'In how many epochs it does harm; in the others it reports what it sees.',
    },
  ],
  keys: ({ identities }) => ({ inferers: 0, forecasters: 0, reputers: Number(identities) }),
  create: (values, setting) => {
    const { strength, draws, inferers } = setting;
    const persistence = Number(values.persistence);
    const harm = Number(values.harm);
    const memory = createLossMemory(inferers);
    const victimsOf = createChoice(Number(values.victims), String(values.target), memory.average, setting);
    let aimedAt: Uint8Array | undefined;
    const harmAt = (epoch: number) => {
      const hard = strength(epoch);
      if (hard === 0) return 0;
      return draws.own.uniform(epoch, traitPersistence) < persistence ? hard * harm : 0;
    };
    return {
      targets: () => aimedAt,
      stakePerReputer: (honestStake) => stakePerKey(Number(values.stakeShare), honestStake, Number(values.identities)),
      reputer: () => {
        const honest = honestReputer(usualError);
        return {
          reportInto(view, out, offset) {
            honest.reportInto(view, out, offset);
            const shift = harmAt(view.epoch);
            if (!(shift > 0)) return;
            aimedAt = victimsOf();
            runDown(view, out, offset, aimedAt, shift);
          },
          observe: memory.observe,
        };
      },
    };
  },
  single: (values) => ({ ...values, identities: 1 }),
};

function runDown(view: ReputerView, out: Float64Array, offset: number, isVictim: Uint8Array, shift: number): void {
  const { layout, places } = view;
  for (let j = 0; j < layout.inferers; ++j) {
    if (isVictim[places[j]] === 0) continue;
    out[offset + layout.inferer + j] += shift;
    out[offset + layout.oneOutInferer + j] -= shift;
  }
}

/** 1 for each victim, by registered place: chosen once, when somebody is known. */
function createChoice(
  victims: number,
  target: string,
  average: Float64Array,
  { draws, subjectOf }: Pick<AttackSetting, 'draws' | 'subjectOf'>,
): () => Uint8Array {
  const isVictim = new Uint8Array(average.length);
  let chosen = false;
  /** The lower, the sooner chosen. */
  const rank = (x: number) => {
    if (target === 'random') return draws.uniform(subjectOf(x));
    return target === 'best' ? average[x] : -average[x];
  };
  return () => {
    if (chosen) return isVictim;
    for (let n = 0; n < victims; ++n) {
      let next = -1;
      for (let x = 0; x < average.length; ++x) {
        if (isVictim[x] === 1 || Number.isNaN(average[x])) continue;
        if (next < 0 || rank(x) < rank(next)) next = x;
      }
      if (next < 0) break;
      isVictim[next] = 1;
      chosen = true;
    }
    return isVictim;
  };
}
