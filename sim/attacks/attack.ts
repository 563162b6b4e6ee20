import type { ParameterValue } from '../parameters/declaration.ts';
import type {
  Birth,
  Forecaster,
  Inferer,
  PolicyDeclaration,
  PolicyValues,
  Reputer,
  TopicSetting,
} from '../policies/policy.ts';
import type { Outlay } from '../state/attack-account.ts';

/** How many keys an attack holds in each role. */
export interface AttackKeys {
  readonly inferers: number;
  readonly forecasters: number;
  readonly reputers: number;
}

export type AttackRole = keyof AttackKeys;

/**
 * What an attack may know: `blind` nothing but its own roles, `public` what is on chain (judged epochs), `last-look` also the
 * payloads of this epoch that others have sent.
 */
export type Knowledge = 'blind' | 'public' | 'last-look';

/**
 * How the resources of an attack are used: to attack; as an honest owner would use them; or for the same money at random.
 * The last two are what an attack is held against.
 */
export type Play = 'attack' | 'honest' | 'random';

/** Where an attack acts: the topic, and which registered places there are its own. Its keys stand behind all honest ones. */
export interface AttackSetting extends TopicSetting {
  readonly play: Play;
  readonly knowledge: Knowledge;
  /**
   * First epoch in which its keys act on the plan, the delay of coordination included; before it they act honestly.
   * Infinity where it is played honestly.
   */
  readonly start: number;
  /** First epoch in which it is over. Infinity: never. */
  readonly end: number;
  /**
   * How hard it acts in an epoch, between 0 (as an honest one would) and 1 (as its parameters say). 0 before `start`, from
   * `end` on, and whenever it is played honestly; in between 1, or what an adaptive owner makes of it.
   */
  readonly strength: (epoch: number) => number;
  /** First of its own places among the inferers, of which it has keys(values).inferers. */
  readonly firstInferer: number;
  readonly firstForecaster: number;
  readonly firstReputer: number;
  /** Draws of the attack itself, which no key of it shares. */
  readonly draws: Birth;
}

/** An honest actor whom an attack may get at. */
export interface Victim {
  /** Registered place in its role. */
  readonly place: number;
  /** Its number in the order of the scenario: does not hang on how actors stand in memory. */
  readonly number: number;
  /** How many honest actors its role has. */
  readonly of: number;
  /** Its own randomness, on a stream of the attack's: what hangs on it moves no other draw. */
  readonly draws: Birth;
  /** Stake at birth, ALLO; 0 of workers. */
  readonly stake: number;
}

/** What an attack makes of a topic: keys' minds, what it does to others, what it does with money between epochs. */
export interface AttackPlan {
  /** The minds behind its keys. They share what the attack wants them to share. */
  inferer?(index: number, birth: Birth): Inferer;
  forecaster?(index: number, birth: Birth): Forecaster;
  reputer?(index: number, birth: Birth): Reputer;
  /** Stake of each of its reputers, ALLO, given what the honest reputers hold together. */
  stakePerReputer?(honestStake: number, index: number): number;
  /** Whether a key is held back: it registers only when the plan lets it join. Absent: none is. */
  waits?(role: AttackRole, index: number): boolean;
  /** What each of its keys adds to every message for being served earlier, ALLO. Absent: nothing. */
  readonly tip?: number;

  /**
   * What it does to others: the mind that an honest actor has as long as the attack is there. It must do as the mind handed
   * over does wherever `strength` is 0.
   */
  overInferer?(mind: Inferer, victim: Victim): Inferer;
  overForecaster?(mind: Forecaster, victim: Victim): Forecaster;
  overReputer?(mind: Reputer, victim: Victim): Reputer;

  /**
   * The honest inferers whom it aims at, 1 by registered place; once it has chosen them. Absent: nobody in particular.
   */
  targets?(): Uint8Array | undefined;

  /** What it does between epochs: once for every nonce of its topic that is closed. */
  act?(moment: AttackMoment): void;
}

/** What an attack learns and may do when a nonce of its topic is closed. It holds for that moment; nothing of it may be kept. */
export interface AttackMoment {
  /** Epoch of the nonce, whether it was paid, and the epoch that opens next. */
  epoch: number;
  paid: boolean;
  next: number;
  /** Rewards for the nonce, ALLO: of one of its own keys, and of an honest key of the role in the mean. */
  rewardOf(role: AttackRole, index: number): number;
  honestReward(role: AttackRole): number;
  /** EMA score of one of its own keys; NaN: none yet. */
  standingOf(role: AttackRole, index: number): number;
  /** Whether the key is registered for the epoch that opens next. */
  isRegistered(role: AttackRole, index: number): boolean;
  /** Registers a key with the epoch that opens next, if the purse can pay; it keeps its place for the run. */
  join(role: AttackRole, index: number): boolean;
  /** The key is gone with the epoch that opens next, for good. */
  leave(role: AttackRole, index: number): void;
  /** Of the nonce: network loss of the combined inference as reported; NaN: none. */
  combinedLoss: number;

  /** Pays for something outside the books of the chain. @returns whether the purse could */
  pay(kind: Outlay, allo: number): boolean;
  /** Sets tokens aside for a promise. @returns whether the purse could */
  promise(allo: number): boolean;
  release(allo: number): void;
  earnOutside(allo: number): void;
  /** What the owner may still lay out, ALLO. */
  readonly left: number;
  /** Tokens on the hub chain; absent where the scenario fixes rewards. */
  readonly treasury: Treasury | undefined;
}

/** What an attack can do with tokens on the hub chain. Topics by their place in the run, reputers by their number in
 * the order of the scenario, an attack's keys last. Amounts in ALLO. */
export interface Treasury {
  /** Free in its wallet. */
  readonly free: number;
  readonly topics: number;
  /** Place of the topic attacked. */
  readonly home: number;
  /** What is public about a topic: weight, effective fee revenue, stake. 0 before it is created. */
  weightOf(topic: number): number;
  feeRevenueOf(topic: number): number;
  stakeOf(topic: number): number;
  reputersOf(topic: number): number;
  isRegistered(topic: number, reputer: number): boolean;
  isOwn(topic: number, reputer: number): boolean;
  /** Stake on a reputer, own and delegated, and what an ALLO on it has earned since it registered. */
  stakeOn(topic: number, reputer: number): number;
  returnOn(topic: number, reputer: number): number;
  /** What the attack has placed on a reputer and not asked back. */
  placedOn(topic: number, reputer: number): number;
  /** Pays into a topic, out of the wallet: a fee. @returns what was paid */
  fund(topic: number, allo: number): number;
  /** Places tokens on a reputer. @returns what was placed */
  place(topic: number, reputer: number, allo: number): number;
  /** Asks tokens back; they come after the delay. @returns what was asked for */
  askBack(topic: number, reputer: number, allo: number): number;
  /** Sends messages that do nothing but take up room in blocks, each for the data fee and a tip. @returns how many */
  flood(messages: number, tip: number): number;
}

/** What an attack changes about a topic before the run begins. Keys as in scenarios. */
export interface TopicChanges {
  readonly topicParameters?: PolicyValues;
  readonly truth?: { readonly process: string } & Readonly<Record<string, ParameterValue>>;
  readonly loss?: { readonly method: string } & Readonly<Record<string, ParameterValue>>;
}

/**
 * Topics of its own, alike but for their names, which its treasury pays for. Everybody in them belongs to the attack and acts
 * honestly. Its reputers bring no stake: the treasury places tokens on them.
 */
export interface OwnTopics {
  readonly count: number;
  readonly changes: TopicChanges;
  readonly inferers: number;
  readonly forecasters: number;
  readonly reputers: number;
  /** What is paid into each topic beside the fee for creating it: once, and per epoch. ALLO. */
  readonly funding: { readonly initial: number; readonly perEpoch: number };
}

/** One way to attack a topic. It is declared like a policy; scenarios name it by its key in the registry. */
export interface Attack extends PolicyDeclaration {
  /** Its number in the catalogue of attacks. */
  readonly number: number;
  /** The question that a run of it answers, one line. */
  readonly question: string;
  /** What it may know; the first unless the scenario says otherwise. It is given only that. */
  readonly knowledge: readonly Knowledge[];
  readonly keys: (values: PolicyValues) => AttackKeys;
  readonly create: (values: PolicyValues, setting: AttackSetting) => AttackPlan;
  /**
   * Units of honest work that its keys do per epoch while it acts: an honest key does one. Absent: as many as it has keys.
   */
  readonly work?: (values: PolicyValues) => number;
  /** The same attack with one identity, equal in stake and skill together; absent where there is no such thing. */
  readonly single?: (values: PolicyValues) => PolicyValues;
  /** Tokens that it needs on the hub chain beside its keys' wallets and stake, ALLO. Absent: none. */
  readonly treasury?: (values: PolicyValues, epochs: number) => number;
  /** What it changes about the topic attacked, when played to attack. */
  readonly reshapes?: (values: PolicyValues) => TopicChanges;
  readonly founds?: (values: PolicyValues) => OwnTopics;
  /** Which way it pushes the combined inference: 1 up, -1 down; absent: any way counts as a shift. */
  readonly direction?: (values: PolicyValues) => number;
  /** It needs the hub chain: money, topics, or messages in blocks. */
  readonly needsHub?: boolean;
}
