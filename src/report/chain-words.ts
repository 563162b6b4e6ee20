import type { ChainData } from './data/chain.ts';
import { tokenFlow } from './data/token-flow.ts';
import { allo, percent, shortNumber } from './numbers.ts';

/** What came out of the hub chain: who got the emission, who paid for it, what a staked token yielded, how long it lasts. */
export function chainInWords(chain: ChainData): string[] {
  return [
    emissionInWords(chain),
    yieldInWords(chain),
    capInWords(chain),
    fundingInWords(chain),
    treasuryInWords(chain),
  ].filter((sentence) => sentence !== '');
}

function lengthOf({ last, time }: ChainData): string {
  const units = last.day / time.daysPerUnit;
  return `${shortNumber(units)} ${time.unit}${units === 1 ? '' : 's'}`;
}

function emissionInWords(chain: ChainData): string {
  const { emission, toValidators, toTopics, paid, returned, unpaid } = tokenFlow(chain);
  if (!(emission > 0)) return `Nothing was emitted in ${lengthOf(chain)}.`;
  const of = (amount: number): string => percent(amount / emission, 1);
  const parts =
    paid === undefined
      ? [`topics ${of(toTopics)}`]
      : [
          `inferers ${of(paid.inferers)}`,
          `forecasters ${of(paid.forecasters)}`,
          `reputers ${of(paid.reputers)}`,
          `their delegators ${of(paid.delegators)}`,
        ];
  const rest = [
    ...(returned > 0 ? [`${of(returned)} went back unpaid`] : []),
    ...(unpaid > 0.0005 * emission ? [`${of(unpaid)} was not paid by the end`] : []),
  ];
  return `In ${lengthOf(chain)} the hub chain emitted ${allo(emission)}: validators and their delegators got ${of(toValidators)}, ${parts.join(', ')}${rest.length > 0 ? `; ${rest.join(', ')}` : ''}.`;
}

/** First and last value of a column among the points with an emission; undefined without any. */
function ends(chain: ChainData, column: string): readonly [number, number] | undefined {
  const emission = chain.sum('emission');
  const values = chain.mean(column).filter((value, p) => Number.isFinite(value) && emission[p] > 0);
  return values.length === 0 ? undefined : [values[0], values[values.length - 1]];
}

function yieldInWords(chain: ChainData): string {
  const stakers = ends(chain, 'staker_yield');
  if (stakers === undefined) return '';
  const real = ends(chain, 'real_yield');
  const course = ([start, end]: readonly [number, number], inYear: string): string =>
    chain.x.length < 2
      ? `${percent(start, 1)}${inYear}`
      : `${percent(start, 1)}${inYear} at the start and ${percent(end, 1)} at the end`;
  const net = real === undefined ? '' : `; after inflation ${course(real, '')}`;
  return `A staked token yielded ${course(stakers, ' a year')}${net}.`;
}

function capInWords({ capped, emitting, time, rows }: ChainData): string {
  if (emitting === 0) return '';
  if (capped === 0) return 'The cap on the yield never bound.';
  if (capped === emitting) return 'The cap on the yield bound throughout.';
  const what = time.column === 'month' && rows > 1 ? 'months' : 'intervals recorded';
  return `The cap on the yield bound in ${capped} of the ${emitting} ${what} with an emission.`;
}

/** A smaller share than this is none: percentages would say 0.0 %. */
const NO_SHARE = 0.0005;

function fundingInWords(chain: ChainData): string {
  const { minted, fees, emission } = tokenFlow(chain);
  if (!(emission > 0)) return '';
  if (fees < NO_SHARE * emission) {
    const little = fees > 0 ? 'fees covered next to nothing of the emission' : 'there were no fees';
    return `${allo(minted)} were minted; ${little}.`;
  }
  const covered = chain.sum('fees').map((fee, p) => fee / chain.sum('emission')[p]);
  const last = covered.at(-1) ?? Number.NaN;
  const atEnd = Number.isFinite(last) && covered.length > 1 ? `, ${percent(last)} in the last interval` : '';
  return `${allo(minted)} were minted and ${allo(fees)} paid in fees: fees covered ${percent(fees / emission)} of the emission${atEnd}.`;
}

/** Less than this may be minted: nothing, but for rounding; ALLO. */
const NOTHING_LEFT = 1;

function treasuryInWords(chain: ChainData): string {
  const { last, time } = chain;
  const exhausted = chain.mean('mint_remaining').findIndex((amount) => amount < NOTHING_LEFT);
  if (exhausted >= 0) {
    return `From ${time.unit} ${shortNumber(chain.x[exhausted])} on nothing was left to be minted; what was emitted then came from fees and the balance.`;
  }
  const outflow =
    (chain.rate('emission').at(-1) ?? 0) - (chain.rate('fees').at(-1) ?? 0) - (chain.rate('returned').at(-1) || 0);
  const months = ((last.treasury / outflow) * time.daysPerUnit) / 30;
  if (!Number.isFinite(months)) return '';
  if (outflow <= 0)
    return `Fees outweigh the emission at the end: the treasury of ${allo(last.treasury)} does not shrink.`;
  return `The treasury holds ${allo(last.treasury)} at the end: ${shortNumber(months)} months at the pace of the last interval (the emission falls with it, so that it lasts longer).`;
}
