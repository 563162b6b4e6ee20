import { type Hub, type MessageGroup, send, serveUntil } from '../../chain/hub-load.ts';
import { drawKeyInto } from '../../random/draw-key.ts';
import { purposeSubmission } from '../../random/purposes.ts';
import { uniform } from '../../random/uniform.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import type { Nonce } from '../nonce.ts';
import { findSubmitters, type Mind, type RoleWord } from '../phases/submitters.ts';
import type { Topic } from '../topic.ts';

/*
 * Payloads on their way to the hub chain, where a block holds so many messages only. Keys send in the block in which they
 * may, in an order of chance; where tips differ, those with the same tip are a group.
 *
 * Simplified: a payload is sent once; what is not served in time is not sent again.
 */

/** Payloads of one role with one tip for one nonce. */
export interface Payloads {
  readonly role: RoleWord;
  readonly group: MessageGroup;
  /** Actors in the order of sending. */
  readonly members: Int32Array;
}

/** All who submit for a nonce send their payloads. */
export function sendPayloads(
  topic: Topic,
  nonce: Nonce,
  role: RoleColumns,
  minds: readonly Mind[],
  word: RoleWord,
  hub: Hub,
  sent: number,
  deadline: number,
): void {
  if (role.irregular) findSubmitters(role, minds, nonce.epoch);
  const members = Array.from(role.submitters.subarray(0, role.submitterCount));
  const place = new Map(members.map((x) => [x, chance(topic, role, x, nonce.epoch)]));
  members.sort((a, b) => (place.get(a) as number) - (place.get(b) as number) || a - b);
  const tips = [...new Set(members.map((x) => role.tip[x]))];
  for (const tip of tips) {
    const some = members.filter((x) => role.tip[x] === tip);
    const group = send(hub, sent, deadline, Number(tip), some.length);
    nonce.payloads.push({ role: word, group, members: Int32Array.from(some) });
  }
}

function chance({ root }: Topic, role: RoleColumns, x: number, epoch: number): number {
  const key = new Int32Array(4);
  drawKeyInto(root, role.high[x], role.low[x], epoch, purposeSubmission, key);
  return uniform(key, 0, 0);
}

/** Takes out of the submitters those whose payload was not served in time. */
export function dropUnserved({ books, economy }: Topic, nonce: Nonce, role: RoleColumns, word: RoleWord): void {
  const { hub, chain } = books;
  if (hub === undefined || chain === undefined) return;
  serveUntil(hub, chain.money.block);
  const served = new Set<number>();
  for (const { role: whose, group, members } of nonce.payloads) {
    if (whose !== word) continue;
    for (let n = 0; n < group.served; ++n) served.add(members[n]);
    economy.droppedMessages += group.count - group.served;
    economy.lateMessages += group.late;
  }
  const { submitters } = role;
  let n = 0;
  for (let s = 0; s < role.submitterCount; ++s) if (served.has(submitters[s])) submitters[n++] = submitters[s];
  if (n === role.submitterCount) return;
  role.submitterCount = n;
  role.irregular = true;
}
