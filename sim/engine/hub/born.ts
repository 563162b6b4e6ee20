import { createBirth } from '../../policies/birth.ts';
import { delegatorPolicies } from '../../policies/registry.ts';
import { identity } from '../../random/identity.ts';
import { type Books, endow } from '../books.ts';
import { bornAmount } from '../born-amount.ts';
import type { RunLabels } from '../labels.ts';
import type { Scenario } from '../scenario.ts';
import type { Topic } from '../topic.ts';
import type { DelegatorGroup } from './delegation.ts';

/* Delegators at the start of a run. */

/** @param root root key of the run */
export function bornDelegators(
  { delegators }: Scenario,
  root: Int32Array,
  topics: readonly Topic[],
  books: Books,
  labels: RunLabels,
): DelegatorGroup[] {
  return delegators.map(({ name, policy, count, tokens, every, topic, parameters }) => {
    const keys = Array.from({ length: count }, (_, n) => ['delegator', name, n] as const);
    return {
      name,
      minds: keys.map((key) => {
        const { high, low } = identity(...key);
        return delegatorPolicies[policy].create(parameters, createBirth(root, '', high, low));
      }),
      wallets: keys.map((key) => endow(books, bornAmount(root, identity(...key), tokens))),
      owners: keys.map(([, , n]) => labels.owners.codeOf(`delegators/${name}-${n}`)),
      topics: topic === '' ? topics : topics.filter((one) => one.name === topic || isOneOf(one.name, topic)),
      every,
      decisions: 0,
      seenAt: 0,
      seen: new Float64Array(0),
      holdings: keys.map(() => []),
    };
  });
}

/** `name-3` is one of several topics alike that the scenario calls `name`. */
function isOneOf(name: string, topic: string): boolean {
  return name.startsWith(`${topic}-`) && /^\d+$/.test(name.slice(topic.length + 1));
}
