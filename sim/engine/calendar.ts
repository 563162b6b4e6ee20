/**
 * The next events of a run, earliest first: a binary heap of numbers, one per event. An event is a block and a code, a
 * whole number below `codes`; within a block events come in ascending order of their codes. Nothing is allocated after
 * set-up unless more events wait than were foreseen.
 */
export interface Calendar {
  readonly codes: number;
  heap: Float64Array;
  size: number;
}

/**
 * @param codes how many codes there are
 * @param most how many events may wait at a time
 */
export function createCalendar(codes: number, most: number): Calendar {
  return { codes, heap: new Float64Array(most), size: 0 };
}

/** Enters an event; the calendar grows when it is full. Block times codes stays below 2^53: 2^31 blocks with four million codes. */
export function schedule(calendar: Calendar, block: number, code: number): void {
  if (calendar.size === calendar.heap.length) {
    const twice = new Float64Array(2 * calendar.size + 1);
    twice.set(calendar.heap);
    calendar.heap = twice;
  }
  const { heap } = calendar;
  const event = block * calendar.codes + code;
  let at = calendar.size++;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent] <= event) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = event;
}

export function blockOf(calendar: Calendar, event: number): number {
  return Math.floor(event / calendar.codes);
}

export function codeOf(calendar: Calendar, event: number): number {
  return event - Math.floor(event / calendar.codes) * calendar.codes;
}

/** Takes out the earliest event; -1 when there is none. */
export function takeNext(calendar: Calendar): number {
  const { heap } = calendar;
  if (calendar.size === 0) return -1;
  const first = heap[0];
  const last = heap[--calendar.size];
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= calendar.size) break;
    if (child + 1 < calendar.size && heap[child + 1] < heap[child]) ++child;
    if (heap[child] >= last) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = last;
  return first;
}
