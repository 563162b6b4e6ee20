import type { ParameterDeclaration } from '../parameters/declaration.ts';

/** Mean log-return of one epoch. */
export function driftParameter(value: number): ParameterDeclaration {
  return {
    name: 'drift',
    kind: 'number',
    default: value,
    unit: 'log-return per epoch',
    doc: 'Mean return of one epoch.',
  };
}

/** Standard deviation of one epoch's log-return. */
export function volatilityParameter(value: number): ParameterDeclaration {
  return {
    name: 'volatility',
    kind: 'number',
    default: value,
    minimum: 0,
    unit: 'log-return per epoch',
    doc: 'Standard deviation of the return of one epoch.',
  };
}

/** The level that a stationary process returns to. */
export const meanParameter: ParameterDeclaration = {
  name: 'mean',
  kind: 'number',
  default: 0,
  unit: 'target units',
  doc: 'Level that the truth returns to.',
};

/** Where errors act, for processes whose truths may be anything. */
export const errorLinkParameter: ParameterDeclaration = {
  name: 'errorsOn',
  kind: 'choice',
  choices: ['identity', 'logit', 'log'],
  default: 'identity',
  unit: '1',
  doc: 'Inferers’ errors are added to the truth itself, to its logit (predictions stay between 0 and 1), or to its logarithm (they stay above 0).',
};

/** For processes that read a file. */
export const sha256Parameter: ParameterDeclaration = {
  name: 'sha256',
  kind: 'text',
  default: '',
  unit: 'hexadecimal digits',
  doc: 'SHA-256 that the file must have; empty: any. Written out in the resolved scenario.',
};
