import { type Chain, holds } from '../../chain/chain.ts';
import { mayReport } from '../../chain/staking.ts';
import { payForPayloads, payTip } from '../../chain/workers.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import { dropUnserved } from '../hub/messages.ts';
import type { Nonce } from '../nonce.ts';
import type { Topic } from '../topic.ts';
import type { RoleWord } from './submitters.ts';

/**
 * On the hub chain, takes out of the submitters those whose message is not served in time, who cannot pay for their payload,
 * or, of reputers, whose stake is too small. The others pay.
 */
export function admit(topic: Topic, nonce: Nonce, role: RoleColumns, word: RoleWord, chain: Chain): void {
  const { submitters } = role;
  const { chainTopic } = topic;
  dropUnserved(topic, nonce, role, word);
  const before = role.submitterCount;
  let n = 0;
  for (let s = 0; s < before; ++s) {
    const x = submitters[s];
    if (word === 'reputers' && !hasStake(topic, x, chain)) continue;
    if (role.tip[x] === 0n || paysTip(role, x, chain)) submitters[n++] = x;
  }
  n = chainTopic === undefined ? 0 : payForPayloads(chain, chainTopic, role.account, submitters, n);
  if (n === before) return;
  role.submitterCount = n;
  // Who was left out has to be looked up again in the next epoch.
  role.irregular = true;
}

function hasStake({ positions }: Topic, x: number, chain: Chain): boolean {
  const position = positions[x];
  return position !== undefined && mayReport(chain, position);
}

/** All or nothing: who cannot pay the fee as well does not lose its tip. */
function paysTip(role: RoleColumns, x: number, chain: Chain): boolean {
  const [wallet, tip] = [role.account[x], role.tip[x]];
  return holds(chain, wallet, tip + chain.rules.dataSendingFee) && payTip(chain, wallet, tip) === undefined;
}
