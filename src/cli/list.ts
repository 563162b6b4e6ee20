import type { ParameterDeclaration } from '../../sim/index.ts';
import * as sim from '../../sim/index.ts';
import { nearestWord } from '../config/nearest-word.ts';
import type { AttackEntry, Registry } from '../config/registries.ts';
import { simRegistries } from '../config/sim-registries.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { table } from './table.ts';

/** What can be listed. */
export const listKinds = ['policies', 'attacks', 'processes', 'losses', 'metrics', 'protocols', 'parameters'] as const;
type ListKind = (typeof listKinds)[number];

/** One list: as data for `--json`, as text for people. */
interface Listing {
  readonly data: unknown;
  readonly text: string;
}

/** Lists what scenarios can name: names, one line each, defaults. */
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
  const { data, text } = listings[kind]();
  stdout.write(options.json ? `${JSON.stringify(data, null, 2)}\n` : text);
  return exitCode.done;
}

function isListKind(kind: string): kind is ListKind {
  return (listKinds as readonly string[]).includes(kind);
}

const listings: Readonly<Record<ListKind, () => Listing>> = {
  policies: () => {
    const roles: [string, Registry][] = [
      ['inferers', sim.infererPolicies],
      ['forecasters', sim.forecasterPolicies],
      ['reputers', sim.reputerPolicies],
    ];
    return {
      data: roles.flatMap(([role, registry]) => entriesOf(registry).map((entry) => ({ role, ...entry }))),
      text: roles.map(([role, registry]) => `${role}\n${registryText(registry)}`).join('\n'),
    };
  },
  attacks: () => attackListing(simRegistries.attacks),
  processes: () => ({ data: entriesOf(sim.truthProcesses), text: registryText(sim.truthProcesses) }),
  losses: () => ({
    data: Object.values(sim.lossFunctions).map((loss) => ({ ...entryData(loss), allowNegative: loss.allowNegative })),
    text: `${registryText(sim.lossFunctions)}\nOr a formula of your own: loss: { formula: "abs(prediction - truth)" }\n`,
  }),
  metrics: () => ({
    data: sim.summaryMetrics.map(({ name, unit, doc }) => ({ name, unit, doc })),
    text: table(sim.summaryMetrics.map(({ name, unit, doc }) => [name, unit, doc])),
  }),
  protocols: () => ({
    data: Object.values(sim.profiles).map((profile) => ({ ...profile, default: profile.name === sim.defaultProfile })),
    text: Object.values(sim.profiles).map(profileText).join('\n'),
  }),
  parameters: () => ({
    data: parameterScopes.flatMap(([scope, list]) => list.map((parameter) => ({ scope, ...parameter }))),
    text: parameterScopes.map(([scope, list]) => `${scope}\n${parameterTable(list)}`).join('\n'),
  }),
};

/** What attacks there are, with the question that each answers and what its keys may know. */
export function attackListing(attacks: Registry<AttackEntry>): Listing {
  const entries = Object.values(attacks);
  const text = entries.map((entry) => {
    const rows = entry.parameters.map(parameterRow);
    return `  ${entry.name}: ${entry.doc}\n    ${entry.question} Knows: ${entry.knowledge}.\n${table(rows)}`;
  });
  return {
    data: entries.map((entry) => ({
      ...entryData(entry),
      question: entry.question,
      knowledge: entry.knowledge,
    })),
    text: `attacks, listed in a scenario as attacks: [{ attack: NAME, start: 100 }]\n${text.join('')}`,
  };
}

const parameterScopes: readonly (readonly [string, readonly ParameterDeclaration[]])[] = [
  ['protocol', sim.protocolParameters],
  ['topic', sim.topicParameters],
  ['hub chain (what profiles say; a run does not read them yet)', sim.hubChainParameters],
];

function entriesOf(registry: Registry): ReturnType<typeof entryData>[] {
  return Object.values(registry).map(entryData);
}

function entryData({ name, doc, aliases = [], parameters }: Registry[string]) {
  return { name, doc, aliases, parameters };
}

function registryText(registry: Registry): string {
  return Object.values(registry)
    .map(({ name, doc, aliases = [], parameters }) => {
      const also = aliases.length > 0 ? ` (also ${aliases.join(', ')})` : '';
      const rows = parameters.map(parameterRow);
      return `  ${name}${also}: ${doc}\n${table(rows)}`;
    })
    .join('');
}

function parameterRow(one: ParameterDeclaration): string[] {
  return [`      ${one.name}`, defaultOf(one), unitOf(one), one.doc];
}

/** As a scenario would write it; of a parameter that follows another, that one's name. */
function defaultOf({ default: byDefault, defaultFrom, kind }: ParameterDeclaration): string {
  if (defaultFrom !== undefined) return defaultFrom;
  return kind === 'text' ? JSON.stringify(byDefault) : String(byDefault);
}

function parameterTable(parameters: readonly ParameterDeclaration[]): string {
  const rows = parameters.map((one) => [`  ${one.name}`, defaultOf(one), unitOf(one), one.chain ?? '-', one.doc]);
  return table([['  name', 'default', 'unit', 'on chain', 'meaning'], ...rows]);
}

function unitOf({ unit, kind, choices }: ParameterDeclaration): string {
  if (kind === 'choice') return (choices ?? []).join(' | ');
  return kind === 'boolean' ? 'true | false' : unit;
}

/** A version of the protocol: what it sets otherwise than the default one, * where that was read from notes. */
function profileText({ name, doc, values, fromNotes }: (typeof sim.profiles)[string]): string {
  const usual = sim.profiles[sim.defaultProfile].values;
  const declared = parameterScopes.flatMap(([, list]) => list.map((parameter) => parameter.name));
  const different = declared.filter((key) => values[key] !== usual[key]);
  const rows = different.map((key) => [`      ${key}${fromNotes.includes(key) ? '*' : ''}`, String(values[key])]);
  return `  ${name}: ${doc}\n${table(rows)}`;
}
