import type { ParameterDeclaration, ParameterValue } from '../../sim/index.ts';

/** What the schema needs to know of a policy, a process, a loss or an attack. */
export interface RegistryEntry {
  readonly name: string;
  readonly doc: string;
  readonly parameters: readonly ParameterDeclaration[];
  readonly aliases?: readonly string[];
  /** Where it comes from. */
  readonly source?: string;
}

export type Registry<Entry extends RegistryEntry = RegistryEntry> = Readonly<Record<string, Entry>>;

/** Where truths lie: in [0, 1], or not below 0. */
export type Domain = 'probability' | 'not-negative';

/** Where the numbers of a file must lie: those of truths in a domain, or prices. */
export type CellRange = Domain | 'positive';

/** A truth process. One with a parameter `file` reads a CSV file, one with a parameter `formula` a user's formula. */
export interface TruthEntry extends RegistryEntry {
  readonly regimes: readonly string[];
  /** Absent: any number. */
  readonly domain?: Domain;
}

export interface LossEntry extends RegistryEntry {
  readonly allowNegative?: boolean;
  /** Where its truths must lie. Absent: anywhere. */
  readonly domain?: Domain;
}

export interface AttackEntry extends RegistryEntry {
  /** In the catalogue of attacks. */
  readonly number: number;
  /** Where it comes from. */
  readonly source: string;
  /** The question that a run of it answers. */
  readonly question: string;
  /** What its keys may know; the first unless a scenario says otherwise. */
  readonly knowledge: readonly string[];
  /** It needs the hub chain. */
  readonly needsHub?: boolean;
  /** How many keys it holds in each role. */
  readonly keys: (values: Readonly<Record<string, ParameterValue>>) => {
    readonly inferers: number;
    readonly forecasters: number;
    readonly reputers: number;
  };
}

/** A number of `summary.json`, which a scenario may have expectations of. */
export interface MetricEntry {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
}

/** A named set of values for parameters. */
export interface ValueSet {
  readonly doc: string;
  readonly values: Readonly<Record<string, ParameterValue>>;
  /** Parameters whose value was read from notes, not from code. */
  readonly fromNotes?: readonly string[];
}

/** All words a scenario may use. The schema is made from these, so what is declared in `sim/` is what a scenario knows. */
export interface Registries {
  /** Those of the hub chain included. */
  readonly protocolParameters: readonly ParameterDeclaration[];
  readonly topicParameters: readonly ParameterDeclaration[];
  readonly profiles: Readonly<Record<string, ValueSet>>;
  readonly defaultProfile: string;
  readonly tokenomicsParameters: readonly ParameterDeclaration[];
  readonly tokenomicsPresets: Readonly<Record<string, ValueSet>>;
  readonly defaultTokenomics: string;
  readonly macroParameters: readonly ParameterDeclaration[];
  readonly truthProcesses: Registry<TruthEntry>;
  readonly lossFunctions: Registry<LossEntry>;
  readonly infererPolicies: Registry;
  readonly forecasterPolicies: Registry;
  readonly reputerPolicies: Registry;
  readonly delegatorPolicies: Registry;
  readonly priceProcesses: Registry;
  readonly attacks: Registry<AttackEntry>;
  readonly metrics: readonly MetricEntry[];
}

export const roles = ['inferers', 'forecasters', 'reputers'] as const;
export type Role = (typeof roles)[number];

/** The policies of a role. */
export function policiesOf(registries: Registries, role: Role): Registry {
  const { infererPolicies, forecasterPolicies, reputerPolicies } = registries;
  return { inferers: infererPolicies, forecasters: forecasterPolicies, reputers: reputerPolicies }[role];
}

/** The entry that is called `name` or has it as an alias. */
export function entryOf<Entry extends RegistryEntry>(registry: Registry<Entry>, name: string): Entry {
  const entry = Object.values(registry).find((one) => one.name === name || one.aliases?.includes(name));
  if (entry === undefined) throw new Error(`no entry is called ${name}`);
  return entry;
}

/** Whether an entry declares a parameter of this name. */
export function declares(entry: RegistryEntry, parameter: string): boolean {
  return entry.parameters.some(({ name }) => name === parameter);
}
