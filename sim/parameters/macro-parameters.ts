import type { ParameterDeclaration } from './declaration.ts';

/** What macro mode knows of topics, instead of topics. None of it is determined by the protocol. */
export const macroParameters: readonly ParameterDeclaration[] = [
  {
    name: 'topicStakeShare',
    kind: 'number',
    default: 0.5,
    minimum: 0,
    maximum: 1,
    unit: 'share',
    doc: 'Part of the holders’ staked tokens that is in topics; the rest is with validators.',
  },
  {
    name: 'reputerShare',
    kind: 'number',
    default: 1 / 3,
    minimum: 0,
    maximum: 1,
    unit: 'share of topic rewards',
    doc: 'Part of the topics’ rewards that those who stake in topics earn; 1/3 is the nominal point.',
  },
  {
    name: 'forecasterShare',
    kind: 'number',
    default: 0.27,
    minimum: 0,
    maximum: 1,
    unit: 'share of topic rewards',
    doc: 'Part of the topics’ rewards that forecasters earn; inferers get what is left.',
  },
  {
    name: 'fees',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 1e12,
    unit: 'ALLO per month',
    doc: 'Fees that consumers pay into topics, as long as the participants, who pay them, hold enough.',
  },
  {
    name: 'feesGrowth',
    kind: 'number',
    default: 0,
    minimum: -0.99,
    maximum: 100,
    unit: 'share per year',
    doc: 'How much the fees grow in a year, compounded monthly.',
  },
  {
    name: 'feesStart',
    kind: 'integer',
    default: 0,
    minimum: 0,
    maximum: 2400,
    unit: 'months',
    doc: 'First month with fees, counted from the token generation event.',
  },
];
