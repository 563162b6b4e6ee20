import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf, codeOf, createCalendar, schedule, takeNext } from '../../sim/engine/calendar.ts';

type Event = readonly [block: number, code: number];

function drain(calendar: ReturnType<typeof createCalendar>): Event[] {
  const events: Event[] = [];
  for (let event = takeNext(calendar); event >= 0; event = takeNext(calendar)) {
    events.push([blockOf(calendar, event), codeOf(calendar, event)]);
  }
  return events;
}

const byBlockThenCode = ([a, p]: Event, [b, q]: Event) => a - b || p - q;

describe('a calendar', () => {
  it('gives events block by block, and within a block by their codes', () => {
    const calendar = createCalendar(4, 5);
    schedule(calendar, 12, 3);
    schedule(calendar, 0, 2);
    schedule(calendar, 12, 0);
    schedule(calendar, 7, 3);
    schedule(calendar, 0, 1);
    expect(drain(calendar)).toEqual([
      [0, 1],
      [0, 2],
      [7, 3],
      [12, 0],
      [12, 3],
    ]);
  });

  it('says -1 when nothing is due any more, and can be filled again', () => {
    const calendar = createCalendar(1, 1);
    expect(takeNext(calendar)).toBe(-1);
    schedule(calendar, 5, 0);
    expect(drain(calendar)).toEqual([[5, 0]]);
    schedule(calendar, 4, 0);
    expect(drain(calendar)).toEqual([[4, 0]]);
  });

  it('keeps block and code apart up to two thousand million blocks and four million codes', () => {
    const calendar = createCalendar(4_000_000, 3);
    schedule(calendar, 2_147_483_647, 3_999_999);
    schedule(calendar, 2_147_483_647, 3_999_998);
    schedule(calendar, 2_147_483_646, 3_999_999);
    expect(drain(calendar)).toEqual([
      [2_147_483_646, 3_999_999],
      [2_147_483_647, 3_999_998],
      [2_147_483_647, 3_999_999],
    ]);
  });

  it('loses nothing and gives what sorting gives, also the same event twice', () => {
    const event = fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 6 }));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const calendar = createCalendar(7, events.length);
        for (const [block, code] of events) schedule(calendar, block, code);
        expect(drain(calendar)).toEqual([...events].sort(byBlockThenCode));
      }),
    );
  });

  it('gives the earliest of what waits, however entering and taking alternate', () => {
    const step = fc.oneof(fc.tuple(fc.nat({ max: 50 }), fc.nat({ max: 3 })), fc.constant('take' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const calendar = createCalendar(4, steps.length);
        const waiting: Event[] = [];
        for (const one of steps) {
          if (one !== 'take') {
            schedule(calendar, one[0], one[1]);
            waiting.push(one);
            continue;
          }
          const expected = waiting.sort(byBlockThenCode).shift();
          const found = takeNext(calendar);
          if (expected === undefined) expect(found).toBe(-1);
          else expect([blockOf(calendar, found), codeOf(calendar, found)]).toEqual(expected);
        }
        expect(drain(calendar)).toEqual(waiting.sort(byBlockThenCode));
      }),
    );
  });
});
