import type { AttackResult } from './data/attacks.ts';
import { type Comparison, ROLES, type TopicResult } from './data/epochs.ts';
import { type LossWords, logarithmic } from './loss-words.ts';
import { allo, percent, shortNumber } from './numbers.ts';

/** A difference of losses with its 95 % interval, where there is one. */
function difference(mean: number, halfWidth: number): string {
  const sign = mean < 0 ? '−' : '+';
  const interval = Number.isNaN(halfWidth) ? ', too few epochs for an interval' : ` ± ${halfWidth.toFixed(3)}`;
  return `${sign}${Math.abs(mean).toFixed(3)}${interval}`;
}

/** Skill score 1 - 10^-d for a mean difference d of log10 losses: the part of the other's loss that is saved. */
export function skillScore(meanDifference: number): number {
  return 1 - 10 ** -meanDifference;
}

/** Smaller differences come from rounding: with one worker all inferences are the same. */
const ROUNDING = 1e-9;

/** Whether zero lies outside the 95 % interval. */
export function isClear({ mean, halfWidth }: { mean: number; halfWidth: number }): boolean {
  return Math.abs(mean) > halfWidth && Math.abs(mean) > ROUNDING;
}

/** A comparison in a sentence. It is called better or worse when zero lies outside the 95 % interval. */
export function comparisonInWords(comparison: Comparison, words: LossWords = logarithmic): string {
  const { rival, n, mean, halfWidth, better } = comparison;
  const figures = `${words.difference} ${difference(mean, halfWidth)} (95 %, n = ${n} epochs); smaller loss in ${percent(better)} of the epochs.`;
  if (!isClear(comparison)) return `Against ${rival.words} there is no clear difference: ${figures}`;
  const verdict = mean > 0 ? 'beats' : 'loses to';
  if (words.raw) return `The combined inference ${verdict} ${rival.words}: ${figures}`;
  const other = `${percent(Math.abs(skillScore(mean)))} ${mean > 0 ? 'lower' : 'higher'}`;
  const [low, high] = [skillScore(mean - halfWidth), skillScore(mean + halfWidth)].map(Math.abs).sort((a, b) => a - b);
  return `The combined inference ${verdict} ${rival.words}: its loss is ${other} in the geometric mean (95 %: ${percent(low)} to ${percent(high)}); ${figures}`;
}

/** Who earned what in one topic; undefined when nobody was paid. */
export function earningsInWords({ earnings }: Pick<TopicResult, 'earnings'>): string | undefined {
  if (earnings.length === 0) return undefined;
  const whole = earnings.reduce((sum, { paid }) => sum + paid, 0);
  const parts = earnings.map(({ role, paid, mean, halfWidth }) => {
    const interval = Number.isNaN(halfWidth) ? '' : ` ± ${(100 * halfWidth).toFixed(1)}`;
    return `${role} ${(100 * mean).toFixed(1)}${interval} % (${allo(paid)})`;
  });
  return `Of the ${allo(whole)} that the topic paid, an epoch’s reward went to ${parts.join(', ')} on average (95 %, n = ${earnings[0].n} epochs that paid; one run).`;
}

/** Who earned what over many topics; undefined when nobody was paid. */
export function totalEarningsInWords(topics: readonly Pick<TopicResult, 'earnings'>[]): string | undefined {
  const paying = topics.filter(({ earnings }) => earnings.length > 0);
  if (paying.length === 0) return undefined;
  const all = paying.flatMap(({ earnings }) => earnings);
  const whole = all.reduce((sum, { paid }) => sum + paid, 0);
  const parts = ROLES.map((role) => {
    const paid = all.filter((one) => one.role === role).reduce((sum, one) => sum + one.paid, 0);
    const shares = paying
      .flatMap(({ earnings }) => earnings.filter((one) => one.role === role).map(({ mean }) => mean))
      .sort((a, b) => a - b);
    return `${role} got ${percent(paid / whole, 1)} (${percent(shares[0], 1)} to ${percent(shares[shares.length - 1], 1)} in single topics)`;
  });
  return `Of the ${allo(whole)} that topics paid, ${parts.join(', ')}; n = ${paying.length} topics that paid, one run, so that there is no interval.`;
}

/** What an attack came to, in a sentence or two. */
export function attackInWords(attack: AttackResult, several: boolean, words: LossWords = logarithmic): string {
  const { damage, dilution } = attack;
  const where = several ? ` on ${attack.topic}` : '';
  if (attack.attacking === 0) return `Attack ${attack.attack}${where}: it never began in the epochs recorded.`;
  const own = attack.total('earned_per_key');
  const honest = attack.total('honest_per_key');
  const against =
    honest > 0 ? `, ${shortNumber(own / honest)} times the honest mean of ${shortNumber(honest)} ALLO` : '';
  const spent = attack.total('spent');
  const cost =
    spent > 0
      ? ` (together it earned ${shortNumber(attack.total('earned'))} and spent ${shortNumber(spent)} ALLO)`
      : '';
  const diluted = Number.isFinite(dilution)
    ? ` Honest keys ${dilution < 0 ? 'gained' : 'lost'} ${percent(Math.abs(dilution))} of their reward.`
    : '';
  const verdict = isClear(damage)
    ? `The network's loss ${damage.mean > 0 ? 'rose' : 'fell'}${words.raw ? '' : ` by ${percent(Math.abs(10 ** damage.mean - 1))}`}`
    : "The network's loss did not clearly change";
  const harm =
    damage.n > 0
      ? ` ${verdict}: ${words.difference} ${difference(damage.mean, damage.halfWidth)} (95 %, n = ${damage.n} epochs).`
      : '';
  const net = attack.overall('net');
  const money = Number.isFinite(net)
    ? ` Over the whole run its owner ${net < 0 ? 'lost' : 'gained'} ${allo(Math.abs(net))} net of all costs (one run, no interval).`
    : '';
  return `Attack ${attack.attack}${where}, epochs ${attack.from} to ${attack.to}: each of its keys earned ${shortNumber(own)} ALLO${against}${cost}.${diluted}${money}${harm}`;
}
