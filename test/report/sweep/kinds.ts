import type { SyntheticFactor, SyntheticSweep } from './synthetic-sweep.ts';

const LONG = 'topics.0.forecasters.1.parameters.regretSmoothingOfTheLongNamedFactor';
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);
const drawn = (count: number): SyntheticFactor[] =>
  ['betaEntropy', 'lag', 'share of honest reputers', 'x4', 'x5', 'x6']
    .slice(0, count)
    .map((name) => ({ name, scale: name === 'lag' ? 'log' : 'linear' }));

/** Made-up sweeps of all kinds, by name. */
export const SWEEPS: Readonly<Record<string, SyntheticSweep>> = {
  'one number': {},
  'one word': { factors: [{ name: 'policy', levels: ['passive', 'compounding', 'restake-everything-always'] }] },
  'two factors': {
    factors: [
      { name: 'betaEntropy', levels: [0.01, 0.03, 0.1, 0.3, 1], scale: 'log' },
      { name: 'inferers', levels: [10, 20, 40] },
    ],
    fails: (point, replicate) => point === 4 || (point === 7 && replicate < 3),
  },
  'three factors': {
    factors: [
      { name: 'policy', levels: ['passive', 'compounding'] },
      { name: 'lag', levels: [0, 1, 10, 1000] },
      { name: 'count', levels: [5, 10, 20, 40, 80] },
    ],
    stop: { column: 'reward_forecasters', halfWidth: 0.2, most: 20 },
    growing: true,
  },
  'one replicate': {
    replicates: 1,
    factors: [
      { name: 'betaEntropy', levels: [0.1, 0.2, 0.3] },
      { name: 'mode', levels: ['fast', 'slow'] },
    ],
  },
  'two topics': {
    metrics: [
      'reward@eth',
      'reward@btc-with-a-rather-long-name-of-a-topic',
      'loss@eth',
      'loss@btc-with-a-rather-long-name-of-a-topic',
      'minted',
    ],
    factors: [{ name: 'betaEntropy', levels: [0.1, 0.2, 0.3] }],
    unit: 'log10 loss',
    common: false,
  },
  'long names': {
    name: 'a-very-long-name-of-an-experiment-that-goes-on-and-on-and-never-seems-to-come-to-an-end-at-all',
    factors: [
      {
        name: LONG,
        levels: ['the first of two levels, whose label is long', 'the second of two levels, whose label is long'],
      },
      { name: 'protocol <script>', levels: ['v0.9 "quoted", with comma', "v0.17's"] },
    ],
    metrics: ['honest_reputers_reward_fraction_over_the_last_hundred_epochs_of_the_run'],
    size: 3e6,
    unit: 'ALLO per key and epoch',
  },
  'many points': {
    factors: [
      { name: 'a', levels: range(25) },
      { name: 'b', levels: range(20) },
    ],
    replicates: 3,
  },
  list: {
    design: { kind: 'list' },
    factors: [
      { name: 'profile', levels: ['v0.6', 'v0.9', 'v0.17', 'mainnet'] },
      { name: 'inferers', levels: [10, 10, 20, 20] },
    ],
    size: 2e-7,
  },
  'latin hypercube': {
    design: { kind: 'latin-hypercube', points: 100 },
    points: 100,
    factors: [...drawn(3), { name: 'mode', levels: ['fast', 'slow'] }].slice(0, 3),
    replicates: 2,
  },
  sobol: { design: { kind: 'sobol', base: 256 }, points: 500, factors: drawn(5), replicates: 1 },
  morris: { design: { kind: 'morris', trajectories: 20, levels: 4 }, points: 140, factors: drawn(6), replicates: 1 },
  'one point': { factors: [], fails: (_, replicate) => replicate === 1 },
  'all failed': { fails: () => true },
  empty: { empty: true },
};
