import type { ParameterDeclaration } from '../../sim/index.ts';
import type { AttackEntry, Registries, Registry, TruthEntry } from '../../src/config/registries.ts';

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

const text = (name: string, byDefault = '', more: Partial<ParameterDeclaration> = {}): ParameterDeclaration => ({
  ...number(name, 0),
  kind: 'text',
  default: byDefault,
  ...more,
});

const whole = (name: string, byDefault: number, unit: string, bounds: Partial<ParameterDeclaration> = {}) =>
  number(name, byDefault, { kind: 'integer', unit, minimum: 1, ...bounds });

const process = (entry: Registry, more: Partial<TruthEntry> = {}): Registry<TruthEntry> =>
  Object.fromEntries(Object.entries(entry).map(([name, one]) => [name, { ...one, regimes: ['all'], ...more }]));

const sybil: AttackEntry = {
  name: 'sybil',
  doc: 'One model under many keys.',
  number: 1,
  source: 'made up',
  question: 'Does it pay?',
  knowledge: ['blind'],
  parameters: [whole('keys', 8, 'keys', { maximum: 100_000 })],
  keys: ({ keys }) => ({ inferers: Number(keys), forecasters: 0, reputers: 0 }),
};

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
    whole('maxUnfulfilledReputerRequests', 100, 'epochs'),
    whole('minEpochLength', 12, 'blocks'),
    text('slashing.mode', 'none', { kind: 'choice', choices: ['none', 'proportional', 'coefficient'] }),
    number('slashing.fraction', 0.05, { minimum: 0, maximum: 1 }),
  ],
  topicParameters: [
    number('pNorm', 3, { exclusiveMinimum: 0, maximum: 100 }),
    { name: 'epochLength', kind: 'integer', default: 60, minimum: 12, unit: 'blocks', doc: 'Length.' },
    whole('groundTruthLag', 60, 'blocks', { defaultFrom: 'epochLength' }),
    whole('workerSubmissionWindow', 12, 'blocks'),
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
  tokenomicsParameters: [
    number('fEmission', 0.025, { minimum: 0, maximum: 1, unit: 'per month' }),
    number('foundation.locked', 0.4, { minimum: 0, maximum: 1 }),
  ],
  tokenomicsPresets: {
    mainnet: { doc: 'Now.', values: { fEmission: 0.025, 'foundation.locked': 0.4 } },
    snapshot: { doc: 'Then.', values: { fEmission: 0.03, 'foundation.locked': 0 } },
  },
  defaultTokenomics: 'mainnet',
  macroParameters: [
    number('fees', 0, { minimum: 0, unit: 'ALLO per month' }),
    number('staked.team', 0.25, { minimum: 0, maximum: 1 }),
  ],
  truthProcesses: {
    ...process(entry('gbm-return', [number('drift', 0.01), number('volatility', 0.1, { minimum: 0 })])),
    ...process(entry('ar1')),
    ...process(
      entry('regimes', [
        number('calm.volatility', 0.01, { minimum: 0 }),
        number('calm.drift', 0),
        number('turbulent.volatility', 0.04, { minimum: 0 }),
      ]),
      { regimes: ['calm', 'turbulent'] },
    ),
    ...process(entry('chance'), { domain: 'probability' }),
    ...process(
      entry('csv', [
        text('file'),
        text('column', 'truth'),
        text('sha256'),
        text('onExhaustion', 'error', { kind: 'choice', choices: ['error', 'loop'] }),
      ]),
    ),
    ...process(entry('expression', [text('formula', '0.9 * previous + normal')])),
  },
  lossFunctions: {
    ...entry('sqe', [], ['mse']),
    ...entry('huber', [number('delta', 1, { exclusiveMinimum: 0 })]),
    bce: { name: 'bce', doc: 'About bce.', parameters: [], domain: 'probability' },
    poisson: { name: 'poisson', doc: 'About poisson.', parameters: [], domain: 'not-negative' },
  },
  infererPolicies: {
    ...entry('honest'),
    ...entry('noisy', [number('factor', 5, { minimum: 0, unit: 'times' })]),
    ...entry('specialist', [text('regime', '', { refersTo: 'regime' })]),
  },
  forecasterPolicies: { ...entry('regime-ema', [number('alpha', 0.1)]) },
  reputerPolicies: { ...entry('honest'), ...entry('noisy', [number('factor', 5)]) },
  delegatorPolicies: {
    ...entry('uniform'),
    ...entry('yield-seeking', [number('temperature', 0.1, { exclusiveMinimum: 0 })]),
  },
  priceProcesses: {
    ...entry('constant', [number('start', 1, { exclusiveMinimum: 0, unit: 'fiat per ALLO' })]),
    ...entry('csv', [text('file'), text('column', 'price')]),
  },
  attacks: { sybil },
  metrics: [
    { name: 'skill_vs_naive', unit: '1', doc: 'Skill.' },
    { name: 'epochs', unit: 'epochs', doc: 'Epochs.' },
  ],
};
