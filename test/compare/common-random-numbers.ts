import { readScenario } from '../../src/run/read-scenario.ts';
import { replicateSeeds } from '../../src/run/replicate-seeds.ts';
import { runUnit, unitOf } from '../../src/run/run-unit.ts';
import { bcaInterval } from '../../src/statistics/bootstrap.ts';
import { moments } from '../../src/statistics/moments.ts';
import { pairedDifference } from '../../src/statistics/paired.ts';
import { studentTQuantile } from '../../src/statistics/student-t.ts';

/** What a change of one setting does to a class's share of the rewards, with common and with independent seeds. */
export interface Resolution {
  readonly n: number;
  /** Mean share before the change. */
  readonly share: number;
  /** Mean difference over that, and the ends of its 95 % t-interval. */
  readonly shift: number;
  readonly shiftLow: number;
  readonly shiftHigh: number;
  /** How many times fewer replicates common seeds need, with its 95 % BCa interval over the pairs. */
  readonly gain: number;
  readonly gainLow: number;
  readonly gainHigh: number;
  /** Replicates that a 95 % interval half as wide as the shift needs. */
  readonly common: number;
  readonly independent: number;
}

export type Role = 'inferers' | 'forecasters' | 'reputers';

const roles: readonly Role[] = ['inferers', 'forecasters', 'reputers'];

/** Shares of all classes, run by run. */
export async function sharesOf(file: string, set: readonly string[], n: number): Promise<Record<Role, number[]>> {
  const runnable = await readScenario(file, { set });
  const shares: Record<Role, number[]> = { inferers: [], forecasters: [], reputers: [] };
  for (const seed of replicateSeeds(runnable.scenario.seed, n)) {
    const metrics = (await runUnit(unitOf(runnable, seed))) ?? [];
    for (const role of roles) {
      shares[role].push(metrics.find(({ name }) => name === `reward_share_${role}`)?.value ?? Number.NaN);
    }
  }
  return shares;
}

export function resolution(a: readonly number[], b: readonly number[]): Resolution {
  const { n, meanA, mean, low, high, deviation, pairingGain } = pairedDifference(a, b);
  const interval = bcaInterval([...a.keys()], { statistic: (rows) => gainOf(rows, a, b) });
  // Half as wide as the shift: a quarter of it to either side.
  const half = Math.abs(mean) / 4;
  return {
    n,
    share: meanA,
    shift: mean / meanA,
    shiftLow: low / meanA,
    shiftHigh: high / meanA,
    gain: pairingGain,
    gainLow: interval.low,
    gainHigh: interval.high,
    common: replicatesFor(half, deviation, (count) => count - 1),
    independent: replicatesFor(half, deviation * Math.sqrt(pairingGain), (count) => 2 * (count - 1)),
  };
}

/** (variance of a + variance of b) / variance of b - a, of some rows. */
function gainOf(rows: Float64Array, a: readonly number[], b: readonly number[]): number {
  const variance = (value: (row: number) => number): number => moments(rows.map(value)).deviation ** 2;
  return (variance((row) => a[row]) + variance((row) => b[row])) / variance((row) => b[row] - a[row]);
}

/**
 * Least number of replicates whose interval reaches at most `half` to either side: t s / √n.
 *
 * @param degrees of freedom for so many replicates: one less for pairs, twice that for two independent samples
 */
export function replicatesFor(half: number, deviation: number, degrees: (count: number) => number): number {
  const reach = (count: number): number =>
    (studentTQuantile(0.975, Math.min(degrees(count), 100_000)) * deviation) / Math.sqrt(count);
  let most = 2;
  while (reach(most) > half) most *= 2;
  let least = Math.max(2, most / 2);
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (reach(middle) > half) least = middle + 1;
    else most = middle;
  }
  return most;
}
