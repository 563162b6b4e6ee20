import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { topicParameters } from '../parameters/topic-parameters.ts';
import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/** What the creator of a topic sets freely and nobody has to know before it runs. */
const choices = [
  'pNorm',
  'cNorm',
  'epsilon',
  'alphaRegret',
  'initialRegret',
  'meritSortitionAlpha',
  'activeInfererQuantile',
] as const;

const unchanged = 'as-it-is';

/**
 * The creator of a topic sets its rules so that insiders do well by them. Its keys are honest inferers whose skill differs from
 * that of others; the topic differs from the start by one parameter, and its loss if one is given. It asks which parameter
 * gives insiders how much, at equal skill and conduct: the honest control has the same keys under the rules as they were.
 *
 * The network's answer is that rules are public, and the same for all: what they favour is a kind of work, not a key.
 *
 * Played at random the rules are as they were and its keys guess.
 *
 * Simplified: the rules hold from the first epoch on, however late the attack starts.
 */
export const parameterGaming: Attack = {
  name: 'parameter-gaming',
  number: 30,
  doc: 'The creator chooses parameters of the topic that favour its own inferers.',
  question: 'Which parameter of a topic gives its creator’s own inferers an advantage, and how much of one?',
  source: 'catalogue of attacks, 30: parameter gaming by creators; topic fields: x/emissions/proto topic',
  knowledge: ['blind'],
  parameters: [
    identitiesParameter(4, 'inferers'),
    { ...skillParameter, default: 4 },
    {
      name: 'parameter',
      kind: 'choice',
      default: 'epsilon',
      choices,
      unit: 'topic parameter',
      doc: 'Which parameter of the topic the creator sets.',
    },
    {
      name: 'value',
      kind: 'number',
      default: 10,
      minimum: -1e6,
      maximum: 1e6,
      unit: 'that of the parameter',
      doc: 'What it is set to; beyond the parameter’s range, the end of the range.',
    },
    {
      name: 'loss',
      kind: 'choice',
      default: unchanged,
      choices: [unchanged, 'sqe', 'abse', 'logcosh'],
      unit: 'loss',
      doc: 'Which loss judges predictions instead of the one that the topic had.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  reshapes: ({ parameter, value, loss }) => ({
    topicParameters: { [String(parameter)]: within(String(parameter), Number(value)) },
    ...(loss === unchanged ? {} : { loss: { method: String(loss) } }),
  }),
  create: ({ errorDeviation }) => ({ inferer: () => honestInferer(Number(errorDeviation)) }),
};

function within(name: string, value: number): number {
  const declared = topicParameters.find((one) => one.name === name) as ParameterDeclaration;
  // A bound that is itself not allowed is kept away from.
  const least = declared.minimum ?? (declared.exclusiveMinimum ?? Number.NEGATIVE_INFINITY) + 1e-9;
  return Math.min(declared.maximum ?? Number.POSITIVE_INFINITY, Math.max(least, value));
}
