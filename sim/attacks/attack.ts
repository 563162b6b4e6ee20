import type {
  Birth,
  Forecaster,
  Inferer,
  PolicyDeclaration,
  PolicyValues,
  Reputer,
  TopicSetting,
} from '../policies/policy.ts';

/** How many keys an attack holds in each role. */
export interface AttackKeys {
  readonly inferers: number;
  readonly forecasters: number;
  readonly reputers: number;
}

/** Where an attack acts: the topic, and which registered places there are its own. Its keys stand behind all honest ones. */
export interface AttackSetting extends TopicSetting {
  /** First epoch of the attack proper; before it the keys act honestly. */
  readonly start: number;
  /** First epoch in which it is over. Infinity: never. */
  readonly end: number;
  /** First of its own places among the inferers, of which it has keys(values).inferers. */
  readonly firstInferer: number;
  readonly firstForecaster: number;
  readonly firstReputer: number;
}

/** The minds behind an attack's keys. They share what the attack wants them to share. */
export interface AttackMinds {
  inferer?(index: number, birth: Birth): Inferer;
  forecaster?(index: number, birth: Birth): Forecaster;
  reputer?(index: number, birth: Birth): Reputer;
  /** Stake of each of its reputers, ALLO, given what the honest reputers hold together. */
  stakePerReputer?(honestStake: number): number;
}

/** One way to attack a topic. It is declared like a policy; scenarios name it by its key in the registry. */
export interface Attack extends PolicyDeclaration {
  /** The question that a run of it answers, one line. */
  readonly question: string;
  /**
   * What its keys may know: `blind` nothing but their own role, `public` what is on chain (judged epochs), `last-look`
   * also this epoch's payloads of others. Its minds are given only that.
   */
  readonly knowledge: 'blind' | 'public' | 'last-look';
  readonly keys: (values: PolicyValues) => AttackKeys;
  readonly create: (values: PolicyValues, setting: AttackSetting) => AttackMinds;
}
