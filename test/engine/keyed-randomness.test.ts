import { describe, expect, it } from 'vitest';
import type { Nonce } from '../../sim/engine/nonce.ts';
import { createWorld, step } from '../../sim/engine/step.ts';
import type { Topic } from '../../sim/engine/topic.ts';
import { infererPolicies, type Population, type Scenario } from '../../sim/index.ts';
import { everything, forecasters, inferers, reputers, rowsOf, runColumns, smallScenario } from './small-scenario.ts';

/** What the common actors drew in one epoch: errors of inferers, of forecasts and of reports, by who and about whom. */
interface Drawn {
  readonly truth: number;
  readonly outperformer: string;
  readonly inferences: Map<string, number>;
  readonly forecastErrors: Map<string, number>;
  readonly reportErrors: Map<string, number>;
}

function namesOf(populations: readonly Population[]): string[] {
  return populations.flatMap(({ name, count }) => Array.from({ length: count }, (_, index) => `${name}-${index}`));
}

type Names = Record<'inferers' | 'forecasters' | 'reputers', string[]>;

/** Runs a scenario of one topic and notes every draw by name. Everybody has a seat, and every forecast is kept. */
function drawsOf(scenario: Scenario): Drawn[] {
  const { inferers: K, forecasters: F, reputers: R } = scenario.topics[0];
  const names: Names = { inferers: namesOf(K), forecasters: namesOf(F), reputers: namesOf(R) };
  const drawn: Drawn[] = [];
  const world = createWorld(scenario);
  const [topic] = world.topics;
  while (topic.done < topic.epochs) {
    const { windowsClosed } = topic;
    if (step(world) !== undefined) addReports(drawn[topic.nonce.epoch].reportErrors, topic, names);
    if (topic.windowsClosed > windowsClosed) {
      drawn.push(answersOf(topic, topic.ring[windowsClosed % topic.ring.length], names));
    }
  }
  return drawn;
}

function answersOf(
  { desk, rules }: Topic,
  { layout, step: truth, outperformer, forecasts }: Nonce,
  names: Names,
): Drawn {
  const { usualInferences, forecasterView } = desk;
  const said = rules.inferencesAtQuery ? forecasts : desk.forecasts;
  const inferences = new Map(names.inferers.map((name, j) => [name, usualInferences[j] - truth.truth]));
  const forecastErrors = new Map<string, number>();
  names.forecasters.forEach((who, k) => {
    names.inferers.forEach((about, j) => {
      // Peeking forecasters blur the loss; who outperforms may differ, so only the usual ones are compared.
      if (outperformer === j) return;
      const error = said[k * layout.inferers + j] - forecasterView.usualLoss[j];
      forecastErrors.set(`${who} about ${about}`, error);
    });
  });
  return {
    truth: truth.truth,
    outperformer: names.inferers[outperformer],
    inferences,
    forecastErrors,
    reportErrors: new Map(),
  };
}

function addReports(errors: Map<string, number>, { desk: { reports, trueLoss }, nonce }: Topic, names: Names): void {
  const { layout } = nonce;
  names.reputers.forEach((who, m) => {
    const errorAbout = (place: number) => reports[m * layout.length + place] - trueLoss[place];
    errors.set(`${who} about combined`, errorAbout(0));
    errors.set(`${who} about naive`, errorAbout(1));
    names.inferers.forEach((about, j) => {
      errors.set(`${who} about ${about}`, errorAbout(layout.inferer + j));
      errors.set(`${who} about all but ${about}`, errorAbout(layout.oneOutInferer + j));
    });
    names.forecasters.forEach((about, k) => {
      errors.set(`${who} about ${about}`, errorAbout(layout.forecaster + k));
      errors.set(`${who} about all but ${about}`, errorAbout(layout.oneOutForecaster + k));
      errors.set(`${who} about ${about} alone`, errorAbout(layout.oneIn + k));
      names.inferers.forEach((without, j) => {
        const place = layout.impliedOneOut + k * layout.inferers + j;
        errors.set(`${who} about ${about} without ${without}`, errorAbout(place));
      });
    });
  });
}

const populations = {
  inferers: [inferers('honest', 6), inferers('noisy', 3)],
  forecasters: [forecasters('peeking', 3)],
  reputers: [reputers('honest', 3), reputers('noisy', 1)],
};
const base = { set: { maxElementsPerForecast: 1000 }, epochs: 30, ...populations };

/** Compares everything that both runs drew; nothing that the first drew may be missing in the second. */
function expectSameDraws(before: readonly Drawn[], after: readonly Drawn[]): { compared: number; handed: number } {
  let compared = 0;
  let handed = 0;
  before.forEach((epoch, e) => {
    const later = after[e];
    expect(later.truth).toBe(epoch.truth);
    for (const [who, error] of epoch.inferences) {
      expect(later.inferences.get(who), who).toBe(error);
      ++compared;
    }
    for (const kind of ['forecastErrors', 'reportErrors'] as const) {
      for (const [draw, error] of epoch[kind]) {
        const now = later[kind].get(draw);
        if (now === undefined || Number.isNaN(error) || Number.isNaN(now)) continue; // no such value in this run
        // Sums of the same error and another loss: equal to rounding.
        expect(Math.abs(now - error), `${draw} in epoch ${e}`).toBeLessThan(1e-12);
        ++compared;
      }
    }
    if (later.outperformer !== epoch.outperformer) ++handed;
  });
  return { compared, handed };
}

describe('keyed randomness', () => {
  const before = drawsOf(smallScenario(base));

  it('lets an inferer at the end of a population change no draw of anybody else about anybody else', () => {
    const after = drawsOf(smallScenario({ ...base, inferers: [inferers('honest', 7), inferers('noisy', 3)] }));
    const { compared } = expectSameDraws(before, after);
    expect(compared).toBeGreaterThan(30 * 150);
    expect(after[0].inferences.size).toBe(before[0].inferences.size + 1);
  });

  it('lets a population put before the others change none either, nor the order of populations', () => {
    const more = [inferers('biased', 2), ...populations.inferers];
    expectSameDraws(before, drawsOf(smallScenario({ ...base, inferers: more })));
    const turned = [...populations.inferers].reverse();
    const { handed } = expectSameDraws(before, drawsOf(smallScenario({ ...base, inferers: turned })));
    expect(handed).toBe(0);
  });

  it('lets forecasters and reputers join without changing a draw', () => {
    const crowd = [forecasters('peeking', 1, {}, 'late'), forecasters('peeking', 4)];
    expectSameDraws(before, drawsOf(smallScenario({ ...base, forecasters: crowd })));
    const judges = [reputers('noisy', 2), reputers('honest', 4)];
    expectSameDraws(before, drawsOf(smallScenario({ ...base, reputers: judges })));
  });

  it('gives two rules the same draws, so that their runs are paired', () => {
    const set = { ...base.set, impliedOneOutsReported: true };
    const { compared, handed } = expectSameDraws(before, drawsOf(smallScenario({ ...base, profile: 'v0.6', set })));
    expect(compared).toBeGreaterThan(29 * 150);
    expect(handed).toBe(0);
  });

  it('hands the outperformance on only to the newcomer', () => {
    const joined = [inferers('honest', 7), inferers('noisy', 3)];
    const after = drawsOf(smallScenario({ ...base, epochs: 200, inferers: joined }));
    const longer = drawsOf(smallScenario({ ...base, epochs: 200 }));
    let handed = 0;
    longer.forEach(({ outperformer }, e) => {
      if (after[e].outperformer === outperformer) return;
      expect(after[e].outperformer).toBe('honest-6');
      ++handed;
    });
    // One of ten: 20 of 200 expected, standard deviation 4.2.
    expect(handed).toBeGreaterThan(5);
    expect(handed).toBeLessThan(40);
  });

  it('keeps the draws of different values, actors and epochs apart', () => {
    const all = before.flatMap((epoch) => [
      ...epoch.inferences.values(),
      ...epoch.forecastErrors.values(),
      ...epoch.reportErrors.values(),
    ]);
    const defined = all.filter((error) => !Number.isNaN(error));
    expect(new Set(defined).size).toBeGreaterThan(0.999 * defined.length);
  });

  it('makes nobody outperform when the probability is 0, always the same one when consistent', () => {
    const nobody = drawsOf(smallScenario({ ...base, set: { ...base.set, outperformerProbability: 0 } }));
    expect(nobody.every(({ outperformer }) => outperformer === undefined)).toBe(true);
    const same = drawsOf(smallScenario({ ...base, set: { ...base.set, outperformerConsistent: true } }));
    expect(new Set(same.map(({ outperformer }) => outperformer)).size).toBe(1);
    const rare = { ...base.set, outperformerConsistent: true, outperformerProbability: 0.5 };
    const sometimes = drawsOf(smallScenario({ ...base, set: rare })).map(({ outperformer }) => outperformer);
    expect(new Set(sometimes)).toEqual(new Set([undefined, same[0].outperformer]));
    expect(new Set(before.map(({ outperformer }) => outperformer)).size).toBeGreaterThan(4);
    const half = drawsOf(smallScenario({ ...base, epochs: 400, set: { ...base.set, outperformerProbability: 0.5 } }));
    const times = half.filter(({ outperformer }) => outperformer !== undefined).length;
    expect(Math.abs(times - 200)).toBeLessThan(40); // four standard deviations
  });

  it('keeps who always outperforms, whoever joins later and however rarely anybody does', () => {
    const late = [...populations.inferers, inferers('honest', 12, {}, 'late', { joins: 4 })];
    for (const outperformerProbability of [1, 0.5]) {
      const set = { ...base.set, outperformerConsistent: true, outperformerProbability };
      const found: (number | string)[] = [];
      // Late ones are seated behind the others, so that the places of the others are their seats.
      for (const { outperformer } of drawsOf(smallScenario({ ...base, epochs: 60, inferers: late, set }))) {
        if (outperformer !== undefined) found.push(outperformer);
      }
      expect(found.length).toBeGreaterThan(15);
      expect(new Set(found)).toEqual(new Set([found[0]]));
    }
  });
});

describe('recorded values', () => {
  const kinds = Object.keys(infererPolicies);
  const crowd = {
    epochs: 40,
    record: everything,
    // Nobody does twice as well because somebody else does not.
    set: { outperformerProbability: 0, maxTopInferersToReward: 1000, maxElementsPerForecast: 1000 },
    inferers: kinds.map((kind) => inferers(kind, 2)),
    forecasters: [forecasters('regime-ema', 2), forecasters('peeking', 2)],
    reputers: [reputers('honest', 3), reputers('offline', 3)],
  };

  /** What hangs on nobody else, by actor and epoch: of inferers all that they say, of others whether they are there. */
  function ownValues(scenario: Scenario): Map<string, string> {
    const { tables } = runColumns(scenario);
    const rows = rowsOf(tables.actors).map(({ role, actor, epoch, active, value, loss, stake }) => {
      const said = role === 'inferer' ? [value, loss] : [];
      return [`${role} ${actor} in epoch ${epoch}`, [active, stake, ...said].join(' ')] as const;
    });
    const truths = rowsOf(tables.epochs).map(({ epoch, truth }) => [`truth in epoch ${epoch}`, String(truth)] as const);
    return new Map([...rows, ...truths]);
  }

  const before = ownValues(smallScenario(crowd));

  it.each([
    ['one more of a population', crowd.inferers.map((one) => (one.policy === 'noisy' ? { ...one, count: 3 } : one))],
    ['a population before all others', [inferers('biased', 2, {}, 'first'), ...crowd.inferers]],
    ['one who joins late', [...crowd.inferers, inferers('honest', 1, {}, 'late', { joins: 9 })]],
    [
      'one who comes in the midst of all and leaves',
      [
        ...crowd.inferers.slice(0, 4),
        inferers('intermittent', 1, {}, 'guest', { joins: 5, leaves: 20 }),
        ...crowd.inferers.slice(4),
      ],
    ],
  ])('of all others stay the same to the last bit with %s', (_, more) => {
    const after = ownValues(smallScenario({ ...crowd, inferers: more }));
    expect(after.size).toBeGreaterThan(before.size);
    for (const [what, values] of before) expect(after.get(what), what).toBe(values);
  });

  it('of all others stay the same when one is taken away', () => {
    const less = crowd.inferers.map((one) => (one.policy === 'learner' ? { ...one, count: 1 } : one));
    const after = ownValues(smallScenario({ ...crowd, inferers: less }));
    expect(before.size - after.size).toBe(40);
    for (const [what, values] of after) expect(values, what).toBe(before.get(what));
  });
});
