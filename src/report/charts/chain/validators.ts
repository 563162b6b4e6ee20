import { COLOURS, INK } from '../../palette.ts';
import { type DrawChain, overTime } from './over-time.ts';

export const validatorEvenness: DrawChain = (input) =>
  overTime(input, {
    name: 'validator-evenness',
    title: 'How evenly validators earn: H',
    note: 'H = 10^(E / ln n − 1) with E = −Σ P ln P (N_eff / n)^¼ over their rewards so far: 1 when all earn alike, 0.1 when one earns everything. Healthy: near 1.',
    yTitle: 'H',
    series: [{ column: 'validator_evenness', name: 'evenness H', colour: COLOURS.validators }],
  });

export const validatorEntropy: DrawChain = (input) =>
  overTime(input, {
    name: 'validator-entropy',
    title: 'Entropy of the validators’ rewards: E',
    note: 'E = −Σ P ln P (N_eff / n)^¼ over their shares P of all rewards so far, natural logarithm; N_eff = 1 / Σ P². At most ln n, when all n earn alike. Healthy: close to ln n (dashed).',
    yTitle: 'entropy (nats)',
    series: [
      { column: 'validator_entropy', name: 'entropy E', colour: COLOURS.validators },
      {
        values: input.chain.mean('validators').map((count) => (count > 0 ? Math.log(count) : Number.NaN)),
        name: 'ln n',
        colour: INK,
        dash: [5, 3],
      },
    ],
  });

export const validatorCount: DrawChain = (input) =>
  overTime(input, {
    name: 'validator-count',
    title: 'Validators',
    note: 'Validators with bonded tokens. Healthy: many.',
    yTitle: 'validators',
    whole: true,
    series: [{ column: 'validators', name: 'validators', colour: COLOURS.validators }],
  });
