import type { Sweep, SweepPoint } from './read-sweep.ts';
import { shortened } from './words.ts';

/** Letters that the name of a point on an axis has at most. */
const LONGEST = 28;
/** More factors than this do not fit into a name. */
const MOST_FACTORS = 3;

/** Names of all points on axes, different from one another: their settings, or their numbers where those are too many. */
export function pointNames({ points, factors }: Sweep): string[] {
  const used = new Set<string>();
  return points.map(({ index, settings }) => {
    if (factors.length > MOST_FACTORS || factors.length === 0) return `point ${index}`;
    const whole = settings.join(' · ');
    const each = Math.max(6, Math.floor((LONGEST - 3 * (settings.length - 1)) / settings.length));
    const short = whole.length <= LONGEST ? whole : settings.map((setting) => shortened(setting, each)).join(' · ');
    const name = short === '' || used.has(short) ? `${short} #${index}` : short;
    used.add(name);
    return name;
  });
}

/** What an axis of points shows. */
export function pointsTitle({ factors }: Sweep): string {
  return factors.length > MOST_FACTORS || factors.length === 0
    ? 'design point'
    : factors.map(({ name }) => shortened(name, LONGEST)).join(' · ');
}

/** A point in a sentence: "betaEntropy = 0.1, mode = fast". */
export function pointInWords({ factors }: Sweep, { settings, index }: SweepPoint): string {
  const words = factors.map(({ name }, f) => `${name} = ${settings[f]}`);
  return words.length > 0 ? words.join(', ') : `point ${index}`;
}

/** Names of levels on an axis or in a legend: short, and different from one another. */
export function levelLabels(names: readonly string[], longest = LONGEST - 4): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const short = name === '' ? '(empty)' : shortened(name, longest);
    let label = short;
    for (let n = 2; used.has(label); ++n) label = `${short} (${n})`;
    used.add(label);
    return label;
  });
}
