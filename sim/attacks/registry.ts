import type { Attack } from './attack.ts';
import { promoteSlander } from './promote-slander.ts';
import { reputerCartel } from './reputer-cartel.ts';
import { sybil } from './sybil.ts';

/** Every attack that a scenario can name. A new one is its own file and one line here. */
export const attacks: Readonly<Record<string, Attack>> = {
  sybil,
  'promote-slander': promoteSlander,
  'reputer-cartel': reputerCartel,
};
