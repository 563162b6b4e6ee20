import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EPOCH_AXIS } from '../../src/report/charts/chart.ts';
import { COLOURS, GREY, INK, isOfPalette, OUTLAY_COLOURS, seeThrough } from '../../src/report/palette.ts';
import { everyChart, partsOf, type ShownChart } from './every-chart.ts';

let charts: readonly ShownChart[] = [];
beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'allora-sim-'));
  charts = await everyChart(root);
  rmSync(root, { recursive: true, force: true });
});

const placeOf = ({ page, id }: ShownChart): string => `${page}: ${id}`;

/** Names and colours of a scale that gives names colours; undefined for any other object. */
function coloursByName({ domain, range }: Readonly<Record<string, unknown>>): [string, string][] | undefined {
  if (!Array.isArray(domain) || !Array.isArray(range)) return undefined;
  const isColour = (value: unknown): boolean => typeof value === 'string' && /^(#|rgb)/.test(value);
  return range.every(isColour) ? domain.map((name, n) => [String(name), String(range[n])]) : undefined;
}

/** What has the same colour wherever it has a name in a legend. */
const NAMED: Readonly<Record<string, string>> = {
  combined: COLOURS.combined,
  'combined inference': COLOURS.combined,
  naive: COLOURS.naive,
  'naive inference': COLOURS.naive,
  'best single': COLOURS.bestSingle,
  'best single inferer so far': COLOURS.bestSingle,
  'median single': COLOURS.medianSingle,
  'median single inferer': COLOURS.medianSingle,
  'equal-weight mean': COLOURS.equalWeight,
  truth: INK,
  inferers: COLOURS.inferers,
  forecasters: COLOURS.forecasters,
  reputers: COLOURS.reputers,
  validators: COLOURS.validators,
  'to validators': COLOURS.validators,
  'bonded with validators': COLOURS.validators,
  'reputers’ delegators': COLOURS.delegators,
  delegators: COLOURS.delegators,
  'paid to delegators': COLOURS.delegators,
  topics: COLOURS.topics,
  'to topics': COLOURS.topics,
  minted: COLOURS.minted,
  treasury: COLOURS.treasury,
  'back to the treasury': COLOURS.treasury,
  circulating: COLOURS.circulating,
  fees: COLOURS.fees,
  slashed: OUTLAY_COLOURS.slashed,
  'with the attack': COLOURS.attack,
  attacker: COLOURS.attack,
  without: COLOURS.honest,
  'honest mean': COLOURS.honest,
  'all alike': GREY,
  ...Object.fromEntries(
    (['inferers', 'forecasters', 'reputers'] as const).flatMap((role) => [
      [`${role} with a seat`, COLOURS[role]],
      [`median of ${role}`, COLOURS[role]],
      [`all ${role}`, seeThrough(COLOURS[role], 0.2)],
      ...['U', 'V', 'W', 'F', 'G', 'H'].map((letter) => [`${role} (${letter})`, COLOURS[role]]),
    ]),
  ),
};
/** Named by those who wrote the scenario, or numbered. */
const NOT_OURS = /^(ribbon \d+|topic-\d|regime-ema|noisy-ema|lazy|honest|sybil|specialist|noisy)$|-\d+$/;

describe('every chart of every page', () => {
  it('has no colour but those of the palette', () => {
    for (const chart of charts) {
      for (const part of partsOf(chart.spec)) {
        // How a scale is shared is said in a word as well.
        const { color, fill, stroke } = 'mark' in part || 'type' in part ? part : {};
        const own = [color, fill, stroke].filter((value) => typeof value === 'string');
        for (const colour of [...own, ...(coloursByName(part) ?? []).map(([, colour]) => colour)]) {
          expect(isOfPalette(colour), `${placeOf(chart)}: ${colour}`).toBe(true);
        }
      }
    }
  });

  it('gives what has a name in the palette its colour, and any other name one colour', () => {
    const seen = new Map<string, { readonly colour: string; readonly where: string }>();
    for (const chart of charts) {
      for (const [name, colour] of [...partsOf(chart.spec)].flatMap((part) => coloursByName(part) ?? [])) {
        const known = seen.get(name);
        const expected = NAMED[name] ?? (NOT_OURS.test(name) ? colour : known?.colour) ?? colour;
        expect(colour, `${placeOf(chart)}: ${name}, as in ${known?.where ?? 'the palette'}`).toBe(expected);
        seen.set(name, { colour, where: placeOf(chart) });
      }
    }
    const drawn = Object.keys(NAMED).filter((name) => seen.has(name));
    expect(drawn.length).toBeGreaterThan(30);
  });

  it('tells its values to the pointer, each number with what it is', () => {
    for (const chart of charts) {
      const tooltips = [...partsOf(chart.spec)].flatMap(({ tooltip }) => (Array.isArray(tooltip) ? [tooltip] : []));
      expect(tooltips.length, placeOf(chart)).toBeGreaterThan(0);
      for (const { field, type, title } of tooltips.flat()) {
        const plain = ['n', 'rank', 'epoch', 'sigma', 'point', 'low', 'high'].includes(field);
        expect(type === 'nominal' || plain || title !== undefined, `${placeOf(chart)}: ${field}`).toBe(true);
      }
    }
  });

  it('names the unit of the values that a line over time tells', () => {
    const lines = charts.filter(({ id }) => /losses|chain-supply$|reputer-stakes/.test(id));
    expect(lines.length).toBeGreaterThan(4);
    for (const chart of lines) {
      const told = [...partsOf(chart.spec)].find(({ tooltip }) => tooltip !== undefined);
      expect(told?.tooltip, placeOf(chart)).toContainEqual({ field: 'unit', type: 'nominal', title: 'values in' });
    }
  });

  it('has the axis of all epochs when it is over epochs', () => {
    let count = 0;
    for (const chart of charts) {
      for (const { x } of partsOf(chart.spec)) {
        const { title, ...axis } = (x ?? {}) as { title?: unknown };
        if (typeof title !== 'string' || !title.startsWith('epoch (')) continue;
        ++count;
        expect({ title, ...axis, field: 'epoch' }, placeOf(chart)).toEqual(EPOCH_AXIS);
      }
    }
    expect(count).toBeGreaterThan(100);
  });

  it('says how to read it, and what a healthy network looks like where it is of a run', () => {
    for (const chart of charts) {
      expect(chart.note.length, placeOf(chart)).toBeGreaterThan(30);
      if (/run$/.test(chart.page)) expect(chart.note, placeOf(chart)).toMatch(/[Hh]ealthy: |[Hh]ealthy when /);
    }
  });
});
