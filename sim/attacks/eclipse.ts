import type { Attack, AttackRole, Victim } from './attack.ts';
import { silenced } from './censorship.ts';
import { honestInferer } from './honest-keys.ts';
import { overlay } from './overlay.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

const roles: Readonly<Record<string, readonly AttackRole[]>> = {
  inferers: ['inferers'],
  forecasters: ['forecasters'],
  reputers: ['reputers'],
  all: ['inferers', 'forecasters', 'reputers'],
};

/** Traits of the draws about a victim. */
const whether = 0;
const payload = 0;
const news = 1;

/**
 * Part of the honest actors is cut off from the rest of the network: a share of what they send misses the window, and of
 * some of the judged epochs they do not hear, so that those with a memory act on a stale one. The attacker's own inferers,
 * honest in all they say, have the more of the rewards. It asks what those who are cut off lose beyond the epochs that they
 * miss, and who gains.
 *
 * The network's answer is that passive actors keep their scores, but for the liveness penalty, and that seats and weights of
 * those who are back recover as fast as the smoothing of scores and regrets lets them.
 *
 * Played at random it loses as many messages, of anybody and not always of the same.
 *
 * Simplified: a message that comes too late is lost; one that comes late but in time is as good as any. Who is a victim is
 * settled by chance when it is born. An adversary on the path of messages is taken for granted: what it costs to be there
 * is not part of the account.
 */
export const eclipse: Attack = {
  name: 'eclipse',
  number: 31,
  doc: 'Cuts part of the honest actors off: messages miss the window, news does not come.',
  question: 'What do actors lose who are cut off for a while, and does the attacker gain by it?',
  source:
    'catalogue of attacks, 31: eclipse, partition; loss and delay of messages as in allora-simulator; liveness penalty: x/emissions/keeper/actor_utils',
  knowledge: ['blind'],
  parameters: [
    identitiesParameter(4, 'inferers'),
    skillParameter,
    {
      name: 'victims',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      unit: 'probability',
      doc: 'Chance of each honest actor to be among those who are cut off.',
    },
    {
      name: 'role',
      kind: 'choice',
      default: 'all',
      choices: Object.keys(roles),
      unit: 'role',
      doc: 'Whose messages it gets at.',
    },
    {
      name: 'loss',
      kind: 'number',
      default: 0.8,
      minimum: 0,
      maximum: 1,
      unit: 'share of messages',
      doc: 'How many of a victim’s payloads and reports do not arrive in time.',
    },
    {
      name: 'missedNews',
      kind: 'number',
      default: 0,
      minimum: 0,
      maximum: 1,
      unit: 'share of judged epochs',
      doc: 'How many judged epochs a victim does not hear of; it matters to those with a memory.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  create: (values, { play, strength }) => {
    const share = Number(values.victims);
    const aimed = play !== 'random';
    const loss = Number(values.loss) * (aimed ? 1 : share);
    const deaf = Number(values.missedNews) * (aimed ? 1 : share);
    const cutOff = <Mind extends { submits?(epoch: number, age: number): boolean; observe?(view: never): void }>(
      role: AttackRole,
      mind: Mind,
      { draws }: Victim,
    ): Mind => {
      if (!roles[String(values.role)].includes(role) || (aimed && !(draws.uniform(whether) < share))) return mind;
      const { observe } = mind as { observe?(view: { readonly epoch: number }): void };
      const heard =
        observe === undefined || deaf === 0
          ? mind
          : (overlay<{ observe?: unknown }>(mind, {
              observe(view: { readonly epoch: number }) {
                if (!(draws.own.uniform(view.epoch, news) < deaf * strength(view.epoch))) observe(view);
              },
            }) as Mind);
      return silenced(heard, (epoch) => draws.own.uniform(epoch, payload) < loss * strength(epoch));
    };
    return {
      inferer: () => honestInferer(Number(values.errorDeviation)),
      overInferer: (mind, victim) => cutOff('inferers', mind, victim),
      overForecaster: (mind, victim) => cutOff('forecasters', mind, victim),
      overReputer: (mind, victim) => cutOff('reputers', mind, victim),
    };
  },
};
