import { createHeap, type Heap, keepOnly, push, removeFirst } from './group-heap.ts';

/*
 * How many messages fit into a block of the hub chain. Keys send payloads, registrations and stake moves; a block serves
 * so many, those with the higher tip first, then the older, then those sent by the earlier call. What is not served by its
 * deadline is dropped.
 *
 * A message sent in block b can be served from block b + 1 on. Served there it is on time, and its delay is 0; in a later
 * block it is late, and its delay is the number of blocks that it waited beyond b + 1.
 *
 * Simplified: every message takes the same room in a block, and one that waits is neither sent again nor given a higher tip.
 */

/** Messages of one kind that were sent in one block with one tip. The first `served` of them in their order are served. */
export interface MessageGroup {
  /** Blocks. `deadline` is the last block that may serve them; Infinity: they wait as long as it takes. */
  readonly sent: number;
  readonly deadline: number;
  readonly tip: number;
  readonly count: number;
  /** Number of groups sent before it. */
  readonly order: number;
  /** How many have been served so far, and how many never will be: all the rest once the deadline is over. */
  served: number;
  dropped: number;
  /** Of those served, how many in a later block than the first that could. */
  late: number;
  /** Sum of the delays of those served, blocks. */
  delay: number;
}

/** The queue of the hub chain, and what has become of all messages so far. */
export interface Hub {
  /** Messages that fit into a block; 0: any number. */
  readonly messagesPerBlock: number;
  /** Blocks up to and with this one have served what they could. */
  block: number;
  /** Messages: sent = served + dropped + those waiting. Those late are among the served. */
  sent: number;
  served: number;
  late: number;
  dropped: number;
  /** Sum of the delays of those served, blocks. */
  delay: number;
  /** Groups sent, and those of them that wait. */
  groups: number;
  waiting: number;
  /** Groups that no block up to the next can serve, by the block in which they are sent. */
  readonly coming: Heap<MessageGroup>;
  /** Groups that the next block can serve, by priority. Those done with are taken out when they come first, or in bulk. */
  readonly ready: Heap<MessageGroup>;
  /** Groups that have a deadline, by it, with the same remark. */
  readonly closing: Heap<MessageGroup>;
}

/**
 * @param messagesPerBlock messages that fit into a block, a whole number; 0: any number
 * @param block the block at which time starts: nothing is sent before it
 */
export function createHub(messagesPerBlock: number, block = 0): Hub {
  return {
    messagesPerBlock,
    block,
    sent: 0,
    served: 0,
    late: 0,
    dropped: 0,
    delay: 0,
    groups: 0,
    waiting: 0,
    coming: createHeap((a, b) => a.sent < b.sent),
    ready: createHeap(isServedBefore),
    closing: createHeap((a, b) => a.deadline < b.deadline),
  };
}

function isServedBefore(a: MessageGroup, b: MessageGroup): boolean {
  if (a.tip !== b.tip) return a.tip > b.tip;
  return a.sent !== b.sent ? a.sent < b.sent : a.order < b.order;
}

/**
 * Sends `count` messages in block `sent`. On a hub without a limit they count as served at once.
 *
 * @param sent a block that is not before `hub.block`
 * @param deadline last block that may serve them; when it is not after `sent` they are dropped at once
 * @param tip ALLO per message
 */
export function send(hub: Hub, sent: number, deadline: number, tip: number, count: number): MessageGroup {
  if (sent < hub.block) {
    throw new RangeError(`Messages are sent in block ${sent}, but block ${hub.block} has been served.`);
  }
  const group = { sent, deadline, tip, count, order: hub.groups, served: 0, dropped: 0, late: 0, delay: 0 };
  hub.groups += 1;
  hub.sent += count;
  if (deadline <= sent) {
    group.dropped = count;
    hub.dropped += count;
  } else if (hub.messagesPerBlock === 0) {
    group.served = count;
    hub.served += count;
  } else if (count > 0) {
    hub.waiting += 1;
    push(hub.coming, group);
    if (deadline < Number.POSITIVE_INFINITY) push(hub.closing, group);
  }
  return group;
}

/**
 * Lets all blocks up to and with this one serve what they can, and drops what had to be served by them.
 *
 * Between two blocks in which something is sent the order of service does not change, so each group is served in one
 * step over as many blocks as it takes, and idle blocks cost nothing.
 */
export function serveUntil(hub: Hub, block: number): void {
  const { coming, ready, closing } = hub;
  while (hub.block < block) {
    let next = coming.items[0];
    while (next !== undefined && next.sent <= hub.block) {
      removeFirst(coming);
      push(ready, next);
      next = coming.items[0];
    }
    const until = next === undefined ? block : Math.min(block, next.sent);
    serveReady(hub, until);
    hub.block = until;
  }
  while (closing.items.length > 0 && closing.items[0].deadline <= hub.block) {
    dropRest(hub, closing.items[0]);
    removeFirst(closing);
  }
  takeOutDone(hub, ready);
  takeOutDone(hub, closing);
}

/** Blocks hub.block + 1 .. until serve what is ready. */
function serveReady(hub: Hub, until: number): void {
  const { ready, messagesPerBlock } = hub;
  let block = hub.block + 1;
  let room = messagesPerBlock; // left in `block`
  while (block <= until && ready.items.length > 0) {
    const group = ready.items[0];
    if (block > group.deadline) dropRest(hub, group);
    const left = unserved(group);
    if (left === 0) {
      removeFirst(ready);
      continue;
    }
    const last = Math.min(until, group.deadline);
    const count = Math.min(left, room + messagesPerBlock * (last - block));
    serve(hub, group, count, block, room);
    const used = messagesPerBlock - room + count;
    const full = Math.floor(used / messagesPerBlock);
    block += full;
    room = messagesPerBlock - (used - full * messagesPerBlock);
  }
}

/** Serves `count` messages of a group one after the other, `room` of them in `block` and then as many as fit into each. */
function serve(hub: Hub, group: MessageGroup, count: number, block: number, room: number): void {
  const { messagesPerBlock } = hub;
  const firstDelay = block - group.sent - 1;
  const inFirst = Math.min(count, room);
  const later = count - inFirst;
  const full = Math.floor(later / messagesPerBlock);
  const inLast = later - full * messagesPerBlock;
  const delay =
    inFirst * firstDelay +
    messagesPerBlock * (full * firstDelay + (full * (full + 1)) / 2) +
    inLast * (firstDelay + full + 1);
  group.served += count;
  group.delay += delay;
  hub.served += count;
  hub.delay += delay;
  const late = firstDelay > 0 ? count : later;
  group.late += late;
  hub.late += late;
  if (unserved(group) === 0) hub.waiting -= 1;
}

function unserved({ count, served, dropped }: MessageGroup): number {
  return count - served - dropped;
}

function dropRest(hub: Hub, group: MessageGroup): void {
  const rest = unserved(group);
  if (rest === 0) return;
  group.dropped += rest;
  hub.dropped += rest;
  hub.waiting -= 1;
}

/** Keeps a queue from growing by groups that are done with: at most as many of them as there are others, and some. */
function takeOutDone(hub: Hub, queue: Heap<MessageGroup>): void {
  if (queue.items.length > 2 * hub.waiting + 64) keepOnly(queue, (group) => unserved(group) > 0);
}
