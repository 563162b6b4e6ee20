import type { ParameterDeclaration } from '../../sim/index.ts';
import { jsonSchema } from './json-schema.ts';
import { expectations, pageTexts } from './messages.ts';
import { mustBeGiven } from './parameter-groups.ts';
import type {
  AttackEntry,
  LossEntry,
  Registries,
  Registry,
  RegistryEntry,
  TruthEntry,
  ValueSet,
} from './registries.ts';

/*
 * The reference page of scenario files, in Markdown. Keys and their ranges are read from the JSON Schema, parameters from
 * their declarations: what a scenario may say and what the page says about it are the same data.
 */

interface Node {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** The whole page. */
export function referencePage(registries: Registries): string {
  const root = jsonSchema(registries) as Node;
  const { tokenomicsParameters, tokenomicsPresets } = registries;
  const topic = root.properties?.topics.items as Node;
  const list = (key: string): Node | undefined => root.properties?.[key];
  const policies = [
    ['inferers', registries.infererPolicies],
    ['forecasters', registries.forecasterPolicies],
    ['reputers', registries.reputerPolicies],
    ['delegators', registries.delegatorPolicies],
  ] as const;
  const parts = [
    pageTexts.intro,
    section('The file', keyTable({ ...root, properties: closed(root.properties) }, [], ['name'])),
    section('extends', pageTexts.extending),
    section('protocol', setList('Version', registries.profiles, registries.defaultProfile), pageTexts.protocol),
    section(
      'tokenomics',
      setList('Preset', registries.tokenomicsPresets, registries.defaultTokenomics),
      pageTexts.tokenomics,
    ),
    section('topics', keyTable(topic, namesIn(registries.topicParameters)), pageTexts.topics),
    section('Populations', keysOf(topic.properties?.reputers, registries.reputerPolicies), pageTexts.people),
    section('validators', keyTable(firstBranch(list('validators')), []), pageTexts.validators),
    section('delegators', keysOf(list('delegators'), registries.delegatorPolicies), pageTexts.delegators),
    section('price', pageTexts.price),
    section('hub', keyTable(list('hub') as Node, []), pageTexts.hub),
    section('months', pageTexts.months),
    section('attacks', keysOf(list('attacks'), registries.attacks), pageTexts.attacks),
    section('record', keyTable(list('record') as Node, []), pageTexts.record),
    section('expect', keyTable(root.properties?.expect.items as Node, []), pageTexts.expecting),
    section('Truths', entries(registries.truthProcesses, truthNotes)),
    section(
      'Prices',
      entries(registries.priceProcesses, () => []),
    ),
    section('Losses', `${entries(registries.lossFunctions, lossNotes)}\n\n${pageTexts.formula}`),
    ...policies.map(([title, registry]) =>
      section(
        `Policies: ${title}`,
        entries(registry, () => []),
      ),
    ),
    section('Attacks', entries(registries.attacks, attackNotes)),
    section('Parameters of a topic', parameterTable(registries.topicParameters), pageTexts.profileDefaults),
    section('Parameters of the protocol', parameterTable(registries.protocolParameters), pageTexts.profileDefaults),
    section('Parameters of tokenomics', parameterTable(tokenomicsParameters, tokenomicsPresets), pageTexts.presets),
    section('Parameters of macro', parameterTable(registries.macroParameters), pageTexts.macro),
    section('Metrics', table(['Metric', 'Unit', 'Meaning'], registries.metrics.map(metricRow)), pageTexts.metrics),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, body: string, before = ''): string {
  return [`## ${title}`, before, body].filter((part) => part !== '').join('\n\n');
}

/** Keys of a group, those left out that have a table of their own. A key within a group is written `group.key`. */
function keyTable(node: Node, without: readonly string[], needed: readonly string[] = node.required ?? []): string {
  const rows = members(node)
    .filter(([key]) => !without.includes(key))
    .map(([key, value]) => [
      `\`${key}\``,
      Object.hasOwn(pageTexts.choosing, key) ? 'a name' : typeOf(value),
      needed.includes(key) ? 'must be given' : shownDefault(value.default),
      pageTexts.choosing[key] ?? value.description ?? '',
    ]);
  return table(['Key', 'Value', 'Default', 'Meaning'], rows);
}

function members({ properties = {} }: Node): [string, Node][] {
  return Object.entries(properties).flatMap(([key, value]): [string, Node][] =>
    value.properties === undefined ? [[key, value]] : members(value).map(([inner, node]) => [`${key}.${inner}`, node]),
  );
}

/** The same keys, none of them opened. */
function closed(properties: Readonly<Record<string, Node>> = {}): Readonly<Record<string, Node>> {
  return Object.fromEntries(Object.entries(properties).map(([key, { properties: _, ...node }]) => [key, node]));
}

/** Keys of a list's entries whose other keys are parameters of an entry of a registry; empty without any entry. */
function keysOf(list: Node | undefined, registry: Registry): string {
  if (Object.keys(registry).length === 0) return '';
  const own = Object.values(registry).flatMap(({ parameters }) => namesIn(parameters));
  return keyTable(firstBranch(list), own);
}

function namesIn(parameters: readonly ParameterDeclaration[]): string[] {
  return parameters.map(({ name }) => name);
}

/** A list's entry in the first of its forms. */
function firstBranch(list: Node | undefined): Node {
  const { oneOf, anyOf, ...entry } = list?.items ?? {};
  return oneOf?.[0] ?? anyOf?.[0] ?? entry;
}

function typeOf(node: Node): string {
  const forms = node.anyOf ?? node.oneOf;
  if (forms !== undefined) return [...new Set(forms.flatMap((one) => typeOf(one).split(', or ')))].join(', or ');
  if (Array.isArray(node.type) && node.type.includes('null')) {
    return `${typeOf({ ...node, type: node.type[0] })}, or \`null\``;
  }
  if (node.enum !== undefined) {
    return node.enum.length > 8 ? 'a name' : node.enum.map((word) => `\`${String(word)}\``).join(', ');
  }
  switch ([node.type].flat()[0]) {
    case 'integer':
    case 'number': {
      const kind = node.type === 'integer' ? 'integer' : 'number';
      // zod bounds every integer by what a double can hold exactly.
      const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node;
      const bounds = { minimum, maximum, exclusiveMinimum, exclusiveMaximum };
      const told = Object.entries(bounds).filter(([, bound]) => bound !== undefined && Number.isFinite(bound));
      const usual = told.filter(([, bound]) => Math.abs(bound as number) < Number.MAX_SAFE_INTEGER);
      return expectations.number({ kind, unit: '', ...Object.fromEntries(usual) });
    }
    case 'array':
      return 'a list';
    case 'object':
      return 'a group of keys';
    case 'boolean':
      return '`true` or `false`';
    case 'null':
      return '`null`';
    default:
      return 'text';
  }
}

function shownDefault(value: unknown): string {
  if (value === undefined) return '';
  // What a group has by default stands with its keys.
  if (typeof value === 'object' && value !== null && (!Array.isArray(value) || value.length > 0)) return '';
  if (value === '') return 'empty';
  return `\`${Array.isArray(value) ? JSON.stringify(value) : String(value)}\``;
}

function entries<Entry extends RegistryEntry>(
  registry: Readonly<Record<string, Entry>>,
  notes: (entry: Entry) => readonly string[],
): string {
  return Object.values(registry)
    .map((entry) => {
      const also = (entry.aliases ?? []).map((alias) => `\`${alias}\``).join(', ');
      const lines = [entry.doc, ...(also === '' ? [] : [`Also called ${also}.`]), ...notes(entry)].join(' ');
      const parameters = entry.parameters.length === 0 ? [] : [parameterTable(entry.parameters)];
      return [`### ${entry.name}`, lines, ...parameters].join('\n\n');
    })
    .join('\n\n');
}

function truthNotes({ regimes, domain }: TruthEntry): string[] {
  return [
    ...(regimes.length > 1 ? [`Regimes: ${regimes.map((name) => `\`${name}\``).join(', ')}.`] : []),
    ...(domain === undefined ? [] : [pageTexts.truthsLie[domain]]),
  ];
}

function lossNotes({ domain, allowNegative }: LossEntry): string[] {
  return [
    ...(allowNegative === true ? [pageTexts.reportedRaw] : []),
    ...(domain === undefined ? [] : [pageTexts.lossNeeds[domain]]),
  ];
}

function attackNotes({ number, question, knowledge, source }: AttackEntry): string[] {
  return [
    question,
    `Its keys know: ${knowledge.join(', or ')}.`,
    `Number ${number} of the catalogue. Source: ${source}.`,
  ];
}

/** With `sets`, what each of them gives to the parameter stands beside. */
function parameterTable(
  parameters: readonly ParameterDeclaration[],
  sets: Readonly<Record<string, ValueSet>> = {},
): string {
  const rows = parameters.map((one) => [
    `\`${one.name}\``,
    shownValues(one),
    mustBeGiven(one) ? 'must be given' : defaultOf(one),
    ...Object.values(sets).map(({ values }) => shownDefault(values[one.name])),
    one.unit === '1' ? '' : one.unit,
    one.chain === undefined ? one.doc : `${one.doc} On chain \`${one.chain}\`.`,
  ]);
  return table(['Parameter', 'Value', 'Default', ...Object.keys(sets), 'Unit', 'Meaning'], rows);
}

function shownValues(one: ParameterDeclaration): string {
  if (one.kind === 'choice') return (one.choices ?? []).map((word) => `\`${word}\``).join(', ');
  if (one.kind === 'boolean') return '`true` or `false`';
  if (one.refersTo === 'regime') return 'name of a regime';
  return one.kind === 'text' ? 'text' : expectations.number({ ...one, unit: '' });
}

function defaultOf({ default: byDefault, defaultFrom }: ParameterDeclaration): string {
  return defaultFrom === undefined ? shownDefault(byDefault) : `that of \`${defaultFrom}\``;
}

function setList(what: string, sets: Readonly<Record<string, ValueSet>>, byDefault: string): string {
  const rows = Object.entries(sets).map(([name, { doc }]) => [
    `\`${name}\`${name === byDefault ? ' (default)' : ''}`,
    doc,
  ]);
  return table([what, 'What it is'], rows);
}

function metricRow({ name, unit, doc }: Registries['metrics'][number]): string[] {
  return [`\`${name}\``, unit, doc];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
