import type { InfererPolicy } from '../policy.ts';

/** Knows nothing and says so: always the same number. */
export const constant: InfererPolicy = {
  name: 'constant',
  doc: 'Gives the same number in every epoch.',
  source: 'own model',
  parameters: [
    {
      name: 'value',
      kind: 'number',
      default: 0,
      unit: 'target units',
      doc: 'What it answers.',
    },
  ],
  create: (values) => {
    const value = Number(values.value);
    return { answersInTargetUnits: true, infer: () => value };
  },
};
