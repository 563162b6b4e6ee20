import type { Control } from '../../../sim/index.ts';
import type { DerivedMeasure } from '../../record/attack-measure-texts.ts';
import type { AttackSide } from '../../record/attack-record.ts';
import { type Estimate, estimateOfMean, estimateOfRatio, type RatioRules } from './estimates.ts';

/** Value of a metric in the run of a side with one seed; null where there is none. */
export type ValueOf = (side: AttackSide, metric: string) => number | null;

/** A measure that is made of several metrics or several sides. */
export interface DerivedDefinition {
  readonly measure: DerivedMeasure;
  /** What it is held against; empty: nothing. */
  readonly against: Control | '';
  readonly unit: string;
  /** Metrics of the attack's own side without which it is not made. */
  readonly needs: readonly string[];
  /** Seed by seed what stands above and below the line of the ratio; of a mean nothing stands below. */
  readonly above: (of: ValueOf) => number | null;
  readonly below?: (of: ValueOf) => number | null;
  readonly rules?: RatioRules;
}

/** Sum or difference of values; null as soon as one is missing. */
function sum(...values: readonly (number | null)[]): number | null {
  let total = 0;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return total;
}

function minus(value: number | null): number | null {
  return value === null ? null : -value;
}

function largest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}

/** Outlay and the most that is locked at a time: what the owner must have. ALLO. */
const cost = (of: ValueOf): number | null => sum(of('attack', 'attack_outlay'), of('attack', 'attack_capital'));

const netOf = (side: AttackSide) => (of: ValueOf) => (side === 'no-attack' ? 0 : of(side, 'attack_net'));

/** What the side lays out, ALLO; without the attack nothing. */
const outlayOf = (side: AttackSide) => (of: ValueOf) => (side === 'no-attack' ? 0 : of(side, 'attack_outlay'));

/**
 * Return on an ALLO laid out, beyond what the control brings: 0 where the attack is played as the control is. Who does no
 * work lays out nothing: then what the control lays out counts, so that its savings are a return on that.
 */
function roi(against: Control): DerivedDefinition {
  return {
    measure: 'roi',
    against,
    unit: 'ALLO per ALLO laid out',
    needs: ['attack_net', 'attack_outlay'],
    above: (of) => sum(netOf('attack')(of), minus(netOf(against)(of))),
    below: (of) => largest(outlayOf('attack')(of), outlayOf(against)(of)),
  };
}

/** Every derived measure, in the order of tables. */
export const derivedDefinitions: readonly DerivedDefinition[] = [
  roi('no-attack'),
  roi('honest'),
  roi('random'),
  // What the same resources would have earned, had they been used honestly.
  {
    measure: 'forgone_reward',
    against: '',
    unit: 'ALLO',
    needs: ['attack_income'],
    above: (of) => of('honest', 'attack_income'),
  },
  { measure: 'cost', against: '', unit: 'ALLO', needs: ['attack_outlay', 'attack_capital'], above: cost },
  {
    // Simplified: linear in the shift; the frontier finds the crossing.
    measure: 'cost_of_corruption',
    against: '',
    unit: 'ALLO per standard deviation',
    needs: ['attack_outlay', 'attack_capital', 'attack_shift'],
    above: cost,
    below: (of) => of('attack', 'attack_shift'),
    rules: { absolute: true },
  },
  {
    measure: 'profit_from_corruption_margin',
    against: '',
    unit: 'ALLO',
    needs: ['attack_outside', 'attack_outlay', 'attack_capital'],
    above: (of) => sum(of('attack', 'attack_outside'), minus(cost(of))),
  },
  {
    measure: 'griefing_factor',
    against: 'honest',
    unit: 'ALLO lost by victims per ALLO lost by the attacker',
    needs: ['attack_victims_loss', 'attack_net'],
    // Of those it aims at, where it does: of a fixed pool all honest keys together lose what the attacker gains.
    above: (of) => of('attack', 'attack_targets_loss') ?? of('attack', 'attack_victims_loss'),
    below: (of) => sum(netOf('honest')(of), minus(netOf('attack')(of))),
    rules: { freeBelowZero: true },
  },
  {
    measure: 'sybil_gain',
    against: 'single',
    unit: 'times',
    needs: ['attack_income'],
    above: (of) => of('attack', 'attack_income'),
    below: (of) => of('single', 'attack_income'),
  },
];

/** The measure over the seeds. @param seeds one per seed */
export function derivedEstimate(definition: DerivedDefinition, seeds: readonly ValueOf[], seed: string): Estimate {
  const { above, below, rules } = definition;
  if (below === undefined) return estimateOfMean(seeds.map(above));
  const parts = seeds.map((of) => ({ above: above(of), below: below(of) }));
  return estimateOfRatio(parts, rules, seed);
}
