import type { Scenario } from '../../sim/index.ts';
import type { Findings } from './findings.ts';
import { messages } from './messages.ts';
import { entryOf, type Registries } from './registries.ts';

/* What does not go together in the plans of attacks. */

export function checkAttacks(scenario: Scenario, registries: Registries, findings: Findings): void {
  const hasHub = scenario.topics[0]?.rewardPerEpoch === null;
  scenario.attacks.forEach((attack, a) => {
    const { joins, start, knowledge } = attack;
    const entry = entryOf(registries.attacks, attack.attack);
    if (joins > start) findings.add(['attacks', a, 'joins'], (at) => messages.joinsTooLate(at, joins, start));
    if (!entry.knowledge.includes(knowledge)) {
      const path = ['attacks', a, 'knowledge'];
      findings.addWord(path, knowledge, entry.knowledge, (at) =>
        messages.unknownKnowledge(at, knowledge, entry.name, entry.knowledge),
      );
    }
    if (entry.needsHub === true && !hasHub) {
      findings.add(['attacks', a, 'attack'], (at) => messages.attackNeedsHub(at, entry.name));
    }
  });
  budgets(scenario, findings);
}

/** The attacks of one owner share one purse. */
function budgets({ attacks }: Scenario, findings: Findings): void {
  const known = new Map<string, number>();
  attacks.forEach(({ owner, budget }, a) => {
    if (budget === null) return;
    const other = known.get(owner) ?? budget;
    known.set(owner, other);
    if (other === budget) return;
    findings.add(['attacks', a, 'budget'], (at) => messages.twoBudgets(at, budget, owner, other));
  });
}
