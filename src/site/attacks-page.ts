import { attacks } from '../../sim/index.ts';
import { headlineList } from '../report/figures.ts';
import type { RecordedGallery } from '../report/gallery/read-gallery.ts';
import { galleryHeadline } from '../report/gallery/words.ts';
import { escapeHtml } from '../report/html.ts';
import { shortNumber } from '../report/numbers.ts';
import { estimateText } from '../report/sweep/words.ts';
import type { Card } from './card.ts';
import { linkTo, PAGES } from './links.ts';
import { type SiteParts, sitePage } from './site-page.ts';

/** The gallery of attacks that the site shows. */
export interface ShownGallery {
  readonly gallery: RecordedGallery;
  /** It was made by the site's builder, with fewer settings and seeds than its file asks for. */
  readonly few: boolean;
}

/** All attacks of the registry, what they do, and where to look. */
export function attacksPage(cards: readonly Card[], shown: ShownGallery | undefined, parts: SiteParts): string {
  const body = `<h1>Attacks</h1>
<p>What an attacker can gain or break. Every attack of the simulator is listed below with the scenarios that play it; each report compares
the attack with the same run without the attackers’ keys.</p>
${shown === undefined ? '<p class="note">No gallery over all attacks was recorded for this site.</p>' : galleryPart(shown)}
<h2 id="attacks">Every attack</h2>
${attackTable(cards, shown)}
${combined(cards)}`;
  return sitePage({ path: PAGES.attacks, title: 'Attacks', body }, parts);
}

function galleryPart({ gallery, few }: ShownGallery): string {
  const { seeds, sizes, runs, budget, question } = gallery.manifest;
  const label = few
    ? `<p><strong>A small gallery, made for this site:</strong> ${seeds.length} seeds, network ${escapeHtml(sizes.join(', '))}. With so few
seeds little is clear; <code>allora-sim attack scenarios/attacks/gallery.yaml --gallery</code> runs the whole.</p>`
    : '';
  return `<h2 id="gallery">At one budget</h2>
<p>${escapeHtml(question)}</p>
${label}
<p class="note">Every attack with ${shortNumber(budget, 6)} ALLO, against the same resources played honestly; ${runs} runs, ${seeds.length} seeds each.</p>
${headlineList(galleryHeadline(gallery))}
<p><a href="${linkTo(PAGES.attackGallery, PAGES.attacks)}">All charts and cells of the gallery</a></p>`;
}

function attackTable(cards: readonly Card[], shown: ShownGallery | undefined): string {
  const known = Object.entries(attacks).sort(([, a], [, b]) => a.number - b.number);
  const head = [
    'attack',
    'what it does and what it asks',
    'reports',
    ...(shown === undefined ? [] : ['highest return', 'most harm']),
  ];
  const rows = known.map(([key, { number, doc, question }]) => {
    const own = cards.filter((card) => card.attacks.length === 1 && card.attacks[0] === key);
    const reports = own.map(reportLink).join(', ');
    const cells =
      shown === undefined
        ? ''
        : `<td class="number">${best(shown.gallery, key, 'roi')}</td><td class="number">${best(shown.gallery, key, 'attack_damage')}</td>`;
    return `<tr id="${key}"><th scope="row">${number}. ${key}</th><td><p>${escapeHtml(doc)}</p><p class="note">${escapeHtml(question)}</p></td><td>${reports === '' ? '–' : reports}</td>${cells}</tr>`;
  });
  const note =
    shown === undefined
      ? ''
      : `<p class="note">Return: net of the attack less net of honest play, per ALLO laid out. Harm: log10 loss. Of all settings of the gallery the one
with the highest mean, with its 95 % interval (each for itself, not adjusted for having been chosen).</p>`;
  return `${note}<div class="wide"><table><thead><tr>${head.map((text) => `<th scope="col">${text}</th>`).join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

/** The cell of an attack with the highest mean. */
function best({ cells, manifest }: RecordedGallery, key: string, measure: string): string {
  const names = manifest.attacks.filter(({ attack }) => attack === key).map(({ name }) => name);
  const own = cells.filter((cell) => names.includes(cell.attack) && cell.measure === measure && cell.n > 0);
  const [first] = own.sort((a, b) => b.mean - a.mean);
  return first === undefined ? '–' : escapeHtml(estimateText(first));
}

function combined(cards: readonly Card[]): string {
  const several = cards.filter(({ attacks: own }) => own.length > 1);
  if (several.length === 0) return '';
  const items = several.map((card) => {
    const names = card.attacks.map((key) => `<a href="#${key}">${key}</a>`).join(', ');
    return `<li>${reportLink(card)}: ${names}. ${escapeHtml(card.question)}</li>`;
  });
  return `<h2 id="combined">Several attacks together</h2>\n<ul>${items.join('\n')}</ul>`;
}

function reportLink({ page, name }: Card): string {
  return `<a href="${linkTo(PAGES.scenario(page), PAGES.attacks)}">${escapeHtml(name)}</a>`;
}
