import { codeOf, schedule } from '../calendar.ts';
import type { World } from '../world.ts';

/** Kinds of events, in the order in which they are handled within a block. Transactions first, then the end of the block. */
export const kinds = ['creation', 'tick', 'decision', 'reports', 'end-block', 'window', 'row', 'deadline'] as const;
export type Kind = (typeof kinds)[number];
const kindCode = Object.fromEntries(kinds.map((kind, k) => [kind, k])) as Readonly<Record<Kind, number>>;

/** Enters an event; `code` says which topic or population it is about. */
export function enter({ calendar }: World, block: number, kind: Kind, code: number): void {
  schedule(calendar, block, kindCode[kind] * (calendar.codes / kinds.length) + code);
}

/** What an event is, and what it is about. */
export function readEvent({ calendar }: World, event: number): { readonly kind: Kind; readonly code: number } {
  const code = codeOf(calendar, event);
  const width = calendar.codes / kinds.length;
  return { kind: kinds[Math.floor(code / width)], code: code % width };
}
