import type { GalleryCell } from '../../record/gallery-record.ts';
import { estimateText, listed } from '../sweep/words.ts';
import type { RecordedGallery } from './read-gallery.ts';

/** Probability that any result called clear is none, at most. */
export const LEVEL = 0.05;
/** Attacks that a sentence names. */
const MOST_NAMED = 3;

/** Whether a cell is clearly above zero after the adjustment for all of the gallery. */
export function isClearlyAbove({ adjustedP, mean }: GalleryCell): boolean {
  return adjustedP < LEVEL && mean > 0;
}

export function isClearlyBelow({ adjustedP, mean }: GalleryCell): boolean {
  return adjustedP < LEVEL && mean < 0;
}

/** "slashing proportional (not on chain)", "no slashing". */
export function slashingWords(slashing: string): string {
  return slashing === 'none' ? 'no slashing' : `slashing ${slashing} (not on chain)`;
}

/** What came out, in sentences: per setting which attacks pay and which harm. */
export function galleryHeadline({ manifest, cells }: RecordedGallery): string[] {
  const { profiles, slashing } = manifest;
  const settings = profiles.flatMap((profile) => slashing.map((mode) => ({ profile, mode })));
  return settings.flatMap(({ profile, mode }) => {
    const here = cells.filter((cell) => cell.profile === profile && cell.slashing === mode);
    const where = `${profile}, ${slashingWords(mode)}`;
    return [
      sentence(
        here.filter(({ measure }) => measure === 'roi'),
        where,
        'pay',
        'Most per ALLO laid out',
        manifest.attacks.length,
      ),
      sentence(
        here.filter(({ measure }) => measure === 'attack_damage'),
        where,
        'harm the inference',
        'Most harm',
        manifest.attacks.length,
      ),
    ];
  });
}

function sentence(cells: readonly GalleryCell[], where: string, does: string, most: string, attacks: number): string {
  if (!cells.some(({ n }) => n > 0)) return `${where}: no attack has a value.`;
  const clear = new Set(cells.filter(isClearlyAbove).map(({ attack }) => attack));
  const best = [...cells]
    .filter(({ n, attack }) => n > 0 && (clear.size === 0 || clear.has(attack)))
    .sort((a, b) => b.mean - a.mean);
  const named = best
    .filter(({ attack }, c) => best.findIndex((other) => other.attack === attack) === c)
    .slice(0, MOST_NAMED)
    .map((cell) => `${cell.attack} ${estimateText(cell)} (${cell.size}, n = ${cell.n})`);
  return `${where}: ${clear.size} of ${attacks} attacks clearly ${does} in a network of some size. ${clear.size === 0 ? 'Highest means, none of them clear' : most}: ${listed(named)}.`;
}
