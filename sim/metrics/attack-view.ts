import type { AttackAccount } from '../state/attack-account.ts';

/** What the table says about one attack, beside what happens. */
export interface AttackAbout {
  readonly name: string;
  readonly topic: string;
  readonly owner: string;
  readonly joins: number;
  readonly start: number;
  /** First epoch in which it is over; Infinity: never. */
  readonly end: number;
}

/** What metrics may read of an attack: its plan, and what it has and has done so far. The engine makes one of each attack. */
export interface AttackView extends AttackAbout {
  readonly account: AttackAccount;
  /** Keys that it may have in the topic at a time. */
  readonly keys: number;
  /** What honest work of one key costs per epoch, ALLO. */
  readonly workCost: number;
  /** Units of honest work that its keys do together in an epoch in which it acts; undefined: one each. */
  readonly work: number | undefined;
  /** What locked tokens could earn elsewhere, share per year; and the years that a block and an epoch of the topic last. */
  readonly capitalRate: number;
  readonly yearsPerBlock: number;
  readonly yearsPerEpoch: number;
  /** ALLO from outside per epoch and scale of the truth by which the combined inference is moved. */
  readonly notional: number;
  /** Which way it pushes the combined inference, 1 up, -1 down; undefined: any way counts. */
  readonly direction: number | undefined;
  /** Between 0 (as an honest owner) and 1. */
  strength(epoch: number): number;
  /** The honest inferers whom it aims at, 1 by registered place, once it acts; undefined: nobody in particular, or not yet. */
  targets(epoch: number): Uint8Array | undefined;
  /** Rewards of all its keys in all topics so far, and what its tokens have earned, ALLO. */
  income(): number;
  /**
   * ALLO that it has locked now: own stake of its reputers, with what is asked back and not yet paid out, tokens that it has
   * placed or holds ready, and what it has promised.
   *
   * @param epoch of the topic attacked
   */
  capital(epoch: number): number;
  /** A value of the target where errors act, in which the scale of the truth is measured. */
  toErrorSpace(value: number): number;
}
