import type { Path } from './scenario-document.ts';

/**
 * What people change first, shown without being asked for; the rest stands under "More parameters". `*` is any entry of a
 * list. What a policy, a truth, a loss or an attack declares for itself is added.
 */
export const mainParameters: readonly string[] = [
  'seed',
  'epochs',
  'months',
  'protocol.profile',
  'protocol.weights',
  'protocol.taskRewardAlpha',
  'protocol.learningRate',
  'tokenomics.preset',
  'topics.*.count',
  'topics.*.rewardPerEpoch',
  'topics.*.epochLength',
  'topics.*.groundTruthLag',
  'topics.*.alphaRegret',
  'topics.*.pNorm',
  'topics.*.cNorm',
  'topics.*.epsilon',
  'topics.*.meritSortitionAlpha',
  'topics.*.demand.rate',
  'topics.*.demand.fee.median',
  'topics.*.inferers.*.count',
  'topics.*.forecasters.*.count',
  'topics.*.reputers.*.count',
  'topics.*.reputers.*.stake.median',
  'topics.*.reputers.*.stake.sigma',
  'validators.*.count',
  'validators.*.stake.median',
  'validators.*.commission',
  'delegators.*.count',
  'delegators.*.tokens.median',
  'attacks.*.start',
  'attacks.*.duration',
];

const patterns = new Set(mainParameters);

/** Groups in which keys that not every policy, process or attack has are the point of the group. */
const pointed = /^(topics\.\*\.(truth|loss|(inferers|forecasters|reputers)\.\*)|delegators\.\*|attacks\.\*|price)\./;

/** @param special keys of the group that belong to the word which it goes by, and the key of that word */
export function isMain(path: Path, special: readonly string[]): boolean {
  const pattern = patternOf(path);
  if (patterns.has(pattern)) return true;
  const match = pointed.exec(pattern);
  return match !== null && special.includes(pattern.slice(match[0].length).split('.')[0]);
}

/** `topics.0.pNorm` is `topics.*.pNorm`. */
export function patternOf(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}
