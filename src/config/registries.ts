import type { ParameterDeclaration, ParameterValue } from '../../sim/index.ts';

/** What the schema needs to know of a policy, a process or a loss. */
export interface RegistryEntry {
  readonly name: string;
  readonly doc: string;
  readonly parameters: readonly ParameterDeclaration[];
  readonly aliases?: readonly string[];
}

export type Registry = Readonly<Record<string, RegistryEntry>>;

/** All words a scenario may use. The schema is made from these, so what is declared in `sim/` is what a scenario knows. */
export interface Registries {
  readonly protocolParameters: readonly ParameterDeclaration[];
  readonly topicParameters: readonly ParameterDeclaration[];
  readonly profiles: Readonly<
    Record<string, { readonly doc: string; readonly values: Readonly<Record<string, ParameterValue>> }>
  >;
  readonly defaultProfile: string;
  readonly truthProcesses: Registry;
  readonly lossFunctions: Registry;
  readonly infererPolicies: Registry;
  readonly forecasterPolicies: Registry;
  readonly reputerPolicies: Registry;
}

/** The entry that is called `name` or has it as an alias. */
export function entryOf(registry: Registry, name: string): RegistryEntry {
  const entry = Object.values(registry).find((one) => one.name === name || one.aliases?.includes(name));
  if (entry === undefined) throw new Error(`no entry is called ${name}`);
  return entry;
}
