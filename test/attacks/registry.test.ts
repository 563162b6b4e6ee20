import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AttackScenario, attacks, type ParameterValue } from '../../sim/index.ts';
import {
  attack,
  type Changes,
  everything,
  inferers,
  rowsOf,
  runColumns,
  runPair,
  runTopic,
  smallScenario,
  type Tables,
} from '../engine/small-scenario.ts';

/** For every parameter of an attack a value that must change something, and the setting in which it does. */
interface OtherValues {
  readonly values: Readonly<Record<string, ParameterValue>>;
  readonly changes?: Changes;
  /** What else its plan says, such as a budget that a cost uses up. */
  readonly plan?: Partial<AttackScenario>;
}

const folder = new URL('./other-values/', import.meta.url);
const others: Readonly<Record<string, OtherValues>> = Object.fromEntries(
  await Promise.all(
    readdirSync(folder).map(async (file) => [
      file.slice(0, -3),
      (await import(`./other-values/${file}`)) as OtherValues,
    ]),
  ),
);

function rowsWith(kind: string, values: Readonly<Record<string, ParameterValue>>): unknown {
  const changes: Changes = {
    epochs: 20,
    record: everything,
    inferers: [inferers('honest', 8)],
    ...others[kind].changes,
    attacks: [attack(kind, values, { joins: 2, start: 6, ...others[kind].plan })],
  };
  return runPair(smallScenario(changes)).tables;
}

describe('attacks', () => {
  it('are named by their keys, and say what they do, ask and know, and where that is from', () => {
    for (const [key, one] of Object.entries(attacks)) {
      expect(one.name).toBe(key);
      expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(one.doc).toMatch(/^[A-Z].*\.$/);
      expect(one.question).toMatch(/^[A-Z].*\?$/);
      expect(one.source.length).toBeGreaterThan(10);
      expect(one.knowledge.length).toBeGreaterThan(0);
      for (const known of one.knowledge) expect(['blind', 'public', 'last-look']).toContain(known);
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
    const cases = Object.entries(others).map(([key, { values }]) => [key, Object.keys(values)]);
    expect(Object.fromEntries(cases)).toEqual(Object.fromEntries(declared));
  });

  // Of each kind as it is: what every case of it is compared with is simulated once.
  const usual = new Map<string, unknown>();
  const usualRows = (kind: string): unknown => {
    if (!usual.has(kind)) usual.set(kind, rowsWith(kind, {}));
    return usual.get(kind);
  };

  const cases = Object.entries(others).flatMap(([kind, { values }]) =>
    Object.entries(values).map(([name, value]) => ({ kind, name, value })),
  );

  it.each(cases)('of the kind $kind do something else with $name at $value', ({ kind, name, value }) => {
    expect(rowsWith(kind, { [name]: value })).not.toEqual(usualRows(kind));
  });

  const kinds = Object.keys(attacks);
  const inItsSetting = (kind: string, plan: Partial<AttackScenario>): Changes => ({
    epochs: 16,
    record: everything,
    ...others[kind].changes,
    attacks: [attack(kind, {}, { joins: 2, start: 6, ...others[kind].plan, ...plan })],
  });

  it.each(kinds)('of the kind %s change no row of anybody without time or without money', (kind) => {
    for (const nothing of [{ duration: 0 }, { budget: 0 }]) {
      const { tables, control } = runPair(smallScenario(inItsSetting(kind, nothing)));
      const { attacks: _about, ...rows } = tables;
      expect(rows).toEqual(control);
    }
  });

  it.each(kinds)('of the kind %s have controls that are it until it starts, and are not once it has', (kind) => {
    const tables = (play: AttackScenario['play']) => runPair(smallScenario(inItsSetting(kind, { play }))).tables;
    const plays = { attack: tables('attack'), honest: tables('honest'), random: tables('random') };
    // Money of nonces that are open when it starts is its doing already; tips may be paid from the first message on.
    const atFirst = ({ actors }: Tables) =>
      rowsOf(actors)
        .filter(({ epoch, topic }) => Number(epoch) < 3 && topic === 'topic')
        .map(({ wallet: _wallet, ...row }) => row);
    // What a creator chooses holds from the first block on; stake is put down when keys join, or for good when there is no plan.
    const isThereBefore = attacks[kind].reshapes !== undefined || ['class-split', 'sock-puppet-topic'].includes(kind);
    if (!isThereBefore) {
      expect(atFirst(plays.attack)).toEqual(atFirst(plays.honest));
      expect(atFirst(plays.random)).toEqual(atFirst(plays.honest));
    }
    expect(plays.attack).not.toEqual(plays.honest);
    expect(plays.random).not.toEqual(plays.honest);
    // Fees have one topic only to be paid into here, by plan and by chance.
    if (kind !== 'wash-fees') expect(plays.random).not.toEqual(plays.attack);
  });

  it('hold as many keys as they say, and make a mind for each', () => {
    for (const [key, one] of Object.entries(attacks)) {
      for (const identities of [1, 5]) {
        const named = one.parameters.some(({ name }) => name === 'identities');
        const { parameters, ...plan } = attack(key, named ? { identities } : {});
        const { inferers: K, forecasters: F, reputers: R } = one.keys(parameters);
        if (named) expect(K + F + R).toBeGreaterThanOrEqual(identities);
        const { changes } = others[key];
        const bare = runColumns(smallScenario({ ...changes, epochs: 2 })).simulation.counts;
        const { simulation } = runColumns(smallScenario({ ...changes, epochs: 2, attacks: [{ ...plan, parameters }] }));
        const more = { inferers: bare.inferers + K, forecasters: bare.forecasters + F, reputers: bare.reputers + R };
        if (one.founds === undefined) expect(simulation.counts).toMatchObject({ ...more, attacks: 1 });
      }
    }
  });

  it('that know nothing but their own role are not told anything: their keys observe no epoch', () => {
    for (const [key, one] of Object.entries(attacks)) {
      const plan = attack(key, {}, { knowledge: 'blind' });
      const { inferers: K, forecasters: F, reputers: R } = one.keys(plan.parameters);
      const { observers } = runTopic(smallScenario({ ...others[key].changes, epochs: 2, attacks: [plan] }));
      const { observers: without } = runTopic(smallScenario({ ...others[key].changes, epochs: 2 }));
      expect(observers.length, `${key}, ${K + F + R} keys`).toBe(without.length);
    }
  });
});
