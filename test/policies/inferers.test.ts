import { describe, expect, it } from 'vitest';
import { experienceFactor } from '../../sim/policies/experience.ts';
import type { Birth, Inferer, InfererView, NormalError, TopicSetting } from '../../sim/policies/policy.ts';
import { infererPolicies } from '../../sim/policies/registry.ts';
import { close } from '../support/close.ts';
import { births, bornWith, infererView, moments, setting, type Values, valuesOf } from './views.ts';

function inferer(
  policy: string,
  values: Values = {},
  birth: Birth = bornWith(),
  topic: Partial<TopicSetting> = {},
): Inferer {
  return infererPolicies[policy].create(valuesOf(infererPolicies[policy], values), birth, setting(topic));
}

/** Error as standard deviation and bias, in scales of the truth, as its answers show it; at birth unless said otherwise. */
function shownError(mind: Inferer, view: Partial<InfererView> = {}): NormalError {
  const bias = mind.infer(infererView({ age: 0, ...view }));
  return { bias, deviation: mind.infer(infererView({ age: 0, ...view, error: 1 })) - bias };
}

const errorOf = (policy: string, values: Values = {}, birth?: Birth) => shownError(inferer(policy, values, birth));

describe('experience', () => {
  it('halves errors with age: 1 at birth, 0.684 after ten epochs, 1/2 in the end', () => {
    expect(experienceFactor(0)).toBe(1);
    close(experienceFactor(10), 0.5 * (1 + Math.exp(-1)), 1e-15);
    expect(experienceFactor(10_000)).toBe(0.5);
    for (let age = 1; age < 100; ++age) expect(experienceFactor(age)).toBeLessThan(experienceFactor(age - 1));
  });
});

describe('an honest inferer', () => {
  it('who is average errs by two scales of the truth at birth, without bias', () => {
    const { deviation, bias } = errorOf('honest');
    close(deviation, 2, 1e-14);
    expect(bias).toBe(0);
  });

  it('is born with an error 10^N(log10 2, log10 1.5) and a bias N(0, 0.5)', () => {
    close(errorOf('honest', {}, bornWith([1, 0])).deviation, 3, 1e-14);
    close(errorOf('honest', {}, bornWith([-1, 0])).deviation, 2 / 1.5, 1e-14);
    close(errorOf('honest', {}, bornWith([0, -3])).bias, -1.5, 1e-14);
  });

  it('has these moments over a crowd, error and bias having nothing to do with each other', () => {
    const crowd = births(10_000).map((birth) => errorOf('honest', {}, birth));
    const logs = moments(crowd.map(({ deviation }) => Math.log10(deviation)));
    const biases = moments(crowd.map(({ bias }) => bias));
    // Standard errors: sd/100 of a mean, sd/141 of a deviation; four of them.
    expect(Math.abs(logs.mean - Math.log10(2))).toBeLessThan(0.04 * Math.log10(1.5));
    expect(Math.abs(logs.deviation / Math.log10(1.5) - 1)).toBeLessThan(0.03);
    expect(Math.abs(biases.mean)).toBeLessThan(0.02);
    expect(Math.abs(biases.deviation / 0.5 - 1)).toBeLessThan(0.03);
    const product = moments(crowd.map(({ deviation, bias }) => (Math.log10(deviation) - logs.mean) * bias)).mean;
    expect(Math.abs(product / (logs.deviation * biases.deviation))).toBeLessThan(0.04);
  });

  it('errs half as much, bias included, when it outperforms', () => {
    const mind = inferer('honest', {}, bornWith([0.3, 0.8]));
    const usual = mind.infer(infererView({ age: 3, error: -1.2 }));
    close(mind.infer(infererView({ age: 3, error: -1.2, outperforms: true })), usual / 2, 1e-15);
  });
});

describe('a noisy inferer', () => {
  it('has its standard deviation multiplied, never its bias', () => {
    const birth = bornWith([0.4, 0.9]);
    const honest = errorOf('honest', {}, birth);
    for (const factor of [0, 1, 5, 20]) {
      const noisy = errorOf('noisy', { factor }, birth);
      close(noisy.deviation, factor * honest.deviation, 1e-12);
      close(noisy.bias, honest.bias, 1e-15);
    }
    close(errorOf('noisy', {}, birth).deviation, 5 * honest.deviation, 1e-14);
  });
});

describe('a biased inferer', () => {
  it('errs by a number of its own standard deviations to one side, whatever bias it was born with', () => {
    for (const normals of [
      [0, 0],
      [1, 5],
      [-1, -5],
    ]) {
      const { deviation, bias } = errorOf('biased', { bias: -3 }, bornWith(normals));
      close(deviation, errorOf('honest', {}, bornWith(normals)).deviation, 1e-13);
      close(bias, -3 * deviation, 1e-13);
    }
    close(errorOf('biased').bias, 4, 1e-14); // two times two
  });
});

describe('a specialist', () => {
  it('errs less in its own regime and more elsewhere, with the same bias', () => {
    const birth = bornWith([0.4, 0.9]);
    const honest = errorOf('honest', {}, birth);
    for (const [regime, own] of [
      ['calm', 0],
      ['turbulent', 1],
    ] as const) {
      const mind = inferer('specialist', { regime }, birth);
      expect(mind.variesByRegime).toBe(true);
      for (const at of [0, 1]) {
        const { deviation, bias } = shownError(mind, { regime: at });
        close(deviation, (at === own ? 0.3 : 3) * honest.deviation, 1e-13);
        close(bias, honest.bias, 1e-15);
      }
    }
  });

  it('takes other factors', () => {
    const mind = inferer('specialist', { inRegime: 0, elsewhere: 7 });
    expect([0, 1].map((regime) => shownError(mind, { regime }).deviation)).toEqual([0, 14]);
  });

  it('is refused where the truth has no such regime', () => {
    expect(() => inferer('specialist', { regime: 'clam' })).toThrow(
      new RangeError('specialist: regime is clam; expected one of calm, turbulent.'),
    );
    expect(infererPolicies.specialist.parameters.find(({ name }) => name === 'regime')?.refersTo).toBe('regime');
  });
});

describe('a learner', () => {
  it('comes from its initial error down to its floor, the bias untouched, on top of experience', () => {
    const birth = bornWith([0.4, 0.9]);
    const mind = inferer('learner', { initial: 4, floor: 0.5, rate: 0.1 }, birth);
    const honest = inferer('honest', {}, birth);
    for (const [age, factor] of [
      [0, 4],
      [10, 0.5 + 3.5 * Math.exp(-1)],
      [10_000, 0.5],
    ]) {
      const [own, usual] = [mind, honest].map((one) => shownError(one, { age }));
      close(own.deviation, factor * usual.deviation, 1e-13);
      close(own.bias, usual.bias, 1e-15);
    }
  });
});

describe('a decaying inferer', () => {
  /** Its error at an age, as a multiple of the honest one. */
  const staleness = (values: Values, age: number) => {
    const [own, usual] = [inferer('decaying', values), inferer('honest')].map((one) => shownError(one, { age }));
    return own.deviation / usual.deviation;
  };

  it('goes stale between two trainings', () => {
    const values = { growth: 0.1, retrainEvery: 4 };
    const expected = [1, 1.1, 1.2, 1.3, 1, 1.1, 1.2, 1.3, 1];
    for (const [age, factor] of expected.entries()) close(staleness(values, age), factor, 1e-13);
  });

  it('is trained but once with 0', () => {
    for (const age of [0, 1, 50, 1000]) close(staleness({ growth: 0.1, retrainEvery: 0 }, age), 1 + 0.1 * age, 1e-13);
  });

  it('is neglected from an age on, at which it is trained no more', () => {
    const values = { growth: 1, retrainEvery: 3 };
    for (const [age, factor] of [1, 2, 3, 1, 2, 3, 4, 5, 6].entries()) {
      close(staleness({ ...values, staleFrom: 6 }, age), factor, 1e-13);
    }
    close(staleness({ ...values, staleFrom: 7 }, 8), 3, 1e-13);
    close(staleness({ ...values, staleFrom: 0 }, 8), 9, 1e-13);
    close(staleness({ ...values, retrainEvery: 1, staleFrom: 100 }, 99), 1, 1e-13);
    close(staleness({ ...values, retrainEvery: 1, staleFrom: 100 }, 101), 3, 1e-13);
  });

  it('keeps its bias', () => {
    const birth = bornWith([0, 2]);
    expect(shownError(inferer('decaying', {}, birth), { age: 77 }).bias).toBe(
      shownError(inferer('honest', {}, birth), { age: 77 }).bias,
    );
  });
});

describe('an intermittent inferer', () => {
  it('submits with the given probability, by chance of its own', () => {
    const [first, second] = births(2).map((birth) => inferer('intermittent', { probability: 0.3 }, birth));
    let own = 0;
    let both = 0;
    for (let epoch = 0; epoch < 10_000; ++epoch) {
      if (!first.submits?.(epoch, epoch)) continue;
      own += 1;
      if (second.submits?.(epoch, 0)) both += 1;
    }
    expect(Math.abs(own - 3000)).toBeLessThan(4 * Math.sqrt(10_000 * 0.21));
    expect(Math.abs(both - 900)).toBeLessThan(4 * Math.sqrt(10_000 * 0.09 * 0.91));
  });

  it('always or never submits at the ends, and answers as the honest one it is', () => {
    const birth = births(1)[0];
    for (const probability of [0, 1]) {
      const mind = inferer('intermittent', { probability }, birth);
      for (let epoch = 0; epoch < 50; ++epoch) expect(mind.submits?.(epoch, epoch)).toBe(probability === 1);
      expect(shownError(mind)).toEqual(errorOf('honest', {}, birth));
    }
  });
});

describe('correlated inferers', () => {
  /** The errors of members in many epochs, each in its own standard deviations, given own errors that have nothing in common. */
  function errorsOf(values: Values, populations: readonly string[], seed = 'births'): number[][] {
    const crowd = births(2 * populations.length, seed);
    return populations.map((population, n) => {
      const mind = inferer('correlated', values, crowd[n], { population });
      const { deviation, bias } = errorOf('honest', {}, crowd[n]);
      return Array.from({ length: 10_000 }, (_, epoch) => {
        const error = crowd[populations.length + n].own.normal(epoch, 9);
        return (mind.infer(infererView({ epoch, age: 0, error })) - bias) / deviation;
      });
    });
  }
  const correlation = (a: number[], b: number[]) => moments(a.map((x, n) => x * b[n])).mean;

  it('stay standard normal and share a fraction rho of their errors with their population', () => {
    for (const rho of [0, 0.3, 0.8]) {
      const [first, second, stranger] = errorsOf({ rho }, ['one', 'one', 'other']);
      for (const errors of [first, second, stranger]) {
        const { mean, deviation } = moments(errors);
        expect(Math.abs(mean)).toBeLessThan(0.04);
        expect(Math.abs(deviation - 1)).toBeLessThan(4 / Math.sqrt(20_000));
      }
      expect(Math.abs(correlation(first, second) - rho)).toBeLessThan(4 * Math.sqrt((1 + rho * rho) / 10_000));
      expect(Math.abs(correlation(first, stranger))).toBeLessThan(0.04);
    }
  });

  it('share it over populations that name the same group', () => {
    const [first, second] = errorsOf({ rho: 1, group: 'feed' }, ['one', 'other']);
    for (const [n, error] of first.entries()) expect(Math.abs(error - second[n])).toBeLessThan(1e-12);
  });

  it('with rho 0 are honest', () => {
    const birth = births(1)[0];
    for (const error of [-1, 0.5]) {
      const [mind, honest] = [inferer('correlated', { rho: 0 }, birth), inferer('honest', {}, birth)];
      close(mind.infer(infererView({ age: 4, error })), honest.infer(infererView({ age: 4, error })), 1e-14);
    }
  });

  it('outperform and gain experience like all others', () => {
    const mind = inferer('correlated', {}, births(1)[0]);
    const view = { epoch: 3, error: -0.4 };
    const atBirth = mind.infer(infererView({ ...view, age: 0 }));
    close(mind.infer(infererView({ ...view, age: 0, outperforms: true })), atBirth / 2, 1e-15);
    close(mind.infer(infererView(view)), atBirth / 2, 1e-15);
  });
});

describe('a constant inferer', () => {
  it('answers the same in target units, whatever happens', () => {
    const mind = inferer('constant', { value: 42 });
    expect(mind.answersInTargetUnits).toBe(true);
    for (const view of [{}, { truth: 9, scale: 4, error: 2 }, { outperforms: true, age: 0 }]) {
      expect(mind.infer(infererView(view))).toBe(42);
    }
    expect(mind.errorInto).toBeUndefined();
  });
});

describe('a random inferer', () => {
  it('guesses around the latest known truth, in scales', () => {
    const mind = inferer('random', { factor: 2 });
    expect(mind.infer(infererView({ truth: 50, latestTruth: 7, scale: 3, error: -0.5 }))).toBe(4);
    expect(mind.infer(infererView({ truth: 50, latestTruth: 7, error: 0 }))).toBe(7);
    expect(inferer('random').infer(infererView({ latestTruth: 1, error: 1 }))).toBe(4);
  });

  it('guesses around 0 before any truth is known', () => {
    expect(inferer('random').infer(infererView({ truth: 50, scale: 2, error: 1 }))).toBe(6);
  });
});

/** Those whose errors are normal around the truth. */
const normal = Object.keys(infererPolicies).filter((policy) => inferer(policy).errorInto !== undefined);

describe('inferers whose errors are normal', () => {
  it('are all but those who do not look at the truth', () => {
    expect(Object.keys(infererPolicies).filter((policy) => !normal.includes(policy))).toEqual(['constant', 'random']);
  });

  it.each(normal)('%s says what its errors are, in every regime and at every age, without outperformance', (policy) => {
    const mind = inferer(policy, {}, births(1)[0]);
    const said = { deviation: NaN, bias: NaN };
    const draws = births(1, 'errors')[0].own;
    for (const regime of [0, 1]) {
      for (const age of [0, 7, 250]) {
        mind.errorInto?.(regime, age, said);
        const errors = Array.from({ length: 2000 }, (_, epoch) =>
          mind.infer(infererView({ epoch, regime, age, error: draws.normal(epoch, 0) })),
        );
        const shown = moments(errors);
        expect(Math.abs(shown.mean - said.bias)).toBeLessThan((4 * said.deviation) / Math.sqrt(2000));
        expect(Math.abs(shown.deviation / said.deviation - 1)).toBeLessThan(4 / Math.sqrt(4000));
      }
    }
  });

  it.each(normal)('%s does twice as well when it outperforms, bias included', (policy) => {
    const mind = inferer(policy, {}, births(1)[0]);
    for (const view of [
      { age: 0, error: 1.3 },
      { age: 30, error: -0.4, regime: 1 },
    ]) {
      const usual = mind.infer(infererView(view));
      close(mind.infer(infererView({ ...view, outperforms: true })), usual / 2, 1e-14);
    }
  });

  it.each(normal)('%s moves with the truth and in proportion to the scale', (policy) => {
    const mind = inferer(policy, {}, births(1)[0]);
    const view = { age: 7, error: 0.7 };
    const error = mind.infer(infererView(view));
    expect(error).not.toBe(0);
    close(mind.infer(infererView({ ...view, truth: 100 })), 100 + error, 1e-14);
    close(mind.infer(infererView({ ...view, scale: 8 })), 8 * error, 1e-15);
  });
});

describe.each(Object.keys(infererPolicies))('inferer policy %s', (policy) => {
  it('has no memory: the same view gets the same answer, and is left as it was', () => {
    const mind = inferer(policy, {}, births(1)[0]);
    const view = infererView({ error: 0.7, latestTruth: 3 });
    const before = structuredClone(view);
    const first = mind.infer(view);
    for (let epoch = 0; epoch < 5; ++epoch) mind.infer(infererView({ epoch, error: epoch, age: epoch }));
    expect(mind.infer(view)).toBe(first);
    expect(view).toEqual(before);
  });

  it('is changed by every one of its parameters', () => {
    const other: Values = { regime: 'turbulent', group: 'feed', rho: 0.9, probability: 0.9, retrainEvery: 7 };
    const beside: Values = policy === 'decaying' ? { retrainEvery: 5 } : {};
    const answersOf = (values: Values) => {
      const mind = inferer(policy, { ...beside, ...values }, births(1)[0]);
      return Array.from({ length: 40 }, (_, epoch) => [
        mind.infer(infererView({ epoch, age: epoch, error: 0.4, regime: epoch & 1 })),
        mind.submits?.(epoch, epoch),
      ]);
    };
    for (const { name, default: value } of infererPolicies[policy].parameters) {
      expect(answersOf({ [name]: other[name] ?? Number(value) + 1 }), name).not.toEqual(answersOf({}));
    }
  });
});
