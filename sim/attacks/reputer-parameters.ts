import type { ParameterDeclaration } from '../parameters/declaration.ts';

/* Declarations that attacks by reputers share. */

/** What an attack's reputers hold together. */
export function stakeShareParameter(value: number, parts = 'in equal parts'): ParameterDeclaration {
  return {
    name: 'stakeShare',
    kind: 'number',
    default: value,
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    unit: 'share of all stake in the topic',
    doc: `What its reputers hold together, ${parts}, of the stake at the start.`,
  };
}

/** ALLO that are this share of all stake, beside what the honest hold. */
export function stakeOfShare(share: number, honestStake: number): number {
  return (share / (1 - share)) * honestStake;
}

/** Stake of each of so many keys that hold a share of all stake together, ALLO. */
export function stakePerKey(share: number, honestStake: number, keys: number): number {
  return stakeOfShare(share, honestStake) / keys;
}

export const noiseParameter: ParameterDeclaration = {
  name: 'noise',
  kind: 'number',
  default: 0.1,
  minimum: 0,
  maximum: 100,
  unit: 'log10 loss',
  doc: 'Standard deviation of the error of its reports; 0.1 is that of the median honest reputer.',
};

export function leanParameter(value: number): ParameterDeclaration {
  return {
    name: 'lean',
    kind: 'number',
    default: value,
    minimum: -100,
    maximum: 100,
    unit: 'log10 loss',
    doc: 'Added to every loss that it reports: the side to which it pulls the consensus.',
  };
}

/** Inferers about whom reputers lie, and how. */
export const victimParameters: readonly ParameterDeclaration[] = [
  {
    name: 'victims',
    kind: 'integer',
    default: 3,
    minimum: 1,
    maximum: 10_000,
    unit: 'inferers',
    doc: 'How many inferers it runs down: the best ones.',
  },
  {
    name: 'ownShift',
    kind: 'number',
    default: 0.5,
    minimum: -100,
    maximum: 100,
    unit: 'log10 loss',
    doc: 'Added to the victims’ own losses.',
  },
  {
    name: 'oneOutShift',
    kind: 'number',
    default: -0.5,
    minimum: -100,
    maximum: 100,
    unit: 'log10 loss',
    doc: 'Added to the network’s losses without a victim; negative: as if it were better off without.',
  },
];
