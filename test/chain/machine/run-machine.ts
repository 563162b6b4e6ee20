import { auditStakes } from '../../../sim/chain/audit.ts';
import { auditMoney } from '../../../sim/chain/audit-money.ts';
import { refusals } from '../../../sim/chain/chain.ts';
import { account } from '../../../sim/chain/ledger.ts';
import { type Dice, dice } from '../../generated/dice.ts';
import { type Transition, transitions } from './transitions.ts';
import { createWorld, type Outcome, type World } from './world.ts';

/** Transitions of one world, one after the other. */
const worldLength = 1000;

/** How often each kind was tried, and with which outcome. */
export type Counts = ReadonlyMap<string, Map<string, number>>;

export interface MachineRun {
  readonly transitions: number;
  readonly counts: Counts;
  /** The first thing that did not hold, with the fewest transitions found that lead to it. Undefined: all held. */
  readonly failure: string | undefined;
}

const allShares = transitions.reduce((sum, { share }) => sum + share, 0);

function choose(random: Dice): Transition {
  let at = random.between(0, allShares);
  for (const transition of transitions) {
    at -= transition.share;
    if (at < 0) return transition;
  }
  return transitions[0];
}

/** Random transitions over as many small worlds as it takes. All checks are made after each of them. */
export function runMachine(seed: string, count: number): MachineRun {
  const counts = new Map(transitions.map(({ name }) => [name, new Map<string, number>()]));
  let done = 0;
  for (let w = 0; done < count; ++w) {
    const name = `${seed}/${w}`;
    const world = createWorld(name, false);
    for (let n = 0; n < worldLength && done < count; ++n, ++done) {
      const random = dice(`${name}/${n}`);
      const transition = choose(random);
      const wrong = step(world, transition, random, (outcome) => {
        const outcomes = counts.get(transition.name) as Map<string, number>;
        outcomes.set(outcome ?? 'accepted', (outcomes.get(outcome ?? 'accepted') ?? 0) + 1);
      });
      if (wrong.length > 0) return { transitions: done + 1, counts, failure: shortest(name, n, wrong) };
    }
  }
  return { transitions: done, counts, failure: undefined };
}

/** @returns what does not hold afterwards, exceptions included */
function step(world: World, { run }: Transition, random: Dice, note: (outcome: Outcome) => void): string[] {
  const before = stateOf(world);
  try {
    const outcome = run(world, random);
    note(outcome);
    const wrong = [...auditStakes(world.chain), ...auditMoney(world.chain.money)];
    auditDue(world, wrong);
    const isRefusal = refusals.some((refusal) => refusal === outcome);
    if (isRefusal && !equal(before, stateOf(world))) wrong.push(`refused (${outcome}), but something changed`);
    return wrong;
  } catch (error) {
    return [String(error)];
  }
}

/** Figures that no refused message may change. */
function stateOf({ chain, due }: World): (bigint | number)[] {
  const { money, delegated, leaving, activeTopics, topics, ownRemovals, delegatedRemovals } = chain;
  return [
    ...money.ledger.balance,
    delegated,
    leaving,
    activeTopics,
    topics.length,
    due.length,
    ownRemovals.entries.length,
    delegatedRemovals.entries.length,
  ];
}

function equal(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, n) => one === b[n]);
}

/** The rewards that may still be paid are there. */
function auditDue({ chain, due }: World, wrong: string[]): void {
  let sum = 0n;
  for (const { reward } of due) sum += reward;
  const held = chain.money.ledger.balance[account.rewards];
  if (sum > held) wrong.push(`rewards of ${sum} uallo are due, the account of rewards holds ${held}`);
}

/** Leaves transitions out as long as something still goes wrong at the end of what is left. */
function shortest(name: string, last: number, wrong: readonly string[]): string {
  let kept = Array.from({ length: last + 1 }, (_, n) => n);
  let found = wrong;
  let tries = 2000;
  for (let size = kept.length >> 1; size >= 1 && tries > 0; size = size >> 1) {
    for (let from = 0; from < kept.length && tries > 0; ) {
      --tries;
      const without = [...kept.slice(0, from), ...kept.slice(from + size)];
      const again = replay(createWorld(name, false), name, without);
      if (again === undefined) from += size;
      else {
        kept = without.slice(0, again.steps);
        found = again.wrong;
      }
    }
  }
  const world = createWorld(name, true);
  replay(world, name, kept);
  return [`World ${name}:`, ...(world.story ?? []), ...found.map((one) => `-> ${one}`)].join('\n');
}

function replay(world: World, name: string, steps: readonly number[]): { steps: number; wrong: string[] } | undefined {
  for (let s = 0; s < steps.length; ++s) {
    const random = dice(`${name}/${steps[s]}`);
    const wrong = step(world, choose(random), random, () => {});
    if (wrong.length > 0) return { steps: s + 1, wrong };
  }
  return undefined;
}
