import { log } from '../math/log.ts';
import type { Reputer } from '../policies/policy.ts';
import type { Attack, AttackMoment, AttackSetting, Victim } from './attack.ts';
import { type Bribe, createBribe, type Faith } from './bribe.ts';
import { overlay } from './overlay.ts';
import { victimParameters } from './reputer-parameters.ts';

const share = (name: string, value: number, unit: string, doc: string, maximum = 1) =>
  ({ name, kind: 'number', default: value, minimum: 0, maximum, unit, doc }) as const;

const reward = 'rewards of the winning side';

/**
 * Bribes to honest reputers who report that the best inferers are worse than they are. A bribe p + ε is due only if the
 * bribed side loses; if all take it, it wins, and nothing is paid. It asks who flips, what success costs the briber, and how
 * much must be set aside for it.
 *
 * In units of what a reputer earns on the winning side, it believes that the bribed side wins with probability q, that the
 * losing side still earns λ, that a bribe which is due is paid with probability c, and that somebody else pays κ to those
 * who lose honestly. What is set aside is sure to be paid, the rest is as sure as the briber is credible. Its honest payoff is h = (1 - q) + q (λ + κ), and it takes the bribe if and only if
 *
 *     q + (1 - q) (λ + c (p + ε)) - μ > h,
 *
 * its moral cost μ being exponential, drawn once. With q = 0, λ = 0, c = 1 and μ = 0 that is p + ε > h; with p = 1, c = 1,
 * λ = 0 and μ = 0 it holds under every belief. The network's answer is that its losing side does not earn nothing: λ > 0.
 *
 * The side that wins is the one nearer to the network's losses. Beliefs follow what has won.
 *
 * Simplified: what the winning side earns is the mean honest reward of epochs without bribes, by stake at birth. Whoever
 * takes the bribe and whoever does not is seen by the briber. κ is not on chain and is no cost of the attack.
 */
export const bribery: Attack = {
  name: 'bribery',
  number: 18,
  doc: 'Bribes to reputers, due only if the bribed side loses, for false losses of the best inferers.',
  question: 'At which promise do honest reputers flip, and what does it cost a briber who pays only when it fails?',
  source: 'catalogue of attacks, 18: bribery and P+ε; George and Lesaege, Cryptoeconomic Systems, on Schelling attacks',
  knowledge: ['public'],
  parameters: [
    ...victimParameters,
    share('p', 1, reward, 'The bribe without its margin; 1 makes up for a reward that is lost altogether.', 1e6),
    share('epsilon', 0.1, reward, 'The margin of the bribe.', 1e6),
    share(
      'credibility',
      0.8,
      'probability',
      'With which reputers believe that a due bribe is paid of which nothing is set aside.',
    ),
    share('belief', 0.3, 'probability', 'With which they believe at first that the bribed side wins.'),
    share('learning', 0.1, '1', 'How far their belief moves in an epoch towards the side that has won.'),
    share('loserShare', 0.4, reward, 'What they believe the losing side still earns.'),
    share('moralCost', 0.3, reward, 'Mean of what taking a bribe costs a reputer in its own eyes, exponential.', 1e6),
    share('counterBribe', 0, reward, 'What somebody else pays to those who report honestly and lose.', 1e6),
    share('deposit', 0.5, '1', 'Part of the bribes offered that is set aside while an epoch is open.'),
  ],
  keys: () => ({ inferers: 0, forecasters: 0, reputers: 0 }),
  create: (values, setting) => {
    const deposit = Number(values.deposit);
    const faith: Faith = {
      loserShare: Number(values.loserShare),
      credibility: deposit + (1 - deposit) * Number(values.credibility),
      bribe: Number(values.p) + Number(values.epsilon),
      counterBribe: Number(values.counterBribe),
    };
    const bribe = createBribe(setting, faith, {
      victims: Number(values.victims),
      own: Number(values.ownShift),
      oneOut: Number(values.oneOutShift),
      belief: Number(values.belief),
      learning: Number(values.learning),
      deposit,
    });
    return {
      // Who may know nothing public knows nothing to bribe for.
      overReputer: (mind, victim) =>
        setting.knowledge === 'blind' ? mind : tempted(mind, victim, bribe, setting, Number(values.moralCost)),
      act: (moment: AttackMoment) => bribe.settle(moment),
    };
  },
};

/** An honest reputer who may take the bribe. */
function tempted(mind: Reputer, victim: Victim, bribe: Bribe, { strength }: AttackSetting, moralCost: number): Reputer {
  const moral = -moralCost * log(victim.draws.uniform(0));
  bribe.approach(victim.stake);
  return overlay(mind, {
    reportInto(view, out, offset) {
      mind.reportInto(view, out, offset);
      if (!(strength(view.epoch) > 0) || !bribe.isOffered(view.epoch)) return;
      bribe.note(view);
      if (bribe.tempts(moral)) bribe.take(view, out, offset, victim.stake);
    },
    observe(view) {
      mind.observe?.(view);
      bribe.observe(view);
    },
  });
}
