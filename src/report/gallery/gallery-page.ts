import { type GalleryCell, galleryColumns } from '../../record/gallery-record.ts';
import { type LeftOut, leftOutOf, type PlacedChart, placed } from '../charts/chart.ts';
import { figure, headlineList, leftOutNote } from '../figures.ts';
import { escapeHtml, htmlTable } from '../html.ts';
import { shortNumber } from '../numbers.ts';
import { dictionary, provenanceSection, verbatim } from '../provenance.ts';
import { htmlPage, type Library, type Section } from '../shell.ts';
import { estimateText } from '../sweep/words.ts';
import { MEASURES, ranked, rankedDots } from './charts.ts';
import type { RecordedGallery } from './read-gallery.ts';
import { galleryHeadline, isClearlyAbove, isClearlyBelow, LEVEL } from './words.ts';

/** All that the page of a gallery says. */
export interface GalleryContent {
  readonly gallery: RecordedGallery;
  /** One entry per measure. */
  readonly charts: readonly (readonly PlacedChart[])[];
  readonly leftOut: readonly (readonly LeftOut[])[];
}

export function galleryContent(gallery: RecordedGallery): GalleryContent {
  const { profiles, slashing } = gallery.manifest;
  // Versions side by side, with and without slashing one below the other.
  const settings = slashing.flatMap((mode) => profiles.map((profile) => ({ profile, mode })));
  const drawn = MEASURES.map((measure) =>
    settings.map(({ profile, mode }, s) => rankedDots(gallery, measure, profile, mode, s + 1)),
  );
  return { gallery, charts: drawn.map((drawings) => placed(drawings, '')), leftOut: drawn.map(leftOutOf) };
}

/**
 * The page of a gallery of attacks, which needs nothing but itself.
 *
 * @param libraries Vega, Vega-Lite and Vega-Embed, in this order
 */
export function galleryPage(content: GalleryContent, libraries: readonly Library[]): string {
  const { manifest } = content.gallery;
  const { name, question, galleryId, network, epochs, sizes, profiles, slashing, attacks, budget } = manifest;
  return htmlPage({
    title: `${name} · ${galleryId} · allora-sim`,
    heading: `${name}: ${attacks.length} attacks at one budget`,
    question,
    facts: [
      ['network', network],
      ['sizes', sizes.join(', ')],
      ['epochs', String(epochs)],
      ['versions', profiles.join(', ')],
      ['slashing', slashing.join(', ')],
      ['budget', `${shortNumber(budget, 6)} ALLO`],
      ['seeds', String(manifest.seeds.length)],
      ['runs', String(manifest.runs)],
      ['failed', String(manifest.failed)],
      ['gallery', galleryId],
    ],
    sections: [
      headlineSection(content),
      ...MEASURES.map(({ title, measure }, m): Section => {
        const html = `<div class="charts">${content.charts[m].map(figure).join('\n')}</div>\n${leftOutNote(content.leftOut[m])}`;
        return { id: measure === 'roi' ? 'roi' : 'damage', title, html };
      }),
      tableSection(content.gallery),
      provenance(content.gallery),
    ],
    charts: content.charts.flat(),
    libraries,
  });
}

function headlineSection({ gallery }: GalleryContent): Section {
  const { tested, seeds } = gallery.manifest;
  const how = `Every cell is one attack in one setting: the attack and the same resources played honestly, with the same ${seeds.length} seeds. Intervals are 95 %, Student's t, each for itself; that of a return is of a ratio of means, by linearisation. Clear is what has p < ${LEVEL} after Holm's adjustment over all ${tested} cells and measures that were tested: one wrong word among all of them in twenty such pages.`;
  return {
    id: 'headline',
    title: 'What came out',
    html: `${headlineList(galleryHeadline(gallery))}\n<p class="note">${escapeHtml(how)}</p>`,
  };
}

function tableSection({ manifest, cells }: RecordedGallery): Section {
  const settings = manifest.profiles.flatMap((profile) => manifest.slashing.map((mode) => ({ profile, mode })));
  const order = ranked(cells.filter(({ measure }) => measure === 'roi'));
  const about = new Map(manifest.attacks.map((attack) => [attack.name, attack]));
  const rows = order.flatMap((name) =>
    settings.map(({ profile, mode }) => {
      const own = cells.filter((c) => c.attack === name && c.profile === profile && c.slashing === mode);
      const bySize = MEASURES.flatMap(({ measure }) =>
        manifest.sizes.map((size) => cellText(own.find((c) => c.measure === measure && c.size === size))),
      );
      const outlays = own.map(({ outlay }) => outlay).filter(Number.isFinite);
      const outlay = outlays.length === 0 ? null : outlays.reduce((sum, value) => sum + value, 0) / outlays.length;
      return [`${about.get(name)?.number ?? ''}. ${name}`, profile, mode, ...bySize, outlay];
    }),
  );
  const unit = cells.find(({ measure }) => measure === 'attack_damage')?.unit ?? '';
  const head = [
    ...['attack', 'version', 'slashing'],
    ...manifest.sizes.map((size) => `return, ${size}`),
    ...manifest.sizes.map((size) => `damage (${unit}), ${size}`),
    'mean outlay, ALLO',
  ];
  const html = `<p class="note">Mean with 95 % interval and n, the highest mean return first. + and −: clearly above or below zero after the adjustment.
Words: why there is no number.</p>
<div class="scroll">${htmlTable(head, rows)}</div>
<details><summary>What each attack does</summary>${htmlTable(
    ['attack', 'what it does', 'what it asks'],
    manifest.attacks.map(({ number, name, doc, question }) => [`${number}. ${name}`, doc, question]),
  )}</details>`;
  return { id: 'table', title: 'Every cell', html };
}

function cellText(cell: GalleryCell | undefined): string {
  if (cell === undefined) return '–';
  if (cell.n === 0) return cell.lacks.startsWith('the ') ? `needs ${cell.lacks}` : cell.lacks;
  const sign = isClearlyAbove(cell) ? ' +' : isClearlyBelow(cell) ? ' −' : '';
  return `${estimateText(cell)}, n = ${cell.n}${sign}`;
}

function provenance({ manifest, galleryYaml }: RecordedGallery): Section {
  return provenanceSection(manifest, {
    folded: [
      ['Gallery file', verbatim(galleryYaml)],
      ['Columns of cells.arrow', dictionary(galleryColumns)],
    ],
    before: [['seeds', manifest.seeds.join(', ')]],
  });
}
