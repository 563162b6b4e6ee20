import { chainInWords } from './chain-words.ts';
import type { ChainSection } from './content.ts';
import type { ChainData } from './data/chain.ts';
import { PAID_CLASSES, type PaidClass, tokenFlow } from './data/token-flow.ts';
import { figure, headlineList, leftOutNote } from './figures.ts';
import { escapeHtml, htmlTable } from './html.ts';
import { percent } from './numbers.ts';

/**
 * What came out of the hub chain, in sentences and as a table of totals.
 *
 * @param said sentences that stand at the top of the page already
 */
export function chainHeadline({ chain }: ChainSection, said = 0): string {
  return `${headlineList(chainInWords(chain).slice(said))}
${totalsTable(chain)}
<p class="note">Totals over the whole run. Shares are parts of the emission; reputers’ rewards are added to their stake.</p>
`;
}

/** Charts of the hub chain, group by group, and whether its books balance. */
export function chainPart({ chain, groups, leftOut }: ChainSection): string {
  const thinned =
    chain.rowsPerPoint > 1
      ? `<p class="note">The table has ${chain.rows} rows; every point of a chart stands for ${chain.rowsPerPoint} of them.</p>\n`
      : '';
  const figures = groups
    .filter(({ charts }) => charts.length > 0)
    .map(
      ({ id, title, charts }) => `<h3 id="${id}">${escapeHtml(title)}</h3>
<div class="charts">${charts.map(figure).join('\n')}</div>`,
    );
  return `${thinned}${figures.join('\n')}
${leftOutNote(leftOut)}
<h4>Do the books balance?</h4>
${identityTable(chain)}
<p class="note">Each identity in every row recorded; a deviation up to a millionth of a millionth of the total supply is rounding of
doubles.</p>
`;
}

const CLASS_WORDS: Readonly<Record<PaidClass, string>> = {
  inferers: 'inferers',
  forecasters: 'forecasters',
  reputers: 'reputers, their own',
  delegators: 'delegators of reputers',
};

function totalsTable(chain: ChainData): string {
  const flow = tokenFlow(chain);
  const { daysPerUnit, unit } = chain.time;
  const units = chain.last.day / daysPerUnit;
  const row = (what: string, amount: number, part = amount / flow.emission): (string | number)[] => [
    what,
    amount,
    amount / units,
    percent(part, 1),
  ];
  const { paid } = flow;
  const topics =
    paid === undefined
      ? [row('to topics', flow.toTopics)]
      : [
          ...PAID_CLASSES.map((name) => row(`to ${CLASS_WORDS[name]}`, paid[name])),
          row('returned by topics that could not pay', flow.returned),
          row('with the topics’ account, not paid yet', flow.unpaid),
        ];
  const rows = [
    row('emission', flow.emission),
    row('to validators and their delegators', flow.toValidators),
    ...topics,
    row('minted', flow.minted),
    row('fees of all kinds', flow.fees),
    row('change of the ecosystem account', flow.kept),
  ];
  return htmlTable(['what', 'ALLO', `ALLO per ${unit}`, 'of the emission'], rows);
}

function identityTable({ identities }: ChainData): string {
  const rows = identities.map(({ words, rows: told, largest, holds }) => [
    words,
    told,
    largest,
    holds ? 'holds' : 'does not hold',
  ]);
  return htmlTable(['identity', 'rows', 'largest deviation, ALLO', 'outcome'], rows);
}
