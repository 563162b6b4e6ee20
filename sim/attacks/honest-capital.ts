import type { Treasury } from './attack.ts';

/** Places all free tokens as an honest delegator of the topic attacked would: in equal parts on its registered reputers. */
export function stakeHonestly(treasury: Treasury): void {
  const { home, free } = treasury;
  const reputers = treasury.reputersOf(home);
  let open = 0;
  for (let x = 0; x < reputers; ++x) if (treasury.isRegistered(home, x)) ++open;
  if (open === 0 || !(free > 0)) return;
  for (let x = 0; x < reputers; ++x) if (treasury.isRegistered(home, x)) treasury.place(home, x, free / open);
}
