/** The parts of JSON Schema that scenarios are described with. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/** The forms that a value may have, without unions in unions. */
export function forms(node: SchemaNode): readonly SchemaNode[] {
  // The scenario as a whole says in a union which of its keys have to be there.
  const inner = node.properties === undefined ? (node.anyOf ?? node.oneOf) : undefined;
  return inner === undefined ? [node] : inner.flatMap(forms);
}

/** The key that tells the forms of a union of groups apart; undefined where there is only one. */
export function tellingKey(groups: readonly SchemaNode[]): string | undefined {
  if (groups.length < 2) return undefined;
  return groups[0].required?.find((key) => groups[0].properties?.[key]?.enum !== undefined);
}

/** The form that a group has: the one with its word, or the one with the most of its keys. */
export function formOf(groups: readonly SchemaNode[], value: unknown): SchemaNode {
  const key = tellingKey(groups);
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  const word = key === undefined ? undefined : given[key];
  if (key !== undefined && word !== undefined) {
    return groups.find(({ properties }) => properties?.[key]?.enum?.includes(String(word)) === true) ?? groups[0];
  }
  const known = ({ properties = {} }: SchemaNode): number =>
    Object.keys(given).filter((name) => name in properties).length;
  return groups.reduce((best, group) => (known(group) > known(best) ? group : best));
}
