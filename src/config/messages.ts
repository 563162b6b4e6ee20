import type { ParameterDeclaration } from '../../sim/index.ts';
import { byDistance } from './nearest-word.ts';
import type { CellRange, Domain } from './registries.ts';

/* Every text that the author of a scenario may get to read about it. */

const mostWords = 12;
const mostCharacters = 60;

/** `"x"`, `3`, `a list`, `a group of keys`, `empty`: a value as a sentence can carry it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a group of keys';
  if (typeof value === 'string') return JSON.stringify(cut(value));
  return String(value);
}

/** `a, b, c`: all words, or the nearest to what was found when there are too many for a line. */
export function listed(words: readonly string[], found = ''): string {
  if (words.length <= mostWords) return words.join(', ');
  return `${byDistance(found, words).slice(0, mostWords).join(', ')}, ... (${words.length} in all)`;
}

const domains: Readonly<Record<Domain, string>> = {
  probability: 'a truth from 0 to 1',
  'not-negative': 'a truth of at least 0',
};

/** Why something does nothing where topics have fixed rewards. */
export const reasonsOfFixedRewards = {
  allFromStart: 'all topics are there from the start',
  noFees: 'fees decide nothing',
  constantStakes: 'stakes stay as they are',
  noMessages: 'messages go through no hub chain',
} as const;

export const messages = {
  isOther: (path: string, value: unknown, expected: string) =>
    `${nameOf(path)} is ${shown(value)}; expected ${expected}.`,
  isMissing: (path: string, expected: string) => `${path} is missing; expected ${expected}.`,
  unknownKey: (path: string, keys: readonly string[], key: string) =>
    keys.length === 0
      ? `${path} is a key that nobody knows; no keys are expected here.`
      : `${path} is a key that nobody knows; expected one of ${listed(keys, key)}.`,
  twice: (path: string, name: string, what: string) =>
    `${path} is "${name}", which another ${what} is called already; give each a name of its own.`,
  expandedTwice: (path: string, name: string, expanded: string) =>
    `${path} is "${name}", of which one will be called "${expanded}" as another topic is; give each a name of its own.`,
  populationOfAttack: (path: string, name: string) =>
    `${path} is "${name}", which a population of the topic is called already; give each a name of its own.`,
  needsTopic: (path: string, topics: readonly string[]) =>
    `${path} is missing; expected one of ${listed(topics)}: there are several topics.`,
  unknownTopic: (path: string, found: string, topics: readonly string[]) =>
    topics.length === 0
      ? `${path} is ${shown(found)}; expected none: there are no topics.`
      : `${path} is ${shown(found)}; expected one of ${listed(topics, found)}.`,
  severalTopics: (path: string, name: string, count: number) =>
    `${path} is "${name}", which stands for ${count} topics; expected the name of a single one.`,
  unknownRegime: (path: string, found: string, regimes: readonly string[], process: string) =>
    `${path} is ${shown(found)}; expected a regime of the truth ${process}: one of ${listed(regimes, found)}.`,
  windowTooLong: (path: string, blocks: number, epochLength: number) =>
    `${path} is ${blocks}; expected at most epochLength, ${epochLength} blocks.`,
  lagTooShort: (path: string, blocks: number, epochLength: number) =>
    `${path} is ${blocks}; expected at least epochLength, ${epochLength} blocks.`,
  lagTooLong: (path: string, blocks: number, epochLength: number, most: number) =>
    `${path} is ${blocks}; expected at most ${most * epochLength} blocks, ${most} epochs of ${epochLength}; raise protocol.maxUnfulfilledReputerRequests to ${Math.ceil(blocks / epochLength)} or more.`,
  tooManyBlocks: (path: string, blocks: number, limit: number) =>
    `${path}: the run would need ${blocks} blocks, truths waited for included; expected less than ${limit}. Lower epochs or epochLength.`,
  leavesTooEarly: (path: string, leaves: number, joins: number) =>
    `${path} is ${leaves}; expected more than joins, ${joins}.`,
  joinsTooLate: (path: string, joins: number, start: number) =>
    `${path} is ${joins}; expected at most start, ${start}: keys register before they attack.`,
  tooManyActors: (path: string, actors: number, limit: number) =>
    `${path}: the scenario has ${actors} actors in all, attackers' keys included; expected at most ${limit}.`,
  wrongDomain: (path: string, loss: string, process: string, domain: Domain, others: readonly string[]) =>
    `${path} is "${loss}", which needs ${domains[domain]}; the process ${process} gives others. Processes that fit: ${listed(others)}.`,
  errorsLeaveDomain: (path: string, link: string, loss: string, keeps: readonly string[]) =>
    `${path} is "${link}", so predictions may come to lie where ${loss} is not defined; expected ${keeps.join(' or ')}.`,
  noSpread: (path: string, column: string, file: string) =>
    `${path}: the column "${column}" of ${shown(file)} has no spread of changes to take the scale of errors from; set scale above 0.`,
  notWithMonths: (path: string) =>
    `${path} is more than is needed: months go by without it. Leave out ${path}, or months.`,
  macroWithoutMonths: (path: string) => `${path} is more than is needed: topics run. Leave it out, or give months.`,
  noValidators: (path: string) =>
    `${path} is an empty list; expected at least one group: a part of the emission is theirs.`,
  mixedRewards: (path: string, found: number | null) =>
    found === null
      ? `${path} is empty; expected a number as in the other topics: either all have fixed rewards, or none.`
      : `${path} is ${found}; expected null as in the other topics: either all have fixed rewards, or none.`,
  needsHub: (path: string, found: unknown, reason: string) =>
    `${path} is ${shown(found)}, which does nothing with fixed rewards: ${reason}. Leave it out, or rewardPerEpoch.`,
  epochTooShort: (path: string, blocks: number, least: number) =>
    `${path} is ${blocks}; expected at least protocol.minEpochLength, ${least} blocks.`,
  createdTooLate: (path: string, block: number, blocks: number) =>
    `${path} is ${block}; expected less than ${blocks}, the blocks of the run.`,
  patienceWithoutCost: (path: string, epochs: number) =>
    `${path} is ${epochs}; expected null, or cost.amount above 0: nobody earns less than a cost of nothing.`,
  expectsNothing: (path: string) => `${path} says nothing about ${path}.metric; expected sign, above or below.`,
  expectsTwice: (path: string) => `${path} is more than is needed; expected either sign, or above and below.`,
  emptyInterval: (path: string, above: number, below: number) =>
    `${path} is ${below}; expected more than above, ${above}.`,
  noControl: (path: string, control: string) =>
    control === 'single'
      ? `${path} is "single"; the scenario has no attack that can be made with one identity.`
      : `${path} is "${control}", a control of attacks; the scenario has none. Expected attacks, or a scenario file.`,
  unknownKnowledge: (path: string, found: string, attack: string, known: readonly string[]) =>
    `${path} is "${found}"; expected ${known.length === 1 ? '' : 'one of '}${listed(known)}: all that the attack ${attack} can make use of.`,
  attackNeedsHub: (path: string, attack: string) =>
    `${path} is "${attack}", which needs the hub chain; there is none with fixed rewards. Leave out rewardPerEpoch.`,
  twoBudgets: (path: string, budget: number, owner: string, other: number) =>
    `${path} is ${budget}, but ${owner} has ${other} ALLO in another attack; expected the same, or the budget in one of them: they share a purse.`,
  unreadable: (path: string, file: string, reason: string) =>
    `${path} is ${shown(file)}, which cannot be read: ${reason.replace(/\.$/, '')}.`,
  noFiles: () => 'no files can be read here',
  cycle: (path: string, chain: readonly string[]) => `${path} leads back to where it began: ${chain.join(' -> ')}.`,
  chainTooLong: (path: string, most: number) =>
    `${path} makes the chain of files too long; expected at most ${most} files that extend each other.`,
  wrongScenario: (path: string, file: string, first: string) =>
    `${path} is ${shown(file)}, which has a mistake of its own: ${first}`,
  noColumn: (path: string, column: string, file: string, header: readonly string[]) =>
    `${path} is ${shown(column)}; expected a column of ${file}: one of ${listed(header, column)}.`,
  twoColumns: (path: string, column: string, file: string) =>
    `${path} is ${shown(column)}, which two columns of ${file} are called; expected the name of a single one.`,
  tooFewRows: (path: string, file: string, rows: number, epochs: number) =>
    `${path} is ${shown(file)}, which has ${rows} ${rows === 1 ? 'row' : 'rows'}; expected at least ${epochs}, one per epoch, or onExhaustion: loop.`,
  dataChanged: (path: string, given: string, file: string, found: string) =>
    `${path} is ${shown(given)}; ${file} has ${found}: the data are not what they were.`,
  noHeader: () => 'the file is empty; expected a row of column names and at least one row of numbers.',
  noRows: () => 'the file has a row of column names only; expected at least one row of numbers.',
  openQuote: () => 'a quote begins here that is not closed or not escaped; expected matching quotes.',
  cellCount: (found: number, expected: number) =>
    `the row has ${found} ${found === 1 ? 'cell' : 'cells'}; expected ${expected}, as in the first.`,
  cell: (column: string, found: string, expected: string) =>
    `${column} is ${found === '' ? 'empty' : shown(found)}; expected ${expected}.`,
  formula: (path: string, character: number, problem: string) =>
    `${path}, character ${character}: ${problem.replace(/\s+/g, ' ')}.`,
  empty: (what: string, keys: string) => `the file is empty; expected ${what}: ${keys}.`,
  tooLarge: (bytes: number, limit: number) => `the file has ${bytes} bytes; expected at most ${limit}.`,
  notText: () => 'the file is not text in UTF-8.',
  severalDocuments: (what: string) =>
    `a second document begins here; expected one ${what.replace(/^an? /, '')} per file.`,
  duplicateKey: (key: string) => `the key ${shown(key)} stands here a second time; keep one of the two.`,
  tab: () => 'a tab indents this line; expected spaces.',
  tag: () => 'a YAML tag (a word with "!") stands here; expected plain values.',
  syntax: (problem: string) => `this is not YAML: ${problem.replace(/\.$/, '')}.`,
  tooDeep: (what: string) => `the file is nested too deeply; expected ${what}.`,
  tooMuch: (what: string) =>
    `the file holds more keys and values than any ${what.replace(/^an? /, '')} needs; expected ${what}.`,
  unknownAlias: (name: string) => `*${name} stands for nothing; expected an anchor &${name} before it.`,
  aliases: () => 'the aliases (*name) unfold into too many values, or into themselves; write the values out.',
  aliasInValue: () => 'an alias (*name) stands in this value; write the value out.',
  setWithoutValue: (text: string) => `${shown(text)} sets nothing; expected path=value, such as epochs=100.`,
  setNoSuchEntry: (path: string, length: number) =>
    `${path} does not exist: that list has ${length} ${length === 1 ? 'entry' : 'entries'}, counted from 0.`,
  setExtends: () => 'extends cannot be set from outside; name the file that extends it instead.',
  setNotAGroup: (path: string, value: unknown) => `${path} is ${shown(value)}, so nothing inside it can be set.`,
};

/** What may be expected, in words. */
export const expectations = {
  oneOf: (words: readonly string[], found: string) => `one of ${listed(words, found)}`,
  group: (what: string) => `${what}: a group of keys`,
  wordOrGroup: (what: string) => `${what}: a name, or a group of keys`,
  list: (what: string, least: number) => (least > 0 ? `a list of at least one ${what}` : `a list of ${what}s`),
  name: () => 'a name of letters, digits, ".", "_" and "-" that begins with a letter or digit, at most 64 characters',
  seed: () => 'any text of at most 1000 characters',
  text: () => 'text of at most 4096 characters',
  textAbout: (doc: string) => `text: ${doc.replace(/\.$/, '')}`,
  owner: () => 'a name like any other, in which "#" may stand for the index within the population',
  scenarioFile: () => 'a scenario file, relative to this one',
  orNull: (expected: string) => `${expected}, or null`,
  cell: (range: CellRange | undefined) =>
    range === undefined
      ? 'a finite number'
      : {
          probability: 'a number from 0 to 1, as the loss needs',
          'not-negative': 'a finite number of at least 0, as the loss needs',
          positive: 'a finite number above 0, as prices are',
        }[range],
  boolean: () => 'true or false',
  formula: () => 'a formula of truth and prediction, such as "abs(prediction - truth)"',
  /** `a whole number, at least 1 and at most 10 (blocks)`. */
  number: (declaration: Omit<ParameterDeclaration, 'name' | 'default' | 'doc'>) => {
    const { kind, minimum, maximum, exclusiveMinimum, exclusiveMaximum, unit } = declaration;
    const bounds: string[] = [];
    if (minimum !== undefined) bounds.push(`at least ${minimum}`);
    if (exclusiveMinimum !== undefined) bounds.push(`more than ${exclusiveMinimum}`);
    if (maximum !== undefined) bounds.push(`at most ${maximum}`);
    if (exclusiveMaximum !== undefined) bounds.push(`less than ${exclusiveMaximum}`);
    const range = bounds.length === 0 ? '' : `, ${bounds.join(' and ')}`;
    const inUnit = unit === '1' || unit === '' ? '' : ` (${unit})`;
    return `${kind === 'integer' ? 'a whole number' : 'a number'}${range}${inUnit}`;
  },
};

function nameOf(path: string): string {
  return path === '' ? 'the file' : path;
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}...`;
}

const example = `# Does the combined inference beat its single workers?
name: my-question
seed: allora
epochs: 500
topics:
  - name: eth-return
    truth: { process: regime-switching }
    loss: sqe
    inferers:
      - { policy: honest, count: 9 }
      - { policy: noisy, count: 3, factor: 5 }
    forecasters: [{ policy: regime-ema, count: 4 }]
    reputers: [{ policy: honest, count: 5, stake: { median: 100000 } }]
expect:
  - { metric: skill_vs_naive, sign: positive }
`;

/** Running text of the reference page. */
export const pageTexts = {
  example,
  intro: `# Scenario files

<!-- Made from the declarations: npm run -s sim -- schema --reference docs -->

A scenario is a YAML file of at most 512 KiB that asks one question. \`allora-sim validate FILES...\` checks it, \`allora-sim run FILE\` runs it, \`allora-sim schema\` prints its JSON Schema for editors. Everything but \`name\`, \`topics\` and, per topic, \`name\`, \`truth\`, \`inferers\` and \`reputers\` may be left out. A key that nobody knows is an error, and so are values of the wrong kind or out of bounds: each is told with file, line, column and the nearest valid word.

\`\`\`yaml
${example}\`\`\`

\`--set path=value\` of \`run\` takes the place of any value of the file; entries of lists are counted from 0: \`--set topics.0.inferers.1.count=8\`, \`--set record.actors.every=10\`.`,
  extending:
    'A scenario may take what it does not say from another file: `extends: baseline.yaml`, relative to the file that says so. Groups of keys are merged; lists, `topics` among them, are replaced whole. That file may extend a further one, up to 8 files in all. Paths of CSV files are relative to the file in which they stand.',
  protocol:
    'Either the name of a version, or a group of keys with the version under `profile` and single parameters that differ: `protocol: { profile: v0.6, weights: ratio-mad }`. Those of the hub chain around the topics stand there as well: `protocol: { slashing: { mode: proportional } }`. The parameters, and what each version sets them to: [reference/protocol.md](reference/protocol.md).',
  tokenomics:
    'Rules of supply and emission: either the name of a preset, or a group of keys with the preset under `preset` and single parameters that differ: `tokenomics: { preset: mainnet, fEmission: 0.02 }`. The parameters: [reference/tokenomics.md](reference/tokenomics.md).',
  validators:
    'They secure the hub chain with bonded tokens, for a part of the emission, and have no part in topics. One group of 20 unless given. The list may be empty only where every topic has a fixed reward.',
  delegators:
    'They place tokens on reputers and share their rewards: `delegators: [{ policy: NAME, count: 100 }]`, the parameters of the [policy](reference/policies.md#delegators) among the other keys.',
  price:
    'Either the name of a process, or a group of keys with the name under `process` and its parameters beside it. The processes: [reference/processes.md](reference/processes.md#prices). Costs in fiat are turned into ALLO by it. A CSV file holds prices above 0.',
  hub: 'How many messages a block serves. What is not served before its window closes is dropped.',
  months:
    'Macro mode: `months: 240` runs supply, emission, vesting and validators by the month, without topics. What the topics would decide stands under [`macro`](reference/tokenomics.md#macro-mode). `topics`, `epochs`, `delegators` and `attacks` cannot be given then, nor `hub`.',
  macro: 'What `months` goes by instead of topics.',
  presets: 'What each preset sets stands beside the default.',
  topics:
    'Besides these keys a topic may set any of its [parameters](reference/protocol.md#parameters-of-a-topic). `truth` and `loss` are either a name, or a group of keys with the name under `process` or `method` and its parameters beside it: [truths](reference/processes.md), [losses](reference/losses.md). A name with a dot is a key of a group: `calm.volatility` is written `calm: { volatility: 0.01 }`. With `rewardPerEpoch` in every topic rewards come from outside and there is no hub chain, for questions of accuracy alone: then creation, funding, demand and delegators cannot be set.',
  people:
    'An entry of `inferers`, `forecasters` or `reputers`: so many actors of one policy, whose parameters stand among the other keys: `{ policy: noisy, count: 4, factor: 5 }`. A population without a name is called like its policy, the second one `noisy-2`. Only reputers have a stake. All policies: [reference/policies.md](reference/policies.md).',
  attacks:
    'Keys of one owner that act to a plan against one topic: `attacks: [{ attack: NAME, start: 100 }]`, the parameters of the attack among the other keys. The run is compared with the same run without these keys. All attacks: [reference/attacks.md](reference/attacks.md).',
  /** Keys whose word decides about the other keys. */
  choosing: {
    policy: 'Which policy decides for them.',
    attack: 'Which attack it is.',
  } as Readonly<Record<string, string>>,
  record: 'Tables can be thinned: `record: { actors: { every: 10 } }`.',
  expecting:
    'What the author expects of the [metrics](reference/metrics.md) of the run. One of `sign`, `above` and `below` says where the metric must lie, or `above` and `below` both.',
  formula:
    'Or a formula of your own: `loss: { formula: "abs(prediction - truth)", allowNegative: false }`. It may use `truth`, `prediction`, `standardDeviation`, numbers, `+ - * / ^`, comparisons, `a ? b : c`, and `abs exp log log10 log1p expm1 sqrt tanh atan pow min max sign` (`log` is the natural logarithm); at most 500 characters and 200 parts. The same holds for the truth `expression`, with `t`, `previous`, `normal` and `uniform` in place of these names.',
  profileDefaults:
    'The default is that of the default version. Beside it stands what each version sets; a star: read from release notes and pull requests, not from code.',
  reportedRaw: 'It can be negative, so raw losses are reported.',
  truthsLie: {
    probability: 'Truths lie between 0 and 1.',
    'not-negative': 'Truths are not negative.',
  } as Readonly<Record<Domain, string>>,
  lossNeeds: {
    probability: 'Needs truths between 0 and 1.',
    'not-negative': 'Needs truths of at least 0.',
  } as Readonly<Record<Domain, string>>,
};
