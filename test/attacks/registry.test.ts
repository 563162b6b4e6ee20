import { describe, expect, it } from 'vitest';
import { attacks, type ParameterValue } from '../../sim/index.ts';
import { attack, type Changes, everything, inferers, runColumns, smallScenario } from '../engine/small-scenario.ts';

/** For every parameter a value that must change something. */
const others: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>> = {
  sybil: { identities: 3, errorDeviation: 1, jitter: 0.5 },
  'promote-slander': { identities: 3, allies: 1, errorDeviation: 1, promote: 2, slander: 0.5 },
  'reputer-cartel': { identities: 4, stakeShare: 0.2, victims: 1, ownShift: 1, oneOutShift: -2, noise: 0.3 },
};

function rowsWith(kind: string, values: Readonly<Record<string, ParameterValue>>): unknown {
  const changes: Changes = {
    epochs: 20,
    record: everything,
    inferers: [inferers('honest', 8)],
    attacks: [attack(kind, values, { joins: 2, start: 6 })],
  };
  return runColumns(smallScenario(changes)).tables;
}

describe('attacks', () => {
  it('are named by their keys, and say what they do, ask and know, and where that is from', () => {
    for (const [key, one] of Object.entries(attacks)) {
      expect(one.name).toBe(key);
      expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(one.doc).toMatch(/^[A-Z].*\.$/);
      expect(one.question).toMatch(/^[A-Z].*\?$/);
      expect(one.source.length).toBeGreaterThan(10);
      expect(['blind', 'public', 'last-look']).toContain(one.knowledge);
      for (const parameter of one.parameters) {
        expect(parameter.doc, `${key} ${parameter.name}`).toMatch(/^[A-Z].*\.$/);
        expect(parameter.unit, `${key} ${parameter.name}`).not.toBe('');
        expect(parameter.name).toMatch(/^[a-z][a-zA-Z]*$/);
      }
      expect(new Set(one.parameters.map(({ name }) => name)).size).toBe(one.parameters.length);
    }
  });

  it('have a case below for every parameter that they declare', () => {
    const declared = Object.entries(attacks).map(([key, { parameters }]) => [key, parameters.map(({ name }) => name)]);
    expect(Object.entries(others).map(([key, values]) => [key, Object.keys(values)])).toEqual(declared);
  });

  const cases = Object.entries(others).flatMap(([kind, values]) =>
    Object.entries(values).map(([name, value]) => ({ kind, name, value })),
  );

  it.each(cases)('of the kind $kind do something else with $name at $value', ({ kind, name, value }) => {
    expect(rowsWith(kind, { [name]: value })).not.toEqual(rowsWith(kind, {}));
  });

  it('hold as many keys as they say, and make a mind for each', () => {
    for (const [key, one] of Object.entries(attacks)) {
      for (const identities of [1, 5]) {
        const { parameters, ...plan } = attack(key, { identities });
        const { inferers: K, forecasters: F, reputers: R } = one.keys(parameters);
        expect(K + F + R).toBeGreaterThanOrEqual(identities);
        const { simulation } = runColumns(smallScenario({ epochs: 2, attacks: [{ ...plan, parameters }] }));
        expect(simulation.counts).toMatchObject({ inferers: 12 + K, forecasters: 3 + F, reputers: 4 + R, attacks: 1 });
      }
    }
  });

  it('that know nothing but their own role are not told anything: they observe no epoch', () => {
    for (const [key, one] of Object.entries(attacks)) {
      const { parameters } = attack(key);
      const birth = { normal: () => 0, uniform: () => 0.5, uniformAbout: () => 0.5 };
      const draws = { normal: () => 0, uniform: () => 0.5 };
      const minds = one.create(parameters, {
        ...{ inferers: 20, forecasters: 10, reputers: 10, regimes: ['only'], stationary: [1] },
        ...{ population: key, allowNegative: false, start: 0, end: Infinity },
        ...{ firstInferer: 10, firstForecaster: 5, firstReputer: 5 },
      });
      const born = { ...birth, own: draws, common: () => draws };
      const made = [minds.inferer?.(0, born), minds.forecaster?.(0, born), minds.reputer?.(0, born)];
      const observes = made.some((mind) => mind?.observe !== undefined);
      expect(observes, key).toBe(one.knowledge !== 'blind');
    }
  });
});
