/** The seats of one role in one nonce: who holds them, and what giving them out came to. */
export interface Seats {
  /** Registered places of the active set, ascending; the first `count`. */
  readonly active: Int32Array;
  count: number;
  /** Registered with the topic, and those of them who submitted. */
  registered: number;
  submitted: number;
  /** Honest actors among those who submitted. */
  honest: number;
  /** Members who had no seat in the nonce before. */
  replaced: number;
  /** Mean EMA score of those who came in, and of those who fell out although they submitted; NaN without any. */
  addedScore: number;
  removedScore: number;
}

export function createSeats(seats: number): Seats {
  return {
    active: new Int32Array(seats),
    count: 0,
    registered: 0,
    submitted: 0,
    honest: 0,
    replaced: 0,
    addedScore: NaN,
    removedScore: NaN,
  };
}
