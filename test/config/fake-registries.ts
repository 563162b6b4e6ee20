import type { ParameterDeclaration } from '../../sim/index.ts';
import type { Registries, Registry } from '../../src/config/registries.ts';

const number = (name: string, byDefault: number, bounds: Partial<ParameterDeclaration> = {}): ParameterDeclaration => ({
  name,
  kind: 'number',
  default: byDefault,
  unit: '1',
  doc: `The ${name}.`,
  ...bounds,
});

const entry = (name: string, parameters: ParameterDeclaration[] = [], aliases: string[] = []): Registry => ({
  [name]: { name, doc: `About ${name}.`, parameters, aliases },
});

/** Few words of each kind, so that a test can be read on its own. */
export const fakeRegistries: Registries = {
  protocolParameters: [
    {
      name: 'weights',
      kind: 'choice',
      choices: ['clamped', 'ratio-mad'],
      default: 'ratio-mad',
      unit: '1',
      doc: 'Rule.',
    },
    { name: 'livenessPenalty', kind: 'boolean', default: true, unit: '1', doc: 'Penalty.' },
    { name: 'seats', kind: 'integer', default: 32, minimum: 1, maximum: 1000, unit: 'seats', doc: 'Seats.' },
  ],
  topicParameters: [
    number('pNorm', 3, { exclusiveMinimum: 0, maximum: 100 }),
    { name: 'epochLength', kind: 'integer', default: 60, minimum: 12, unit: 'blocks', doc: 'Length.' },
  ],
  profiles: {
    'v0.6': {
      doc: 'Old.',
      values: { weights: 'clamped', livenessPenalty: false, seats: 32, pNorm: 2, epochLength: 60 },
    },
    'v0.17': {
      doc: 'New.',
      values: { weights: 'ratio-mad', livenessPenalty: true, seats: 32, pNorm: 3, epochLength: 60 },
    },
  },
  defaultProfile: 'v0.17',
  truthProcesses: {
    ...entry('gbm-return', [number('drift', 0.01), number('volatility', 0.1, { minimum: 0 })]),
    ...entry('ar1'),
  },
  lossFunctions: { ...entry('sqe', [], ['mse']), ...entry('huber', [number('delta', 1, { exclusiveMinimum: 0 })]) },
  infererPolicies: { ...entry('honest'), ...entry('noisy', [number('factor', 5, { minimum: 0, unit: 'times' })]) },
  forecasterPolicies: { ...entry('regime-ema', [number('alpha', 0.1)]) },
  reputerPolicies: { ...entry('honest'), ...entry('noisy', [number('factor', 5)]) },
};
