import type { AttackMeasure, VariedParameter, WorstCase } from '../record/attack-record.ts';
import type { MeasuredAttackRuns } from './measure-attack.ts';
import { measureAt } from './measures/point-measures.ts';
import { objectives } from './objective.ts';

/** What came out, in sentences: money, victims, accuracy, corruption, the frontier, the worst case. */
export function attackHeadline(
  measured: Pick<MeasuredAttackRuns, 'topics' | 'measures' | 'points' | 'frontier' | 'worst'>,
): string[] {
  const { topics, measures, frontier, worst } = measured;
  const first = measures.filter(({ point }) => point === 0);
  const sentences = topics.flatMap((topic) => {
    const found = [money(first, topic), damage(first, topic), corruption(first, topic)];
    return found.flatMap((sentence) => sentence ?? []).map((text) => (topics.length > 1 ? `${topic}: ${text}` : text));
  });
  const crossings = frontier === null ? [] : crossingsInWords(frontier, topics.length > 1);
  return [...sentences, ...crossings, ...(worst === null ? [] : worstInWords(worst, measured))];
}

type Frontier = NonNullable<MeasuredAttackRuns['frontier']>;

/** One sentence where nothing on the frontier differs in this, otherwise one for every row of it. */
function crossingsInWords({ crossings, parameters }: Frontier, severalTopics: boolean): string[] {
  const [parameter] = parameters;
  const kinds = new Set(crossings.map(({ reached }) => reached));
  if (kinds.size === 1 && !kinds.has('crossed')) {
    const [kind] = kinds;
    return [kind === 'below' ? `${nowhere} on the frontier.` : `${everywhere} on the frontier.`];
  }
  return crossings.map(({ at, topic, reached, value, cost }) => {
    const where = [...(severalTopics ? [topic] : []), ...pairs(at)].join(', ');
    const begin = where === '' ? '' : `${where}: `;
    if (reached !== 'crossed')
      return `${begin}${reached === 'below' ? nowhere : everywhere}, ${rangeInWords(parameter)}.`;
    const money = cost === null ? '' : `; outlay and capital are ${shown(cost)} ALLO there`;
    return `${begin}The shift crosses one standard deviation at ${parameter.name} = ${shown(value)}${money}.`;
  });
}

const nowhere = 'The inference is shifted by less than one standard deviation';
const everywhere = 'The inference is shifted by more than one standard deviation';

function money(measures: readonly AttackMeasure[], topic: string): string | undefined {
  const roi = measureAt(measures, 'roi', 'honest', topic);
  if (roi?.mean === null || roi === undefined) return undefined;
  const verdict = sideOfZero(roi, 'it pays', 'it does not pay', 'whether it pays is not clear');
  return `An ALLO laid out brings ${shown(roi.mean)} ALLO beyond honest play (${interval(roi)}): ${verdict}.`;
}

function damage(measures: readonly AttackMeasure[], topic: string): string | undefined {
  const row = measureAt(measures, 'attack_damage', '', topic);
  if (row?.mean === null || row === undefined) return undefined;
  const verdict = sideOfZero(row, 'it does harm', 'the network is better for it', 'no clear harm');
  return `The combined loss changes by ${shown(row.mean)} (${interval(row)}): ${verdict}.`;
}

function corruption(measures: readonly AttackMeasure[], topic: string): string | undefined {
  const row = measureAt(measures, 'cost_of_corruption', '', topic);
  if (row === undefined) return undefined;
  if (row.mean === null || row.word === 'unbounded') {
    return 'It does not clearly move the inference either way: no cost of corruption can be told.';
  }
  return `Moving the inference by one standard deviation takes ${shown(row.mean)} ALLO (${interval(row)}), as if linear.`;
}

function worstInWords(worst: WorstCase, { points }: Pick<MeasuredAttackRuns, 'points'>): string[] {
  const { objective, final, searched, fresh, runs } = worst;
  const { words } = objectives[objective];
  if (final === null || searched === null) return [`No setting tried has a ${words}.`];
  const settings = pairs(points[final].point.settings).join(', ');
  const first = `The worst setting found in ${runs} runs is ${settings}: ${words} ${shown(fresh)} on seeds of its own.`;
  return [
    first,
    `In the search it came to ${shown(searched)}. The best of many looks better than it is (the winner's curse): luck helped to choose it, so the value on fresh seeds is the one to quote.`,
  ];
}

function pairs(settings: Readonly<Record<string, number>>): string[] {
  return Object.entries(settings).map(([name, value]) => `${name} = ${shown(value)}`);
}

function rangeInWords({ name, low, high }: VariedParameter): string {
  return `${name} from ${shown(low)} to ${shown(high)}`;
}

function interval({ low, high, n }: AttackMeasure): string {
  return low === null || high === null
    ? `n = ${n}, no interval`
    : `95 % interval ${shown(low)} to ${shown(high)}, n = ${n}`;
}

function sideOfZero({ low, high }: AttackMeasure, above: string, below: string, neither: string): string {
  if (low !== null && low > 0) return above;
  return high !== null && high < 0 ? below : neither;
}

function shown(value: number | null): string {
  return value === null ? 'nothing' : String(Number(value.toPrecision(3)));
}
