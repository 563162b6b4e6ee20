import { type Chain, holds } from '../../chain/chain.ts';
import { mayReport } from '../../chain/staking.ts';
import { payForPayload, payTip } from '../../chain/workers.ts';
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
  dropUnserved(topic, nonce, role, word);
  const before = role.submitterCount;
  let n = 0;
  for (let s = 0; s < before; ++s) {
    const x = submitters[s];
    if (word === 'reputers' && !hasStake(topic, x, chain)) continue;
    if (!pays(topic, role, x, chain)) continue;
    submitters[n++] = x;
  }
  if (n === before) return;
  role.submitterCount = n;
  // Who was left out has to be looked up again in the next epoch.
  role.irregular = true;
}

function hasStake({ positions }: Topic, x: number, chain: Chain): boolean {
  const position = positions[x];
  return position !== undefined && mayReport(chain, position);
}

function pays(topic: Topic, role: RoleColumns, x: number, chain: Chain): boolean {
  const { chainTopic } = topic;
  const wallet = role.account[x];
  const tip = role.tip[x];
  // All or nothing: who cannot pay the fee as well does not lose its tip.
  if (chainTopic === undefined || !holds(chain, wallet, tip + chain.rules.dataSendingFee)) return false;
  payTip(chain, wallet, tip);
  payForPayload(chain, chainTopic, wallet);
  return true;
}
