import type { ParameterValue } from '../../sim/index.ts';
import { createBirth } from '../../sim/policies/birth.ts';
import type {
  Birth,
  EpochDraws,
  ForecasterView,
  InfererView,
  JudgedView,
  PolicyDeclaration,
  ReputerView,
  TopicSetting,
} from '../../sim/policies/policy.ts';
import type { BundleLayout } from '../../sim/protocol/value-bundle.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { identity } from '../../sim/random/identity.ts';
import { rootKey } from '../../sim/random/root-key.ts';

export type Values = Readonly<Record<string, ParameterValue>>;

/** The declared defaults, changed. */
export function valuesOf(policy: PolicyDeclaration, changes: Values = {}): Values {
  return { ...Object.fromEntries(policy.parameters.map(({ name, default: value }) => [name, value])), ...changes };
}

const average: EpochDraws = { normal: () => 0, uniform: () => 0.5 };

/** An actor born with these draws by trait; 0 and 1/2 where none is given: average in every way. */
export function bornWith(normals: readonly number[] = [], uniforms: readonly number[] = []): Birth {
  return {
    normal: (trait) => normals[trait] ?? 0,
    uniform: (trait) => uniforms[trait] ?? 0.5,
    uniformAbout: () => 0.5,
    own: average,
    common: () => average,
  };
}

/** `count` actors born by chance. */
export function births(count: number, seed = 'births', topic = 'topic'): Birth[] {
  const root = rootKey(seed);
  return Array.from({ length: count }, (_, index) => {
    const { high, low } = identity('actor', index);
    return createBirth(root, topic, high, low);
  });
}

/** A topic of three inferers, two forecasters and two reputers under two regimes. */
export function setting(changes: Partial<TopicSetting> = {}): TopicSetting {
  return {
    inferers: 3,
    forecasters: 2,
    reputers: 2,
    subjectOf: (place) => place,
    regimes: ['calm', 'turbulent'],
    stationary: [0.5, 0.5],
    population: 'crowd',
    allowNegative: false,
    toErrorSpace: (value) => value,
    ...changes,
  };
}

/** Older than experience can tell: errors are half of what they were at birth. */
export const veryOld = 10_000;

export function infererView(changes: Partial<InfererView> = {}): InfererView {
  return {
    epoch: veryOld,
    truth: 0,
    scale: 1,
    regime: 0,
    age: veryOld,
    outperforms: false,
    error: 0,
    latestTruth: NaN,
    seen: new Float64Array(0),
    seenPlaces: new Int32Array(0),
    seenCount: 0,
    ...changes,
  };
}

export function forecasterView(loss: readonly number[], changes: Partial<ForecasterView> = {}): ForecasterView {
  return {
    epoch: veryOld,
    inferers: loss.length,
    places: Int32Array.from(loss.keys()),
    loss: Float64Array.from(loss),
    usualLoss: Float64Array.from(loss),
    regimeLoss: Float64Array.from(loss),
    error: new Float64Array(loss.length),
    subjectHigh: new Int32Array(loss.length),
    subjectLow: Int32Array.from(loss.keys()),
    commonError: 0,
    age: veryOld,
    latestRegime: 0,
    networkLoss: NaN,
    ...changes,
  };
}

/** What forecasters see of a judged epoch: losses of inferers at these places. */
export function judgedView(
  places: readonly number[],
  loss: readonly number[],
  regime = 0,
  changes: Partial<JudgedView> = {},
): JudgedView {
  const layout = bundleLayout(places.length, 0, false);
  const losses = new Float64Array(layout.length).fill(NaN);
  losses.set(loss, layout.inferer);
  return {
    epoch: 0,
    truth: 0,
    regime,
    inferers: places.length,
    places: Int32Array.from(places),
    loss: Float64Array.from(loss),
    inferences: new Float64Array(places.length),
    values: new Float64Array(layout.length),
    forecasterPlaces: new Int32Array(0),
    layout,
    losses,
    ...changes,
  };
}

/** What reputers see of a judged epoch: the whole bundle. */
export function judgedBundle(
  layout: BundleLayout,
  places: readonly number[],
  forecasterPlaces: readonly number[],
  losses: readonly number[],
): JudgedView {
  return judgedView(places, losses.slice(layout.inferer, layout.inferer + layout.inferers), 0, {
    layout,
    forecasterPlaces: Int32Array.from(forecasterPlaces),
    losses: Float64Array.from(losses),
  });
}

/** A bundle of the combined value, the naive one and further ones, of inferers only. */
export function reputerView(
  loss: readonly number[],
  error: readonly number[],
  changes: Partial<ReputerView> = {},
): ReputerView {
  const inferers = Math.max(0, Math.floor((loss.length - 2) / 2));
  return {
    epoch: veryOld,
    values: loss.length,
    layout: bundleLayout(inferers, 0, false),
    places: Int32Array.from({ length: inferers }, (_, j) => j),
    forecasterPlaces: new Int32Array(0),
    loss: Float64Array.from(loss),
    error: Float64Array.from(error),
    subjectHigh: new Int32Array(loss.length),
    subjectLow: Int32Array.from(loss.keys()),
    allowNegative: false,
    misreadInto() {},
    seen: new Float64Array(0),
    seenCount: 0,
    ...changes,
  };
}

export function moments(values: readonly number[]): { mean: number; deviation: number; median: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const sorted = [...values].sort((a, b) => a - b);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)), median: sorted[values.length >> 1] };
}
