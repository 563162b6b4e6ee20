import type { AttackMeasure, AttackPoint, FrontierCrossing, VariedParameter } from '../record/attack-record.ts';
import { crossing, interpolated, isotonic } from '../statistics/isotonic.ts';
import { measureAt } from './measures/point-measures.ts';

/** Every setting of a frontier's parameters, the last one running fastest. */
export function frontierSettings(parameters: readonly VariedParameter[]): Readonly<Record<string, number>>[] {
  return parameters.reduce<Readonly<Record<string, number>>[]>(
    (settings, { name, values }) =>
      settings.flatMap((before) => (values ?? []).map((value) => ({ ...before, [name]: value }))),
    [{}],
  );
}

/**
 * Where along the first parameter the combined inference is shifted by one standard deviation of the honest network's error,
 * either way, and what that takes: a crossing for every value of the other parameter, if there is one, and every topic.
 *
 * Shifts are made monotone first, in the direction from the first value to the last: chance alone makes them go up and down.
 * A row with fewer than two points that have a shift has no crossing to speak of: it is left out.
 */
export function frontierCrossings(
  parameters: readonly VariedParameter[],
  points: readonly AttackPoint[],
  measures: readonly AttackMeasure[],
  topics: readonly string[],
): FrontierCrossing[] {
  const [first, second] = parameters;
  if (first === undefined) return [];
  const rows = second === undefined ? [undefined] : (second.values ?? []);
  return topics.flatMap((topic) =>
    rows.flatMap((value): FrontierCrossing[] => {
      const at: Readonly<Record<string, number>> = value === undefined ? {} : { [second.name]: value };
      const own = points.filter(({ settings }) => value === undefined || settings[second.name] === value);
      const found = crossingAlong(first.name, own, measures, topic);
      return found === undefined ? [] : [{ at, topic, ...found }];
    }),
  );
}

function crossingAlong(
  name: string,
  points: readonly AttackPoint[],
  measures: readonly AttackMeasure[],
  topic: string,
): Pick<FrontierCrossing, 'reached' | 'value' | 'cost'> | undefined {
  const of = (index: number, measure: string): number | null => {
    const own = measures.filter(({ point }) => point === index);
    return measureAt(own, measure, '', topic)?.mean ?? null;
  };
  const known = points.flatMap(({ index, settings }) => {
    const shift = of(index, 'attack_shift');
    return shift === null ? [] : [{ x: settings[name], shift: Math.abs(shift), cost: of(index, 'cost') }];
  });
  if (known.length < 2) return undefined;
  const x = known.map((point) => point.x);
  const shifts = known.map(({ shift }) => shift);
  const monotone = isotonic(shifts, shifts[0] <= (shifts.at(-1) as number));
  const value = crossing(x, monotone, 1);
  if (value === null) return { reached: monotone[0] < 1 ? 'below' : 'above', value, cost: null };
  const costs = known.map(({ cost }) => cost);
  const cost = costs.every((one) => one !== null) ? interpolated(x, costs, value) : null;
  return { reached: 'crossed', value, cost };
}
