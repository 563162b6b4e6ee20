/** Options of `attack` that measure one attack: the files of galleries and catalogues say all that themselves. */
export const ofOneAttack = [
  'replicates',
  'seed',
  'epochs',
  'set',
  'frontier',
  'worst',
  'runs',
  'objective',
  'budget',
  'range',
] as const;
