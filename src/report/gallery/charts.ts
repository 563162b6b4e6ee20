import type { GalleryCell, GalleryMeasure } from '../../record/gallery-record.ts';
import { type Drawing, emptiness } from '../charts/chart.ts';
import { colourOf } from '../palette.ts';
import type { Kind } from '../sweep/charts/interval-marks.ts';
import { type IntervalRow, intervalRows } from '../sweep/charts/intervals.ts';
import { axisTitle, extent, fromTo, listed } from '../sweep/words.ts';
import type { RecordedGallery } from './read-gallery.ts';
import { isClearlyAbove, slashingWords } from './words.ts';

/** What a measure is called, and how it is read. */
export const MEASURES: readonly {
  readonly measure: GalleryMeasure;
  readonly title: string;
  readonly meaning: string;
}[] = [
  {
    measure: 'roi',
    title: 'Return on investment',
    meaning: 'Net of the attack less net of the same resources played honestly, per ALLO laid out; above 0 it pays.',
  },
  {
    measure: 'attack_damage',
    title: 'Damage to the inference',
    meaning: 'Loss of the combined inference with the attack less without; above 0 it harms.',
  },
];

/** Estimates farther from zero than this squeeze the others on a linear axis. */
const FAR = 30;

/** Attacks from the highest to the lowest in one setting, a colour per size. */
export function rankedDots(
  { manifest, cells }: RecordedGallery,
  { measure, title, meaning }: (typeof MEASURES)[number],
  profile: string,
  slashing: string,
  place: number,
): Drawing {
  const heading = `${title}: ${profile}, ${slashingWords(slashing)}`;
  const here = cells.filter(
    (cell) => cell.measure === measure && cell.profile === profile && cell.slashing === slashing,
  );
  const known = here.filter(({ n }) => n > 0);
  const same = emptiness([0, ...known.map(({ mean }) => mean)]);
  if (known.length === 0 || same !== undefined) return { title: heading, reason: same ?? 'no attack has a value' };
  const kinds = manifest.sizes.map((size, s): Kind => ({ kind: size, colour: colourOf(s) }));
  const order = ranked(known);
  const rows = order.flatMap((attack) =>
    known
      .filter((cell) => cell.attack === attack)
      .map((cell): IntervalRow => {
        return { ...cell, row: attack, kind: cell.size, about: `${attack}${isClearlyAbove(cell) ? ', clear' : ''}` };
      }),
  );
  const ends = extent(rows.flatMap(({ mean, low, high }) => [mean, low, high]).filter(Number.isFinite));
  const far = measure === 'roi' && Math.max(-ends[0], ends[1]) > FAR;
  const missing = manifest.attacks.map(({ name }) => name).filter((name) => !order.includes(name));
  const without = missing.length === 0 ? '' : ` Without a value: ${listed(missing)}.`;
  const unit = known[0].unit === '1' ? 'ALLO per ALLO' : known[0].unit;
  return intervalRows({
    name: `${measure === 'roi' ? 'roi' : 'damage'}-${place}`,
    title: heading,
    note: `${meaning} Highest mean over the sizes first; 95 % t-intervals, each for itself, n = ${fromTo(known.map(({ n }) => n))} seeds.${without}`,
    rows,
    kinds,
    sideBySide: kinds.length > 1,
    measure: axisTitle(measure === 'roi' ? 'return' : 'damage', far ? `${unit}, log beyond 1` : unit),
    rowsTitle: 'attack',
    reference: 0,
    ...(far ? { scale: { type: 'symlog', constant: 1, zero: false, padding: 10 } } : {}),
  });
}

/** Names from the highest mean over the cells to the lowest. */
export function ranked(cells: readonly GalleryCell[]): string[] {
  const names = [...new Set(cells.map(({ attack }) => attack))];
  const mean = (name: string): number => {
    const own = cells.filter(({ attack, n }) => attack === name && n > 0);
    return own.reduce((sum, cell) => sum + cell.mean, 0) / own.length;
  };
  const means = new Map(names.map((name) => [name, mean(name)]));
  const rank = (name: string): number => {
    const value = means.get(name) ?? Number.NaN;
    return Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY;
  };
  return names.sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
}
