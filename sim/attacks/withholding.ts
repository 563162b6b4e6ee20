import type { Inferer } from '../policies/policy.ts';
import type { Attack, AttackSetting, Victim } from './attack.ts';
import { createErrorRecord } from './error-record.ts';
import { honestInferer, honestReputer } from './honest-keys.ts';
import { overlay } from './overlay.ts';
import { stakePerKey, stakeShareParameter } from './reputer-parameters.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

const traitWithheld = 0;
const traitSilenced = 0;

/**
 * Reputers who keep the truth back. They say nothing in some epochs, all of them in the same ones; or each is late by chance
 * for itself; or they report only when the inferers of their owner have done well. Honest reputers in their hands (bribed, or
 * cut off) are silent with them. A nonce on which nobody reports is never judged, and pays nobody.
 *
 * The network has no quorum of its own: one report is enough. What answers is the liveness penalty on the standing of
 * whoever misses epochs, and that an honest reporter left takes the whole reward.
 *
 * Simplified: a late report is one that never comes.
 */
export const withholding: Attack = {
  name: 'withholding',
  number: 23,
  doc: 'Reputers who report late, never, or only on epochs that suit their own inferers.',
  question: 'What do workers lose when reputers keep the truth back, and whom does selective reporting serve?',
  source:
    'catalogue of attacks, 23: ground-truth withholding; reputer nonces: x/emissions/keeper/actor_utils/losses.go',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(2, 'reputers'),
    stakeShareParameter(0.4),
    {
      name: 'allies',
      kind: 'integer',
      default: 2,
      minimum: 0,
      maximum: 10_000,
      unit: 'keys',
      doc: 'How many inferers the attacker registers, whom selective reporting serves.',
    },
    skillParameter,
    {
      name: 'rule',
      kind: 'choice',
      default: 'abstain',
      choices: ['abstain', 'late', 'favourable'],
      unit: '1',
      doc: 'All silent in the same epochs, each late for itself, or silent when the attacker’s inferers did badly.',
    },
    {
      name: 'withheld',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      unit: 'share of epochs',
      doc: 'On how many epochs a report is kept back.',
    },
    {
      name: 'silenced',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1,
      unit: 'share of honest reputers',
      doc: 'How many honest reputers are silent with it: the first ones in the order of the scenario.',
    },
  ],
  keys: ({ identities, allies }) => ({ inferers: Number(allies), forecasters: 0, reputers: Number(identities) }),
  create: (values, setting) => {
    const { identities, stakeShare, errorDeviation, silenced } = values;
    const record = createErrorRecord();
    const isWithheld = ruleOf(String(values.rule), Number(values.withheld), setting, record.isBad);
    return {
      stakePerReputer: (honestStake) => stakePerKey(Number(stakeShare), honestStake, Number(identities)),
      inferer: () => remembering(honestInferer(Number(errorDeviation)), record.note),
      reputer: (_index, birth) => ({
        ...honestReputer(),
        submits: (epoch) => !isWithheld(epoch, birth.own.uniform(epoch, traitWithheld)),
      }),
      overReputer: (mind, victim) => {
        if (!isInHand(victim, Number(silenced), setting)) return mind;
        return overlay(mind, {
          submits: (epoch, age) =>
            !isWithheld(epoch, victim.draws.own.uniform(epoch, traitWithheld)) && (mind.submits?.(epoch, age) ?? true),
        });
      },
    };
  },
  single: (values) => ({ ...values, identities: 1 }),
};

/** Whether a report on an epoch is kept back, given a draw of the reputer's own. Chance decides where it is played at random. */
function ruleOf(
  rule: string,
  withheld: number,
  { strength, draws, play }: AttackSetting,
  isBad: (epoch: number, share: number) => boolean,
): (epoch: number, own: number) => boolean {
  return (epoch, own) => {
    const share = withheld * strength(epoch);
    if (share === 0) return false;
    if (play === 'attack' && rule === 'favourable') return isBad(epoch, share);
    return (play === 'attack' && rule === 'abstain' ? draws.own.uniform(epoch, traitWithheld) : own) < share;
  };
}

function isInHand({ number, of, draws }: Victim, share: number, { play }: AttackSetting): boolean {
  return play === 'random' ? draws.uniform(traitSilenced) < share : number < Math.round(share * of);
}

/** Tells how wrong it was, in scales of the truth: its owner knows once the truth is out. */
function remembering(mind: Inferer, note: (epoch: number, error: number) => void): Inferer {
  return overlay(mind, {
    infer(view) {
      const answer = mind.infer(view);
      note(view.epoch, (answer - view.truth) / view.scale);
      return answer;
    },
  });
}
