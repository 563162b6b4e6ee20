import { auditStakes } from '../chain/audit.ts';
import { auditMoney } from '../chain/audit-money.ts';
import { ImpossibleStateError } from './simulation.ts';
import type { World } from './world.ts';

/**
 * Stops the run when the books do not add up.
 *
 * @param phase what has just happened
 * @throws ImpossibleStateError
 */
export function auditBooks({ books, block, topics }: World, phase: string): void {
  const wrong = books.chain === undefined ? auditLedger(books.ledger) : [];
  if (books.chain !== undefined) wrong.push(...auditMoney(books.chain.money), ...auditStakes(books.chain));
  if (wrong.length === 0) return;
  const epoch = topics.reduce((latest, { opened }) => Math.max(latest, opened - 1), 0);
  throw new ImpossibleStateError(epoch, phase, `block ${block}: ${wrong.slice(0, 3).join('; ')}`);
}

/** Without a hub chain: what was issued is there. */
function auditLedger({ balance, supply }: World['books']['ledger']): string[] {
  let sum = 0n;
  for (let n = 0; n < balance.length; ++n) {
    if (balance[n] < 0n) return [`account ${n} holds ${balance[n]} uallo`];
    sum += balance[n];
  }
  return sum === supply ? [] : [`the sum of all accounts is ${sum} uallo, expected ${supply}`];
}
