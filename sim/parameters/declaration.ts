/** Values that a scenario may give to a parameter. */
export type ParameterValue = number | boolean | string;

/**
 * One parameter, declared once. Types, checks, defaults, the reference page and `list parameters` come from it.
 */
export interface ParameterDeclaration {
  /**
   * camelCase of the chain's name; where the chain has none, a name of our own. `group.key` is the key of a nested group
   * in scenarios.
   */
  readonly name: string;
  readonly kind: 'number' | 'integer' | 'boolean' | 'choice' | 'text';
  readonly default: ParameterValue;
  /** Left out, it takes the value of this parameter beside it; `default` is then what that one's default makes of it. */
  readonly defaultFrom?: string;
  /** Smallest and largest allowed value, both inclusive. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** Bounds that are themselves not allowed. */
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  /** The allowed words of a `choice`. */
  readonly choices?: readonly string[];
  /** What the word of a `text` names: a regime of the topic's truth. */
  readonly refersTo?: 'regime';
  /** Unit in words: "blocks", "uallo", "log10 loss"; "1" when dimensionless. */
  readonly unit: string;
  /** One line: what it does. */
  readonly doc: string;
  /** The chain's spelling, when the chain has this parameter. */
  readonly chain?: string;
  /** White paper section or chain file at version. */
  readonly source?: string;
}
