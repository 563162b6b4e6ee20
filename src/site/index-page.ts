import { escapeHtml } from '../report/html.ts';
import { shortNumber } from '../report/numbers.ts';
import { type Card, type Expectations, GROUPS } from './card.ts';
import { INDEX_SCRIPT } from './index-script.ts';
import { linkTo, PAGES } from './links.ts';
import { type SiteParts, sitePage } from './site-page.ts';

/** A scenario that has no page, and why. */
export interface FailedScenario {
  readonly file: string;
  readonly error: string;
}

export interface IndexContent {
  readonly cards: readonly Card[];
  readonly failed: readonly FailedScenario[];
  /** Number of epochs that runs were cut to; null: they are whole. */
  readonly quick: number | null;
  readonly version: string;
  readonly parts: SiteParts;
}

/** The first page of the site: what it is, and every scenario with its answer. */
export function indexPage({ cards, failed, quick, version, parts }: IndexContent): string {
  const cut =
    quick === null
      ? ''
      : `<p><strong>A quick look: every run is cut to ${quick} epochs, so the answers below are not those of the scenarios.</strong></p>\n`;
  const body = `<h1>allora-sim: the economy of the Allora network, simulated</h1>
<p>Inferers, forecasters and reputers, honest, noisy and adversarial, work in topics; the protocol combines, judges and pays them.
Each scenario below asks one question and was run once with its own seed; its report answers from the recorded tables.
The same scenario and seed give the same numbers on any machine. Made by allora-sim ${escapeHtml(version)}.</p>
${cut}${headlineFigures(cards)}
<h2 id="scenarios">Scenarios</h2>
<form class="controls" hidden>
<label for="text">Filter by text<input id="text" type="search" autocomplete="off" spellcheck="false"></label>
<label for="group">Group<select id="group"><option value="">all</option>${GROUPS.map((group) => `<option>${group}</option>`).join('')}</select></label>
<label for="outcome">Expectations<select id="outcome"><option value="">any</option><option value="met">all met</option><option value="missed">some not met</option></select></label>
<label for="sort">Sort by<select id="sort"><option value="">file</option><option value="name">name</option><option value="skill">saved against naive, most first</option><option value="epochs">epochs, most first</option><option value="missed">expectations not met first</option></select></label>
<output for="text group outcome sort">${cards.length} of ${cards.length}</output>
</form>
<p class="note">Pictures: loss in the first topic over the run, <span class="key-combined">combined inference thick</span>, naive one
thin; of the hub chain alone the circulating supply. Saved against naive: mean of log10 losses, naive less combined, over the epochs and
topics. One run each, so “expectations met” counts those that one run can tell.</p>
<ul class="cards">
${cards.map(cardMarkup).join('\n')}
</ul>${failedList(failed)}`;
  return sitePage({ path: PAGES.index, title: 'Scenarios', body, script: INDEX_SCRIPT }, parts);
}

/** How much there is. How often something holds is not counted: single runs of scenarios that differ say nothing about that. */
function headlineFigures(cards: readonly Card[]): string {
  const attacked = cards.filter(({ groups }) => groups.includes('attacks')).length;
  const total = (key: keyof Expectations): number =>
    cards.reduce((sum, { expectations }) => sum + expectations[key], 0);
  const judged = total('met') + total('missed');
  const epochs = cards.reduce((sum, card) => sum + card.epochs, 0);
  const figures: readonly (readonly [string, string])[] = [
    ['scenarios', String(cards.length)],
    ...(attacked > 0 ? [['of them with attacks', String(attacked)] as const] : []),
    ...(epochs > 0 ? [['epochs simulated', shortNumber(epochs, 4)] as const] : []),
    ...(judged > 0 ? [['expectations met', `${total('met')} of ${judged}`] as const] : []),
  ];
  return `<dl class="numbers">${figures.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}

function cardMarkup(card: Card): string {
  const { file, name, question, groups, answer, facts, epochs, skill, picture, expectations, page } = card;
  const { missed, met } = expectations;
  const outcome = missed > 0 ? 'missed' : met > 0 ? 'met' : '';
  const data = { groups: groups.join(' '), outcome, epochs, skill: skill ?? '', missed, name };
  const attributes = Object.entries(data).map(([key, value]) => ` data-${key}="${escapeHtml(String(value))}"`);
  const link = linkTo(PAGES.scenario(page), PAGES.index);
  const list = facts.map(([key, value]) => `<div><dt>${key}</dt><dd>${escapeHtml(value)}</dd></div>`).join('');
  return `<li${attributes.join('')}><span class="group">${groups.join(', ')} · ${escapeHtml(file)}</span>
<h3><a href="${link}">${escapeHtml(name)}</a></h3>
${question === '' ? '' : `<p>${escapeHtml(question)}</p>`}
${answer === '' ? '' : `<p class="answer note">${answer}</p>`}
<dl>${list}</dl>
${outcomeMarkup(expectations)}${picture}</li>`;
}

/** "3 of 4 expectations met; 2 need more runs". */
function outcomeMarkup({ met, missed, open }: Expectations): string {
  const judged = met + missed;
  const noun = judged > 0 ? '' : open === 1 ? 'expectation ' : 'expectations ';
  const parts = [
    ...(judged > 0 ? [`${met} of ${judged} expectations met`] : []),
    ...(open > 0 ? [`${open} ${noun}left open: one such run cannot tell`] : []),
  ];
  if (parts.length === 0) return '';
  return `<p class="outcome${missed > 0 ? ' missed' : ''}">${parts.join('; ')}</p>`;
}

function failedList(failed: readonly FailedScenario[]): string {
  if (failed.length === 0) return '';
  const items = failed.map(({ file, error }) => `<li><code>${escapeHtml(file)}</code>: ${escapeHtml(error)}</li>`);
  return `\n<h2 id="failed">Scenarios that could not be run</h2>\n<ul>${items.join('')}</ul>`;
}
