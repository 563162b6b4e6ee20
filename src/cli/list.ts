import type { ParameterDeclaration, ParameterValue } from '../../sim/index.ts';
import * as sim from '../../sim/index.ts';
import { nearestWord } from '../config/nearest-word.ts';
import type { AttackEntry, Registry } from '../config/registries.ts';
import { simRegistries } from '../config/sim-registries.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { table } from './table.ts';
import { terminalOf } from './terminal.ts';
import { textWidth, wrapped } from './text-width.ts';

/** What can be listed. */
export const listKinds = [
  'policies',
  'attacks',
  'processes',
  'losses',
  'metrics',
  'protocols',
  'tokenomics',
  'parameters',
] as const;
type ListKind = (typeof listKinds)[number];

/** One list: as data for `--json`, as text for people. */
interface Listing {
  readonly data: unknown;
  readonly text: string;
}

/** Of what is read by programs: a line there is an entry, however long. */
const anyWidth = Number.POSITIVE_INFINITY;

/** Lists what scenarios can name: names, one line each, defaults. In a terminal, lines are broken where it ends. */
export async function listCommand(
  options: { readonly kind: string; readonly json?: boolean | undefined },
  { stdout }: CommandContext,
): Promise<ExitCode> {
  const { kind } = options;
  if (!isListKind(kind)) {
    const nearest = nearestWord(kind, listKinds);
    const question = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    throw new WrongInputError(`kind is "${kind}"; expected one of ${listKinds.join(', ')}.${question}`);
  }
  const { data, text } = listings[kind](stdout.isTTY ? terminalOf(stdout).columns : anyWidth);
  stdout.write(options.json ? `${JSON.stringify(data, null, 2)}\n` : text);
  return exitCode.done;
}

function isListKind(kind: string): kind is ListKind {
  return (listKinds as readonly string[]).includes(kind);
}

const listings: Readonly<Record<ListKind, (width: number) => Listing>> = {
  policies: (width) =>
    registriesListing(width, 'role', [
      ['inferers', sim.infererPolicies],
      ['forecasters', sim.forecasterPolicies],
      ['reputers', sim.reputerPolicies],
      ['delegators', sim.delegatorPolicies],
    ]),
  attacks: (width) => attackListing(simRegistries.attacks, width),
  processes: (width) =>
    registriesListing(width, 'of', [
      ['truth', sim.truthProcesses],
      ['price', sim.priceProcesses],
    ]),
  losses: (width) => ({
    data: Object.values(sim.lossFunctions).map((loss) => ({ ...entryData(loss), allowNegative: loss.allowNegative })),
    text: `${registryText(sim.lossFunctions, width)}\n${paragraph('Or a formula of your own: loss: { formula: "abs(prediction - truth)" }', width)}`,
  }),
  metrics: (width) => ({
    data: sim.summaryMetrics.map(({ name, unit, doc }) => ({ name, unit, doc })),
    text: rowsText(
      sim.summaryMetrics.map(({ name, unit, doc }) => [name, unit, doc]),
      width,
      ([name, unit, doc]) => `${name} (${unit}): ${doc}`,
    ),
  }),
  protocols: (width) => ({
    data: Object.values(sim.profiles).map((profile) => ({ ...profile, default: profile.name === sim.defaultProfile })),
    text: Object.values(sim.profiles)
      .map((profile) => valuesText(profile, sim.profiles[sim.defaultProfile].values, width, profile.fromNotes))
      .join('\n'),
  }),
  tokenomics: (width) => {
    const presets = Object.values(sim.tokenomicsPresets);
    const usual = sim.tokenomicsPresets[sim.defaultTokenomics].values;
    return {
      data: presets.map((preset) => ({ ...preset, default: preset.name === sim.defaultTokenomics })),
      text: presets.map((preset) => valuesText(preset, usual, width)).join('\n'),
    };
  },
  parameters: (width) => ({
    data: parameterScopes.flatMap(({ scope, list, sets = {} }) =>
      list.map((parameter) => ({ scope, ...parameter, ...valuesIn(sets, parameter.name) })),
    ),
    text: parameterScopes.map(({ scope, list, sets }) => `${scope}\n${parametersText(list, width, sets)}`).join('\n'),
  }),
};

function registriesListing(width: number, key: string, registries: readonly (readonly [string, Registry])[]): Listing {
  return {
    data: registries.flatMap(([word, registry]) => entriesOf(registry).map((entry) => ({ [key]: word, ...entry }))),
    text: registries.map(([word, registry]) => `${word}\n${registryText(registry, width)}`).join('\n'),
  };
}

/** What attacks there are, with the question that each answers and what its keys may know. */
export function attackListing(attacks: Registry<AttackEntry>, width = anyWidth): Listing {
  const entries = Object.values(attacks);
  const text = entries.map((entry) => {
    const paragraphs = [
      `  ${entry.name}: ${entry.doc}`,
      `    ${entry.question} Knows: ${entry.knowledge.join(', or ')}.`,
      `    Source: ${entry.source}.`,
    ];
    return paragraphs.map((text) => paragraph(text, width)).join('') + entryParameters(entry.parameters, width);
  });
  return {
    data: entries.map((entry) => ({
      ...entryData(entry),
      number: entry.number,
      question: entry.question,
      source: entry.source,
      knowledge: entry.knowledge,
    })),
    text: paragraph('attacks, listed in a scenario as attacks: [{ attack: NAME, start: 100 }]', width) + text.join(''),
  };
}

/** Sets of values whose every parameter is worth a cell, by name. */
type ValueSets = Readonly<Record<string, { readonly values: Readonly<Record<string, ParameterValue>> }>>;

/** Parameters, by where a scenario says them. */
const parameterScopes: readonly {
  readonly scope: string;
  readonly list: readonly ParameterDeclaration[];
  readonly sets?: ValueSets;
}[] = [
  { scope: 'protocol', list: sim.protocolParameters },
  { scope: 'topic', list: sim.topicParameters },
  { scope: 'protocol, around the topics', list: sim.hubChainParameters },
  { scope: 'tokenomics', list: sim.tokenomicsParameters, sets: sim.tokenomicsPresets },
  { scope: 'macro', list: sim.macroParameters },
];

function entriesOf(registry: Registry): ReturnType<typeof entryData>[] {
  return Object.values(registry).map(entryData);
}

function entryData({ name, doc, aliases = [], parameters }: Registry[string]) {
  return { name, doc, aliases, parameters };
}

function registryText(registry: Registry, width: number): string {
  return Object.values(registry)
    .map(({ name, doc, aliases = [], parameters }) => {
      const also = aliases.length > 0 ? ` (also ${aliases.join(', ')})` : '';
      return paragraph(`  ${name}${also}: ${doc}`, width) + entryParameters(parameters, width);
    })
    .join('');
}

/** The parameters of one policy, attack, process or loss function. */
function entryParameters(parameters: readonly ParameterDeclaration[], width: number): string {
  return rowsText(
    parameters.map((one) => [`      ${one.name}`, defaultOf(one), unitOf(one), one.doc]),
    width,
    ([name, byDefault, unit, doc]) => `${name} = ${byDefault} (${unit}): ${doc}`,
  );
}

/** Rows as columns; where those are too wide, each row in words. */
function rowsText(rows: readonly string[][], width: number, inWords: (row: readonly string[]) => string): string {
  const columns = table(rows);
  if (width === anyWidth || columns.split('\n').every((line) => textWidth(line) <= width)) return columns;
  return rows.map((row) => paragraph(inWords(row), width)).join('');
}

/** A text whose further lines stand behind its first. */
function paragraph(text: string, width: number): string {
  return `${wrapped(text, width, text.search(/\S/) + 4)}\n`;
}

/** As a scenario would write it; of a parameter that follows another, that one's name. */
function defaultOf({ default: byDefault, defaultFrom, kind }: ParameterDeclaration): string {
  if (defaultFrom !== undefined) return defaultFrom;
  return kind === 'text' ? JSON.stringify(byDefault) : String(byDefault);
}

function parametersText(parameters: readonly ParameterDeclaration[], width: number, sets: ValueSets = {}): string {
  return width === anyWidth ? parameterTable(parameters, sets) : parametersInWords(parameters, sets, width);
}

function parameterTable(parameters: readonly ParameterDeclaration[], sets: ValueSets): string {
  const rows = parameters.map((one) => [
    `  ${one.name}`,
    defaultOf(one),
    ...Object.values(sets).map(({ values }) => String(values[one.name])),
    unitOf(one),
    one.chain ?? '-',
    one.source ?? '-',
    one.doc,
  ]);
  return table([['  name', 'default', ...Object.keys(sets), 'unit', 'on chain', 'source', 'meaning'], ...rows]);
}

/** Of each parameter what its row of the table says. */
function parametersInWords(parameters: readonly ParameterDeclaration[], sets: ValueSets, width: number): string {
  return parameters
    .map((one) => {
      const more = [
        ...Object.entries(sets).map(([set, { values }]) => `${set}: ${values[one.name]}`),
        ...(one.chain === undefined ? [] : [`on chain: ${one.chain}`]),
        ...(one.source === undefined ? [] : [`source: ${one.source}`]),
      ];
      const brackets = more.map((text) => ` [${text}]`).join('');
      return paragraph(`  ${one.name} = ${defaultOf(one)} (${unitOf(one)}): ${one.doc}${brackets}`, width);
    })
    .join('');
}

/** The value of a parameter in each set, where there are sets. */
function valuesIn(sets: ValueSets, name: string): { readonly values?: Readonly<Record<string, ParameterValue>> } {
  const entries = Object.entries(sets).map(([set, { values }]) => [set, values[name]] as const);
  return entries.length === 0 ? {} : { values: Object.fromEntries(entries) };
}

function unitOf({ unit, kind, choices }: ParameterDeclaration): string {
  if (kind === 'choice') return (choices ?? []).join(' | ');
  return kind === 'boolean' ? 'true | false' : unit;
}

/** A named set of values: what it sets otherwise than the usual one, * where that was read from notes. */
function valuesText(
  { name, doc, values }: (typeof sim.tokenomicsPresets)[string],
  usual: Readonly<Record<string, ParameterValue>>,
  width: number,
  fromNotes: readonly string[] = [],
): string {
  const different = Object.keys(usual).filter((key) => values[key] !== usual[key]);
  const rows = different.map((key) => [`      ${key}${fromNotes.includes(key) ? '*' : ''}`, String(values[key])]);
  return paragraph(`  ${name}: ${doc}`, width) + rowsText(rows, width, ([key, value]) => `${key} = ${value}`);
}
