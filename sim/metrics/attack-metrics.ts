import { quantile } from '../math/order-statistics.ts';
import { mean, sampleStandardDeviation } from '../math/statistics.ts';
import type { outlays } from '../state/attack-account.ts';
import { type AttackLedger, sumsOf } from './attack-ledger.ts';
import { recoveryShare } from './attack-recovery.ts';
import type { AttackTotals } from './attack-totals.ts';
import type { SummaryMetric } from './column.ts';
import { power, threshold, timeToAlarm } from './detectors/detection.ts';
import { detectors } from './detectors/list.ts';
import { type Series, sortedFrom } from './series.ts';

/** One number of `summary.json` about the attacks on a topic, all of them together. */
export interface AttackMetricDeclaration {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  /** null: not defined for this run. */
  readonly of: (totals: AttackTotals) => number | null;
}

const allo = 'ALLO';
const loss = 'log10 loss';
const deviations = 'standard deviations of the error without the attack';

/** Part of the attacked epochs that the worst ones are. */
const worstPart = 0.1;
/** Of the mean rewards of a key that count as the top. */
const topQuantile = 0.95;

function ratio(a: number, b: number): number | null {
  return b > 0 ? a / b : null;
}

const perAttackedEpoch = (sum: (totals: AttackTotals) => number) => (totals: AttackTotals) =>
  ratio(sum(totals), totals.epochs);

/** Money of all attacks on the topic, over the whole run. */
function money(name: string, doc: string, of: (ledger: AttackLedger) => number): AttackMetricDeclaration {
  return {
    name: `attack_${name}`,
    unit: allo,
    doc: `${doc}; over the whole run`,
    of: ({ ledgers }) => ledgers.reduce((sum, ledger) => sum + of(ledger), 0),
  };
}

function paid(kind: (typeof outlays)[number], doc: string): AttackMetricDeclaration {
  return money(kind, doc, (ledger) => sumsOf.paid(ledger, kind));
}

/** Mean of the worst tenth, at least of one; NaN without any. */
function worst(losses: Series): number {
  const sorted = sortedFrom(losses, 0);
  const count = Math.min(sorted.length, Math.max(1, Math.ceil(worstPart * sorted.length)));
  return mean(sorted.subarray(sorted.length - count), count);
}

const ofMoney: readonly AttackMetricDeclaration[] = [
  money(
    'income',
    'rewards of the attackers’ keys in all topics, and what tokens that they placed earned',
    sumsOf.income,
  ),
  paid('fees', 'paid for registrations, payloads, and into topics'),
  paid('tips', 'paid for room in blocks'),
  paid('bribes', 'paid to others for what they do'),
  paid('rent', 'paid for the use of others’ tokens'),
  paid('slashed', 'stake of the attackers’ own that was taken (not on chain)'),
  {
    name: 'attack_escrow',
    unit: allo,
    doc: 'most that was set aside for promises at a time',
    of: ({ mostEscrow }) => mostEscrow,
  },
  {
    name: 'attack_capital',
    unit: allo,
    doc: 'most that was locked at a time: stake, tokens placed or held ready, and promises',
    of: ({ mostCapital }) => mostCapital,
  },
  money(
    'capital_cost',
    'what locked capital could have earned elsewhere, at `capitalRate`',
    ({ sums }) => sums.capitalCost,
  ),
  money('work_cost', 'cost of the work that the attackers’ keys did, at `workCost`', ({ sums }) => sums.workCost),
  money(
    'work_saved',
    'what the same keys would have paid for honest work, less what they paid',
    ({ sums }) => sums.workSaved,
  ),
  money('outside', 'earned outside the network, by moving the combined inference or else', sumsOf.outside),
  money('outlay', 'fees, tips, bribes, rent, slashed stake, cost of capital and of work', sumsOf.outlay),
  money(
    'net',
    'income and what was earned outside, less the outlay',
    (ledger) => sumsOf.income(ledger) + sumsOf.outside(ledger) - sumsOf.outlay(ledger),
  ),
  {
    name: 'attack_victims_reward',
    unit: allo,
    doc: 'rewards of honest keys in the topic attacked; over the whole run',
    of: ({ victimsReward }) => victimsReward,
  },
  {
    name: 'attack_victims_loss',
    unit: allo,
    doc: 'rewards of honest keys in the topic attacked without the attack, less those with it; over the whole run',
    of: ({ victimsReward, controlVictimsReward }) => controlVictimsReward - victimsReward,
  },
  {
    name: 'attack_targets_loss',
    unit: allo,
    doc: 'rewards without the attack, less those with it, of the inferers that it aims at, in epochs in which it acts; none where it aims at nobody',
    of: ({ targeted, targetsReward, controlTargetsReward }) =>
      targeted > 0 ? controlTargetsReward - targetsReward : null,
  },
];

const ofHarm: readonly AttackMetricDeclaration[] = [
  {
    name: 'attack_damage_worst',
    unit: loss,
    doc: 'mean combined loss of the worst tenth of the attacked epochs, less that of the worst tenth without the attack',
    of: ({ losses, controlLosses }) => (losses.count > 0 ? worst(losses) - worst(controlLosses) : null),
  },
  {
    name: 'attack_shift',
    unit: deviations,
    doc: 'mean of the combined inference less that without the attack',
    of: ({ shift, shifts }) => ratio(shift, shifts),
  },
  {
    name: 'attack_shift_rms',
    unit: deviations,
    doc: 'root mean square of the combined inference less that without the attack',
    of: ({ shiftSquares, shifts }) => (shifts > 0 ? Math.sqrt(shiftSquares / shifts) : null),
  },
  {
    name: 'attack_unpaid',
    unit: 'share',
    doc: 'part of the attacked epochs that was not paid, less that without the attack',
    of: ({ attacked, unpaid, controlUnpaid }) => (attacked > 0 ? (unpaid - controlUnpaid) / attacked : null),
  },
  {
    name: 'attack_missed',
    unit: 'share',
    doc: 'part of honest actors’ submissions in attacked epochs that did not arrive, less that without the attack',
    of: ({ due, missed, controlDue, controlMissed }) =>
      due > 0 && controlDue > 0 ? missed / due - controlMissed / controlDue : null,
  },
  {
    name: 'attack_recovery',
    unit: 'epochs',
    doc: `epochs after the end until smoothed damage is below ${100 * recoveryShare} % of its mean under attack; 0 when there was no damage, none while it never is`,
    of: ({ recovery: { epochs } }) => (Number.isNaN(epochs) ? null : epochs),
  },
  {
    name: 'attack_persistence',
    unit: 'epochs',
    doc: `judged epochs after the end in which smoothed damage is above ${100 * recoveryShare} % of its mean under attack`,
    of: ({ recovery: { level, damaged } }) => (Number.isNaN(level) ? null : damaged),
  },
];

const ofControl: readonly AttackMetricDeclaration[] = [
  {
    name: 'attack_reward_share',
    unit: 'share',
    doc: 'part of the topic’s rewards in attacked epochs that the attackers’ keys got',
    of: ({ earned, paid: all }) => ratio(earned, all),
  },
  {
    name: 'attack_seat_share',
    unit: 'share',
    doc: 'part of the seats in attacked epochs that the attackers’ keys held, in the roles in which they have some',
    of: ({ seats, roleSeats }) => ratio(seats, roleSeats),
  },
  {
    name: 'attack_consensus_share',
    unit: 'share',
    doc: 'mean part of the adjusted stake, which is listened to, that the attackers’ reputers hold',
    of: ({ consensus, consensusRows }) => ratio(consensus, consensusRows),
  },
  {
    name: 'attack_listening',
    unit: 'coefficient',
    doc: 'mean listening coefficient of the attackers’ reputers',
    of: ({ listening, listeningRows }) => ratio(listening, listeningRows),
  },
  {
    name: 'attack_reward_deviation',
    unit: 'ALLO per key',
    doc: 'standard deviation, over paid attacked epochs, of the mean reward of an attacker’s key',
    of: ({ keyRewards: { values, count } }) => (count > 1 ? sampleStandardDeviation(values, count) : null),
  },
  {
    name: 'attack_reward_top',
    unit: 'ALLO per key',
    doc: '95th percentile, over paid attacked epochs, of the mean reward of an attacker’s key',
    of: ({ keyRewards: { values, count } }) =>
      count > 0 ? quantile(values, count, topQuantile, new Float64Array(count)) : null,
  },
  {
    name: 'attack_turnover',
    unit: 'keys',
    doc: 'attackers’ keys that registered after the attack’s start',
    of: ({ newKeys }) => newKeys,
  },
];

/** In its control's worst 1 % a detector raises the alarm, too: see detectors/detection.ts. */
const ofDetection: readonly AttackMetricDeclaration[] = detectors.flatMap(({ name, doc }, d) => [
  {
    name: `attack_detect_${name}`,
    unit: 'epochs',
    doc: `epochs from the attack’s start until the detector raises the alarm (${doc}); its threshold is exceeded in 1 % of the epochs without the attack`,
    of: ({ detection }: AttackTotals) =>
      timeToAlarm(detection, detection.statistics[d], threshold(detection.controlStatistics[d])),
  },
  {
    name: `attack_power_${name}`,
    unit: 'share',
    doc: `part of the attacked epochs in which the detector raises the alarm (${doc})`,
    of: ({ detection }: AttackTotals) =>
      power(detection, detection.statistics[d], threshold(detection.controlStatistics[d])),
  },
  {
    name: `attack_false_${name}`,
    unit: 'epochs',
    doc: `epochs from the attack’s start until the detector raises the alarm in the run without the attack (${doc})`,
    of: ({ detection }: AttackTotals) =>
      timeToAlarm(detection, detection.controlStatistics[d], threshold(detection.controlStatistics[d])),
  },
]);

/** The metrics of a run with attacks, per topic attacked: unless they say otherwise, over the epochs in which an attack is on. */
export const attackMetrics: readonly AttackMetricDeclaration[] = [
  { name: 'attack_epochs', unit: 'epochs', doc: 'judged epochs in which an attack was on', of: ({ epochs }) => epochs },
  { name: 'attack_earned', unit: allo, doc: 'rewards of the attackers’ keys', of: ({ earned: sum }) => sum },
  {
    name: 'attack_earned_per_key',
    unit: 'ALLO per key and epoch',
    doc: 'mean reward of an attacker’s key',
    of: ({ earned: sum, keyEpochs }) => ratio(sum, keyEpochs),
  },
  {
    name: 'attack_reward_ratio',
    unit: 'times the honest mean',
    doc: 'reward of an attacker’s key over the mean reward of honest keys in the same roles',
    of: ({ earned: sum, honestEquivalent }) => ratio(sum, honestEquivalent),
  },
  {
    name: 'attack_dilution',
    unit: 'share',
    doc: 'part of their reward without the attack that honest keys lose',
    of: ({ honest, controlHonest }) => (controlHonest > 0 ? 1 - honest / controlHonest : null),
  },
  {
    name: 'attack_damage',
    unit: loss,
    doc: 'mean combined loss less that without the attack: positive when it does harm',
    of: perAttackedEpoch(({ damage }) => damage),
  },
  {
    name: 'attack_weight',
    unit: 'share',
    doc: 'mean share of the weight in the combined inference that the attackers’ keys hold',
    of: perAttackedEpoch(({ weight }) => weight),
  },
  {
    name: 'attack_score',
    unit: loss,
    doc: 'mean score of the attackers’ inferers: what the network would lose without one of them',
    of: ({ infererScore: { sum, count } }) => (count > 0 ? sum / count : null),
  },
  {
    name: 'attack_score_honest',
    unit: loss,
    doc: 'mean score of the honest inferers while it is on',
    of: ({ honestInfererScore: { sum, count } }) => (count > 0 ? sum / count : null),
  },
  {
    name: 'attack_score_margin',
    unit: loss,
    doc: 'mean score of the attackers’ inferers less that of honest ones',
    of: ({ infererScore: own, honestInfererScore: honest }) =>
      own.count > 0 && honest.count > 0 ? own.sum / own.count - honest.sum / honest.count : null,
  },
  {
    name: 'attack_damage_after',
    unit: loss,
    doc: 'mean combined loss less that without the attack, in the epochs after the attack’s end',
    of: ({ epochsAfter, damageAfter }) => ratio(damageAfter, epochsAfter),
  },
  ...ofMoney,
  ...ofHarm,
  ...ofControl,
  ...ofDetection,
];

/** All metrics of the attacks on a topic. */
export function summariseAttack(topic: string, totals: AttackTotals): SummaryMetric[] {
  return attackMetrics.map(({ name, unit, of }) => ({ name, value: of(totals), unit, topic }));
}
