import type { ParameterValue, Scenario } from '../../sim/index.ts';
import { checkAttacks } from './check-attacks.ts';
import { checkEconomy } from './check-economy.ts';
import { blocksLimit } from './common-schema.ts';
import type { Findings } from './findings.ts';
import { messages } from './messages.ts';
import { declares, entryOf, type Registries, roles } from './registries.ts';

/* Values that are right by themselves and wrong together. */

const mostActors = 1_000_000;

export function checkValues(scenario: Scenario, registries: Registries, findings: Findings): void {
  for (let i = 0; i < scenario.topics.length; ++i) windows(scenario, i, findings);
  blocks(scenario, findings);
  checkEconomy(scenario, findings);
  comingAndGoing(scenario, findings);
  checkAttacks(scenario, registries, findings);
  headCount(scenario, registries, findings);
  for (let i = 0; i < scenario.topics.length; ++i) domain(scenario, i, registries, findings);
  bounds(scenario, findings);
}

/** NaN where no such parameter is declared: every comparison with it is false. */
function numberIn(values: Readonly<Record<string, ParameterValue>>, name: string): number {
  return Number(values[name] ?? Number.NaN);
}

function windows({ topics, protocol }: Scenario, i: number, findings: Findings): void {
  const { topicParameters } = topics[i];
  const epochLength = numberIn(topicParameters, 'epochLength');
  const window = numberIn(topicParameters, 'workerSubmissionWindow');
  const lag = numberIn(topicParameters, 'groundTruthLag');
  const most = numberIn(protocol, 'maxUnfulfilledReputerRequests');
  const at = (name: string) => ['topics', i, name];
  const place = (name: string) => findings.written(at(name), at('epochLength'));
  if (window > epochLength) {
    const path = at('workerSubmissionWindow');
    findings.add(path, (shown) => messages.windowTooLong(shown, window, epochLength), place('workerSubmissionWindow'));
  }
  const path = at('groundTruthLag');
  if (lag < epochLength) {
    findings.add(path, (shown) => messages.lagTooShort(shown, lag, epochLength), place('groundTruthLag'));
  }
  if (lag > most * epochLength) {
    findings.add(path, (shown) => messages.lagTooLong(shown, lag, epochLength, most), place('groundTruthLag'));
  }
}

function blocks({ epochs, topics }: Scenario, findings: Findings): void {
  if (topics.length === 0) return;
  const lags = topics.map(({ topicParameters }) => numberIn(topicParameters, 'groundTruthLag'));
  const longest = lags.reduce((most, lag) => (lag > most ? lag : most), 0);
  const needed = epochs * numberIn(topics[0].topicParameters, 'epochLength') + longest;
  if (!(needed >= blocksLimit)) return;
  const place = findings.written(['epochs'], ['topics', 0, 'epochLength']);
  findings.add(['epochs'], (at) => messages.tooManyBlocks(at, needed, blocksLimit), place);
}

function comingAndGoing({ topics }: Scenario, findings: Findings): void {
  topics.forEach((topic, i) => {
    for (const role of roles) {
      topic[role].forEach(({ joins, leaves, cost, patience }, j) => {
        const path = (key: string) => ['topics', i, role, j, key];
        if (leaves !== null && leaves <= joins) {
          findings.add(path('leaves'), (at) => messages.leavesTooEarly(at, leaves, joins));
        }
        if (patience !== null && cost.amount === 0) {
          findings.add(path('patience'), (at) => messages.patienceWithoutCost(at, patience));
        }
      });
    }
  });
}

function headCount(
  { topics, attacks, validators, delegators }: Scenario,
  registries: Registries,
  findings: Findings,
): void {
  const crowds = topics.flatMap((topic, i) =>
    roles.flatMap((role) =>
      topic[role].map(({ count }, j) => ({ actors: topic.count * count, path: ['topics', i, role, j, 'count'] })),
    ),
  );
  const gangs = attacks.map(({ attack, parameters }, a) => {
    const { inferers, forecasters, reputers } = entryOf(registries.attacks, attack).keys(parameters);
    return { actors: inferers + forecasters + reputers, path: ['attacks', a] as (string | number)[] };
  });
  const others = Object.entries({ validators, delegators }).flatMap(([key, groups]) =>
    groups.map(({ count }, g) => ({ actors: count, path: [key, g, 'count'] })),
  );
  const all = [...crowds, ...gangs, ...others];
  const actors = all.reduce((sum, one) => sum + one.actors, 0);
  if (actors <= mostActors) return;
  const largest = all.reduce((most, one) => (one.actors > most.actors ? one : most));
  findings.add(largest.path, (at) => messages.tooManyActors(at, actors, mostActors));
}

/**
 * A loss of probabilities or of counts needs a truth of that kind, and errors that keep predictions within it. The truths of
 * files are looked at later; those of users' formulas are trusted.
 */
function domain({ topics }: Scenario, i: number, registries: Registries, findings: Findings): void {
  const { truth, loss } = topics[i];
  if (loss.method === 'formula') return;
  const needed = entryOf(registries.lossFunctions, loss.method).domain;
  const process = entryOf(registries.truthProcesses, truth.process);
  if (needed === undefined) return;
  if (declares(process, 'errorsOn')) {
    const keeps = needed === 'probability' ? ['logit'] : ['log', 'logit'];
    if (keeps.includes(String(truth.errorsOn))) return;
    const at = ['topics', i, 'truth', 'errorsOn'];
    const place = findings.written(at, ['topics', i, 'truth']);
    findings.add(at, (shown) => messages.errorsLeaveDomain(shown, String(truth.errorsOn), loss.method, keeps), place);
    return;
  }
  const fits = (given: typeof needed | undefined) => given === needed || given === 'probability';
  if (fits(process.domain) || declares(process, 'file') || declares(process, 'formula')) return;
  const others = Object.values(registries.truthProcesses).filter(
    (one) => fits(one.domain) || declares(one, 'file') || declares(one, 'formula'),
  );
  findings.add(['topics', i, 'loss'], (at) =>
    messages.wrongDomain(
      at,
      loss.method,
      process.name,
      needed,
      others.map(({ name }) => name),
    ),
  );
}

/** An expectation says one thing. */
function bounds({ expect }: Scenario, findings: Findings): void {
  expect.forEach(({ sign, above, below }, e) => {
    const at = (key: string) => ['expect', e, key];
    if (sign === null && above === null && below === null) findings.add(['expect', e], messages.expectsNothing);
    if (sign !== null && (above !== null || below !== null)) {
      findings.add(at(above === null ? 'below' : 'above'), messages.expectsTwice);
    }
    if (above !== null && below !== null && !(above < below)) {
      findings.add(at('below'), (path) => messages.emptyInterval(path, above, below));
    }
  });
}
