import type { JudgedView, ReputerView } from '../policies/policy.ts';
import type { AttackMoment, AttackSetting } from './attack.ts';
import { createVictims, shiftVictims } from './false-reports.ts';
import { createLossMemory } from './honest-keys.ts';

/* A conditional bribe: whom it convinces, which side has won, what is set aside and paid. */

/** What a reputer believes of a bribe, in units of what it earns on the winning side. */
export interface Faith {
  /** λ */
  readonly loserShare: number;
  /** c */
  readonly credibility: number;
  /** p + ε */
  readonly bribe: number;
  /** κ */
  readonly counterBribe: number;
}

/** Payoff of honest reports, h = (1 - q) + q (λ + κ), if the bribed side wins with probability q. */
export function honestPayoff({ loserShare, counterBribe }: Faith, belief: number): number {
  return 1 - belief + belief * (loserShare + counterBribe);
}

/** Payoff of bribed reports, q + (1 - q) (λ + c (p + ε)), before any moral cost. */
export function bribedPayoff({ loserShare, credibility, bribe }: Faith, belief: number): number {
  return belief + (1 - belief) * (loserShare + credibility * bribe);
}

/** Whether a reputer takes the bribe: it pays more than honesty and the moral cost together. */
export function takesBribe(faith: Faith, belief: number, moralCost: number): boolean {
  return bribedPayoff(faith, belief) - moralCost > honestPayoff(faith, belief);
}

export interface BribePlan {
  readonly victims: number;
  readonly own: number;
  readonly oneOut: number;
  readonly belief: number;
  readonly learning: number;
  readonly deposit: number;
}

export interface Bribe {
  /** Counts a reputer, ALLO of stake, among those who get offers. */
  approach(stake: number): void;
  isOffered(epoch: number): boolean;
  tempts(moralCost: number): boolean;
  /** What the losses truly are: told by every reputer with an offer. */
  note(view: ReputerView): void;
  /** A reputer with this stake reports as bribed. */
  take(view: ReputerView, out: Float64Array, offset: number, stake: number): void;
  observe(view: JudgedView): void;
  /** A nonce is closed: pays if its side has lost, and offers for the epochs to come. */
  settle(moment: AttackMoment): void;
}

/** Share of the newest reward in the briber's memory of what honest reports earn. */
const smoothing = 0.1;
/** Epochs of which it is remembered what is set aside: more than are ever open at a time. */
const remembered = 1024;

export function createBribe(
  { inferers, strength, start, play, draws, subjectOf }: AttackSetting,
  faith: Faith,
  { victims, own, oneOut, belief: firstBelief, learning, deposit }: BribePlan,
): Bribe {
  const memory = createLossMemory(inferers);
  const random = play === 'random';
  const targets = createVictims(inferers, victims, (x) => {
    return random && !Number.isNaN(memory.average[x]) ? draws.uniform(subjectOf(x)) : memory.average[x];
  });
  /** Without a plan the direction is another in every epoch. */
  const directionOf = (epoch: number) => strength(epoch) * (random && draws.own.uniform(epoch, 0) < 0.5 ? -1 : 1);
  const trueOwn = new Float64Array(inferers);
  const trueOneOut = new Float64Array(inferers);
  const offered = new Int32Array(remembered).fill(-1);
  const locked = new Float64Array(remembered);
  let approached = 0;
  let stakes = 0;
  /** Mean reward of an honest reputer without bribes, ALLO. */
  let usual = Number.NaN;
  let belief = firstBelief;
  /** Next epoch to make offers for. */
  let following = 0;
  // Of the epoch reported last: its number, stake of those who took the bribe, how far the losses have moved along the shift.
  let reported = -1;
  let bribed = 0;
  let moved = Number.NaN;

  const isOffered = (epoch: number) => offered[epoch % remembered] === epoch;
  return {
    isOffered,
    approach(stake) {
      ++approached;
      stakes += stake;
    },
    tempts: (moralCost) => takesBribe(faith, belief, moralCost),
    note({ epoch, layout, places, loss }) {
      if (epoch === reported) return;
      reported = epoch;
      bribed = 0;
      moved = Number.NaN;
      for (let j = 0; j < layout.inferers; ++j) {
        trueOwn[places[j]] = loss[layout.inferer + j];
        trueOneOut[places[j]] = loss[layout.oneOutInferer + j];
      }
    },
    take(view, out, offset, stake) {
      bribed += stake;
      const by = directionOf(view.epoch);
      shiftVictims(view, out, offset, targets(), by * own, by * oneOut);
    },
    observe(view) {
      if (view.epoch === reported && Number.isNaN(moved)) moved = movedAlong(view, directionOf(view.epoch));
      memory.observe(view);
    },
    settle(moment) {
      const { epoch, paid, next } = moment;
      if (isOffered(epoch)) settleOffer(moment);
      else if (paid) {
        const reward = moment.honestReward('reputers');
        if (!Number.isNaN(reward)) usual = Number.isNaN(usual) ? reward : usual + smoothing * (reward - usual);
      }
      for (following = Math.max(following, epoch + 1, start); following <= next; ++following) offer(moment, following);
    },
  };

  /** How far the network's losses have moved from the truth along the shift asked for: 0 not at all, 1 all the way. */
  function movedAlong({ inferers: active, places, layout, losses }: JudgedView, by: number): number {
    const isTarget = targets();
    let along = 0;
    let count = 0;
    for (let j = 0; j < active; ++j) {
      const x = places[j];
      if (isTarget[x] === 0) continue;
      const ownMoved = losses[layout.inferer + j] - trueOwn[x];
      const oneOutMoved = losses[layout.oneOutInferer + j] - trueOneOut[x];
      if (Number.isNaN(ownMoved + oneOutMoved)) continue;
      along += own * ownMoved + oneOut * oneOutMoved;
      ++count;
    }
    return along / (count * by * (own * own + oneOut * oneOut));
  }

  function settleOffer({ epoch, release, pay }: AttackMoment): void {
    release(locked[epoch % remembered]);
    if (epoch !== reported || Number.isNaN(moved)) return;
    const won = moved > 0.5;
    if (!won) pay('bribes', faith.bribe * usual * (bribed / (stakes / approached)));
    belief += learning * ((won ? 1 : 0) - belief);
  }

  function offer({ promise }: AttackMoment, epoch: number): void {
    if (!(strength(epoch) > 0) || !(usual > 0)) return;
    const set = deposit * faith.bribe * usual * approached;
    if (!promise(set)) return;
    offered[epoch % remembered] = epoch;
    locked[epoch % remembered] = set;
  }
}
