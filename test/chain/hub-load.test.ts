import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHub, type Hub, type MessageGroup, send, serveUntil } from '../../sim/chain/hub-load.ts';

const forever = Number.POSITIVE_INFINITY;
const fateOf = ({ served, dropped, delay }: MessageGroup) => ({ served, dropped, delay });
const totalsOf = ({ sent, served, late, dropped, delay }: Hub) => ({ sent, served, late, dropped, delay });

describe('a hub without a limit', () => {
  it('serves all messages at once, in time', () => {
    const hub = createHub(0);
    const group = send(hub, 7, 9, 0, 1_000_000);
    expect(fateOf(group)).toEqual({ served: 1_000_000, dropped: 0, delay: 0 });
    serveUntil(hub, 100);
    expect(totalsOf(hub)).toEqual({ sent: 1_000_000, served: 1_000_000, late: 0, dropped: 0, delay: 0 });
  });

  it('drops what is sent when its deadline is over: the next block is the first that could serve it', () => {
    const hub = createHub(0);
    expect(fateOf(send(hub, 7, 7, 0, 3))).toEqual({ served: 0, dropped: 3, delay: 0 });
    expect(totalsOf(hub)).toEqual({ sent: 3, served: 0, late: 0, dropped: 3, delay: 0 });
  });
});

describe('a hub whose blocks hold two messages', () => {
  it('serves no message in the block in which it is sent, two in the next, and so on', () => {
    const hub = createHub(2);
    const group = send(hub, 10, forever, 0, 5);
    const served = [10, 11, 12, 13, 14].map((block) => {
      serveUntil(hub, block);
      return group.served;
    });
    expect(served).toEqual([0, 2, 4, 5, 5]);
    // Two on time, two a block late, one two blocks late.
    expect(totalsOf(hub)).toEqual({ sent: 5, served: 5, late: 3, dropped: 0, delay: 0 + 0 + 1 + 1 + 2 });
  });

  it('drops at the deadline what has not been served with it', () => {
    const hub = createHub(2);
    const group = send(hub, 10, 12, 0, 5);
    serveUntil(hub, 11);
    expect(fateOf(group)).toEqual({ served: 2, dropped: 0, delay: 0 });
    serveUntil(hub, 12);
    expect(fateOf(group)).toEqual({ served: 4, dropped: 1, delay: 2 });
    expect(totalsOf(hub)).toEqual({ sent: 5, served: 4, late: 2, dropped: 1, delay: 2 });
  });

  it('serves the higher tip first, and lets it overtake a group half served', () => {
    const hub = createHub(2);
    const poor = send(hub, 0, forever, 0, 5);
    const rich = send(hub, 1, forever, 0.5, 3);
    serveUntil(hub, 3);
    // Block 1: two of the poor. Block 2: two of the rich. Block 3: the third rich one, then a poor one.
    expect([fateOf(poor), fateOf(rich)]).toEqual([
      { served: 3, dropped: 0, delay: 2 },
      { served: 3, dropped: 0, delay: 1 },
    ]);
    serveUntil(hub, 4);
    expect(fateOf(poor)).toEqual({ served: 5, dropped: 0, delay: 2 + 3 + 3 });
  });

  it('serves the older first among equal tips, whichever was announced first, and then the one announced first', () => {
    const hub = createHub(2);
    const young = send(hub, 5, forever, 1, 2);
    const twin = send(hub, 5, forever, 1, 2);
    const old = send(hub, 4, forever, 1, 3);
    serveUntil(hub, 6);
    expect([old.served, young.served, twin.served]).toEqual([3, 1, 0]);
    serveUntil(hub, 7);
    expect([old.served, young.served, twin.served]).toEqual([3, 2, 1]);
  });

  it('drops what waits behind others too', () => {
    const hub = createHub(2);
    send(hub, 0, forever, 1, 100);
    const behind = send(hub, 0, 3, 0, 4);
    serveUntil(hub, 3);
    expect(fateOf(behind)).toEqual({ served: 0, dropped: 4, delay: 0 });
    serveUntil(hub, 60);
    expect(totalsOf(hub)).toMatchObject({ sent: 104, served: 100, dropped: 4 });
  });

  it('refuses what would be sent in a block already served', () => {
    const hub = createHub(2, 3);
    serveUntil(hub, 8);
    expect(() => send(hub, 7, forever, 0, 1)).toThrow('Messages are sent in block 7, but block 8 has been served.');
    send(hub, 8, forever, 0, 1);
    serveUntil(hub, 9);
    expect(totalsOf(hub)).toMatchObject({ served: 1, late: 0 });
  });

  it('needs no more time for long queues and idle years than for short ones', () => {
    const hub = createHub(2);
    const group = send(hub, 10, forever, 0, 1e12);
    serveUntil(hub, 1e12);
    // Delay 0, 0, 1, 1, ... 5e11 - 1, 5e11 - 1.
    expect(group.served).toBe(1e12);
    expect(group.delay / (5e11 * (5e11 - 1))).toBeCloseTo(1, 15);
    send(hub, 1e13, forever, 0, 1);
    serveUntil(hub, 1e14);
    expect(hub.late).toBe(1e12 - 2);
  });
});

describe('a hub that is always full', () => {
  it('does not keep what it has dropped or served', () => {
    const hub = createHub(1);
    for (let block = 0; block < 20_000; ++block) {
      send(hub, block, block + 50, block % 3, 1);
      send(hub, block, 1e9, 9, block % 2);
      serveUntil(hub, block + 1);
    }
    expect(hub.waiting).toBeLessThan(200);
    expect(hub.ready.items.length).toBeLessThan(500);
    expect(hub.closing.items.length).toBeLessThan(500);
  });
});

/* The same by looking at every message in every block. */

interface Message {
  readonly group: number;
  readonly sent: number;
  readonly deadline: number;
  readonly tip: number;
}

interface Sending {
  readonly sent: number;
  readonly deadline: number;
  readonly tip: number;
  readonly count: number;
}

function messageByMessage(messagesPerBlock: number, sendings: readonly Sending[], lastBlock: number) {
  const fates = sendings.map(() => ({ served: 0, dropped: 0, delay: 0 }));
  const totals = { sent: 0, served: 0, late: 0, dropped: 0, delay: 0 };
  let waiting: Message[] = sendings.flatMap(({ sent, deadline, tip, count }, group) =>
    Array.from({ length: count }, () => ({ group, sent, deadline, tip })),
  );
  totals.sent = waiting.length;
  for (let block = 0; block <= lastBlock; ++block) {
    const possible = waiting.filter(({ sent, deadline }) => sent < block && block <= deadline);
    possible.sort((a, b) => b.tip - a.tip || a.sent - b.sent || a.group - b.group);
    const served = new Set(messagesPerBlock === 0 ? possible : possible.slice(0, messagesPerBlock));
    for (const { group, sent } of served) {
      fates[group].served += 1;
      fates[group].delay += block - sent - 1;
      totals.served += 1;
      totals.delay += block - sent - 1;
      if (block > sent + 1) totals.late += 1;
    }
    waiting = waiting.filter((message) => !served.has(message));
    for (const { group, deadline } of waiting) {
      if (deadline > block) continue;
      fates[group].dropped += 1;
      totals.dropped += 1;
    }
    waiting = waiting.filter(({ deadline }) => deadline > block);
  }
  return { fates, totals };
}

/** Sends all of it in time, in the order of `sendings` as far as that goes, and looks at the hub in these blocks. */
function groupByGroup(messagesPerBlock: number, sendings: readonly Sending[], looks: readonly number[]) {
  const hub = createHub(messagesPerBlock);
  const groups: MessageGroup[] = [];
  for (const { sent, deadline, tip, count } of sendings) {
    for (const block of looks)
      if (block <= sent && block > hub.block) serveUntil(hub, Math.min(block, earliestAfter()));
    groups.push(send(hub, sent, deadline, tip, count));
  }
  for (const block of looks) serveUntil(hub, block);
  return { fates: groups.map(fateOf), totals: totalsOf(hub), hub };

  /** No block may be served before all that is sent in it and earlier is sent. */
  function earliestAfter(): number {
    return Math.min(...sendings.slice(groups.length).map(({ sent }) => sent));
  }
}

describe('serving group by group', () => {
  const sending = fc.record({
    sent: fc.integer({ min: 0, max: 40 }),
    patience: fc.oneof(fc.integer({ min: 0, max: 15 }), fc.constant(forever)),
    tip: fc.constantFrom(0, 0, 0.1, 3),
    count: fc.integer({ min: 0, max: 12 }),
  });
  const sendings = fc
    .array(sending, { maxLength: 25 })
    .map((all) => all.map(({ patience, ...rest }) => ({ ...rest, deadline: rest.sent + patience })));
  const looks = fc
    .array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 })
    .map((blocks) => blocks.sort((a, b) => a - b));

  it('comes to the same as looking at every message in every block, whenever one looks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), sendings, looks, (messagesPerBlock, all, blocks) => {
        const { fates, totals } = groupByGroup(messagesPerBlock, all, [...blocks, 400]);
        expect({ fates, totals }).toEqual(messageByMessage(messagesPerBlock, all, 400));
      }),
      { numRuns: 500 },
    );
  });

  it('comes to the same before the queue is empty as well', () => {
    const inOrder = sendings.map((all) => all.sort((a, b) => a.sent - b.sent));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), inOrder, looks, (messagesPerBlock, all, blocks) => {
        const last = 45;
        const { fates, totals, hub } = groupByGroup(messagesPerBlock, all, [...blocks.filter((b) => b < last), last]);
        expect({ fates, totals }).toEqual(messageByMessage(messagesPerBlock, all, last));
        const waiting = fates.filter(({ served, dropped }, n) => served + dropped < all[n].count).length;
        expect(hub.waiting).toBe(waiting);
      }),
      { numRuns: 500 },
    );
  });
});
