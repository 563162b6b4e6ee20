import type { ParameterDeclaration } from '../../sim/index.ts';
import { jsonSchema } from './json-schema.ts';
import { expectations, pageTexts } from './messages.ts';
import { grouped, mustBeGiven } from './parameter-groups.ts';
import type { AttackEntry, LossEntry, Registries, RegistryEntry, TruthEntry } from './registries.ts';

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
  const topic = root.properties?.topics.items as Node;
  const ownKeys = registries.topicParameters.map(({ name }) => name);
  const policies = [
    ['Inferers', registries.infererPolicies],
    ['Forecasters', registries.forecasterPolicies],
    ['Reputers', registries.reputerPolicies],
  ] as const;
  const parts = [
    pageTexts.intro,
    section('The file', keyTable(root, [], ['name', 'topics'])),
    section('extends', pageTexts.extending),
    section('protocol', `${pageTexts.protocol}\n\n${profileList(registries)}`),
    section('topics', keyTable(topic, ownKeys), pageTexts.topics),
    section('Populations', keyTable(firstBranch(topic.properties?.reputers), policyKeys(registries)), pageTexts.people),
    section('stake', keyTable(firstBranch(topic.properties?.reputers).properties?.stake as Node, [])),
    section('attacks', attackKeys(root, registries), pageTexts.attacks),
    section('record', keyTable(root.properties?.record.properties?.epochs as Node, []), pageTexts.record),
    section('expect', keyTable(root.properties?.expect.items as Node, []), pageTexts.expecting),
    section('Truths', entries(registries.truthProcesses, truthNotes)),
    section('Losses', `${entries(registries.lossFunctions, lossNotes)}\n\n${pageTexts.formula}`),
    ...policies.map(([title, registry]) =>
      section(
        `Policies: ${title.toLowerCase()}`,
        entries(registry, () => []),
      ),
    ),
    section('Attacks', entries(registries.attacks, attackNotes)),
    section('Parameters of a topic', parameterTable(registries.topicParameters), pageTexts.profileDefaults),
    section('Parameters of the protocol', parameterTable(registries.protocolParameters), pageTexts.profileDefaults),
    section('Metrics', table(['Metric', 'Unit', 'Meaning'], registries.metrics.map(metricRow)), pageTexts.metrics),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, body: string, before = ''): string {
  return [`## ${title}`, before, body].filter((part) => part !== '').join('\n\n');
}

/** Keys of a group, those left out that have a table of their own. */
function keyTable(node: Node, without: readonly string[], needed: readonly string[] = node.required ?? []): string {
  const keys = Object.entries(node.properties ?? {}).filter(([key]) => !without.includes(key));
  const rows = keys.map(([key, value]) => [
    `\`${key}\``,
    Object.hasOwn(pageTexts.choosing, key) ? 'a name' : typeOf(value),
    needed.includes(key) ? 'must be given' : shownDefault(value.default),
    pageTexts.choosing[key] ?? value.description ?? '',
  ]);
  return table(['Key', 'Value', 'Default', 'Meaning'], rows);
}

function attackKeys(root: Node, { attacks }: Registries): string {
  const items = root.properties?.attacks.items as Node;
  if (items.oneOf === undefined && items.anyOf === undefined) return '';
  const own = Object.values(attacks).flatMap(({ parameters }) => [...grouped(parameters).keys()]);
  return keyTable(firstBranch(root.properties?.attacks), own);
}

/** A list's entry in the first of its forms. */
function firstBranch(list: Node | undefined): Node {
  const { oneOf, anyOf, ...entry } = list?.items ?? {};
  return oneOf?.[0] ?? anyOf?.[0] ?? entry;
}

/** Keys that stand for parameters of reputers' policies. */
function policyKeys({ reputerPolicies }: Registries): string[] {
  return Object.values(reputerPolicies).flatMap(({ parameters }) => [...grouped(parameters).keys()]);
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
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return '';
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

function attackNotes({ question, knowledge }: AttackEntry): string[] {
  return [question, `Its keys know: ${knowledge}.`];
}

function parameterTable(parameters: readonly ParameterDeclaration[]): string {
  const rows = parameters.map((one) => [
    `\`${one.name}\``,
    shownValues(one),
    mustBeGiven(one) ? 'must be given' : defaultOf(one),
    one.unit === '1' ? '' : one.unit,
    one.chain === undefined ? one.doc : `${one.doc} On chain \`${one.chain}\`.`,
  ]);
  return table(['Parameter', 'Value', 'Default', 'Unit', 'Meaning'], rows);
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

function profileList({ profiles, defaultProfile }: Registries): string {
  const rows = Object.entries(profiles).map(([name, { doc }]) => [
    `\`${name}\`${name === defaultProfile ? ' (default)' : ''}`,
    doc,
  ]);
  return table(['Version', 'What it is'], rows);
}

function metricRow({ name, unit, doc }: Registries['metrics'][number]): string[] {
  return [`\`${name}\``, unit, doc];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
