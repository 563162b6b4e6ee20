import { expect, it } from 'vitest';
import type { AttackScenario, ParameterValue } from '../../sim/index.ts';
import { attack, type Changes, everything, rowsOf, runColumns, smallScenario } from '../engine/small-scenario.ts';

type Values = Readonly<Record<string, ParameterValue>>;

const start = 8;

/** All rows of a run, of every epoch and actor. */
function rowsWith(kind: string, values: Values, plan: Partial<AttackScenario>, changes: Changes) {
  const attacks = [attack(kind, values, { joins: 2, ...plan })];
  const { tables } = runColumns(smallScenario({ epochs: 16, record: everything, ...changes, attacks }));
  return [...rowsOf(tables.epochs), ...rowsOf(tables.actors)];
}

/** Tests that everybody acts as honest actors would, to the bit, wherever the attack does not act. */
export function actsHonestlyOtherwise(kind: string, values: Values = {}, changes: Changes = {}): void {
  it('leaves every row as it would be until it starts, and changes some from then on', () => {
    const never = rowsWith(kind, values, { start: 1000 }, changes);
    const rows = rowsWith(kind, values, { start }, changes);
    const before = (all: typeof rows) => all.filter(({ epoch }) => Number(epoch) < start);
    expect(before(rows)).toEqual(before(never));
    expect(rows).not.toEqual(never);
  });

  it('changes nothing at all when it is played honestly', () => {
    expect(rowsWith(kind, values, { start, play: 'honest' }, changes)).toEqual(
      rowsWith(kind, values, { start: 1000 }, changes),
    );
  });
}
