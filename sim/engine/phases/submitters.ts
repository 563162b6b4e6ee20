import type { RoleColumns } from '../../state/role-columns.ts';

/** Whose role it is. */
export type RoleWord = 'inferers' | 'forecasters' | 'reputers';

/** What of an actor's mind decides whether it submits. */
export type Mind = { submits?(epoch: number, age: number): boolean };

/** Who is registered for the epoch and submits. */
export function findSubmitters(role: RoleColumns, minds: readonly Mind[], epoch: number): void {
  const { submitters, registered, gone } = role;
  let present = 0;
  let n = 0;
  for (let x = 0; x < role.count; ++x) {
    if (epoch < registered[x] || epoch >= gone[x]) continue;
    ++present;
    if (minds[x].submits?.(epoch, epoch - registered[x]) ?? true) submitters[n++] = x;
  }
  role.present = present;
  role.submitterCount = n;
}
