import { createWorld, step } from '../../sim/engine/step.ts';
import type { Topic } from '../../sim/engine/topic.ts';
import type { Scenario } from '../../sim/index.ts';
import type { Seats } from '../../sim/state/seats.ts';

export const roleNames = ['inferers', 'forecasters', 'reputers'] as const;
export type RoleName = (typeof roleNames)[number];

/** Where the actors of a role stand. Entry x is actor x. */
export interface Standings {
  readonly standing: readonly number[];
  readonly touched: readonly number[];
  readonly quantileScore: number;
  readonly newcomerScore: number;
}

export interface Given extends Omit<Seats, 'active'> {
  readonly active: readonly number[];
}

/**
 * One moment in which standings can move: seats of a nonce are given, or its scores arrive. Workers' seats are given when
 * the window closes and their scores come when the nonce is closed; of reputers both happen then.
 */
export interface Moment {
  readonly epoch: number;
  readonly block: number;
  /** The seats given. */
  readonly given?: Given;
  /** Scores by seat, and who had the seats. */
  readonly scored?: { readonly active: readonly number[]; readonly scores: readonly number[] };
  readonly before: Standings;
  readonly after: Standings;
  /** Forecasts of the seated forecasters, where the window has just closed. */
  readonly forecasts: readonly (readonly number[])[];
}

const scoreColumns = { inferers: 'infererScore', forecasters: 'forecasterScore', reputers: 'reputerScore' } as const;

export function standingsOf(topic: Topic, name: RoleName): Standings {
  const { standing, touched, quantileScore, newcomerScore } = topic[name];
  return { standing: Array.from(standing), touched: Array.from(touched), quantileScore, newcomerScore };
}

function givenOf({ active, ...seats }: Seats): Given {
  return { ...seats, active: Array.from(active.subarray(0, seats.count)) };
}

/**
 * Runs a scenario of one topic and notes everything that happens to the standings of a role.
 *
 * @param tamper may change the topic after a nonce is done
 */
export function momentsOf(scenario: Scenario, name: RoleName, tamper?: (topic: Topic) => void): Moment[] {
  const world = createWorld(scenario);
  const [topic] = world.topics;
  const moments: Moment[] = [];
  while (topic.done < topic.epochs) {
    const before = standingsOf(topic, name);
    const { windowsClosed, done } = topic;
    step(world);
    const after = standingsOf(topic, name);
    if (topic.windowsClosed > windowsClosed && name !== 'reputers') {
      const nonce = topic.ring[windowsClosed % topic.ring.length];
      const K = nonce.inferers.count;
      const forecasts = Array.from({ length: nonce.forecasters.count }, (_, k) =>
        Array.from(topic.desk.forecasts.subarray(k * K, (k + 1) * K)),
      );
      moments.push({ epoch: nonce.epoch, block: nonce.block, given: givenOf(nonce[name]), before, after, forecasts });
    }
    if (topic.done > done) {
      const { nonce, desk } = topic;
      const active = Array.from(nonce[name].active.subarray(0, nonce[name].count));
      const scores = Array.from(desk[scoreColumns[name]].subarray(0, active.length));
      const isScored = nonce.status === 'paid' || nonce.status === 'unpaid';
      moments.push({
        epoch: nonce.epoch,
        block: nonce.block,
        ...(name === 'reputers' ? { given: givenOf(nonce.reputers) } : {}),
        ...(isScored ? { scored: { active, scores } } : {}),
        before,
        after,
        forecasts: [],
      });
      tamper?.(topic);
    }
  }
  return moments;
}

/** The moments in which seats were given. */
export function sittings(moments: readonly Moment[]): (Moment & { readonly given: Given })[] {
  return moments.filter((moment): moment is Moment & { given: Given } => moment.given !== undefined);
}

/** The moments in which scores arrived. */
export function scorings(moments: readonly Moment[]): (Moment & Required<Pick<Moment, 'scored'>>)[] {
  return moments.filter((moment): moment is Moment & Required<Pick<Moment, 'scored'>> => moment.scored !== undefined);
}
