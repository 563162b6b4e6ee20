import {
  hubChainParameters,
  macroParameters,
  type ParameterDeclaration,
  type ParameterValue,
  profiles,
  protocolParameters,
  type Scenario,
  tokenomicsParameters,
  tokenomicsPresets,
  topicParameters,
} from '../../sim/index.ts';

/* Every listed parameter, each changed a little in whatever scenario has it. */

type Values = Readonly<Record<string, ParameterValue>>;

/** One way to change one parameter. */
export interface Change {
  /** `fEmission`, `weights: clamped`. */
  readonly title: string;
  /** A number moves by 1 %; words and switches take another value. */
  readonly numeric: boolean;
  readonly group: 'protocol' | 'topic' | 'tokenomics' | 'macro';
  readonly parameter: ParameterDeclaration;
  readonly next: (value: ParameterValue) => ParameterValue;
}

export const changes: readonly Change[] = [
  ...[...protocolParameters, ...hubChainParameters].flatMap((one) => changesOf(one, 'protocol')),
  ...topicParameters.flatMap((one) => changesOf(one, 'topic')),
  ...tokenomicsParameters.flatMap((one) => changesOf(one, 'tokenomics')),
  ...macroParameters.flatMap((one) => changesOf(one, 'macro')),
];

/** Every number moved the other way, as far as it may be. */
export const lessChanges: readonly Change[] = changes
  .filter(({ numeric }) => numeric)
  .map((change) => ({ ...change, next: (value) => onePercentLess(change.parameter, Number(value)) }));

function changesOf(parameter: ParameterDeclaration, group: Change['group']): Change[] {
  const { name, kind, choices = [] } = parameter;
  const words = (title: string, next: Change['next']): Change => ({ title, numeric: false, group, parameter, next });
  if (kind === 'choice') return choices.map((word) => words(`${name}: ${word}`, () => word));
  if (kind === 'boolean') return [words(name, (value) => value !== true)];
  return [{ title: name, numeric: true, group, parameter, next: (value) => onePercentMore(parameter, Number(value)) }];
}

/** What 0, of which 1 % is nothing, becomes: 1 % of what is natural for the parameter; where nothing is said, of 1. */
const fromZero: Readonly<Record<string, number>> = {
  createTopicFee: 1e16, // of an ALLO, uallo
  registrationFee: 1e16,
  dataSendingFee: 1e16,
  startMinted: 2_145_000, // of all that may ever be minted, ALLO
  startRate: 0.000_095, // of the largest monthly yield
  fees: 1000, // of the 100 000 ALLO a month of a busy network
};

/** 1 % more, or less where more is not allowed; of what is counted in whole steps at least one. */
export function onePercentMore(parameter: ParameterDeclaration, value: number): number {
  const { name, kind, unit, maximum = Number.POSITIVE_INFINITY } = parameter;
  const some = value === 0 ? (fromZero[name] ?? 0.01) : Math.abs(value) / 100;
  const step = kind === 'integer' || unit === 'uallo' ? Math.ceil(some) : some;
  return value + step <= maximum ? value + step : value - step;
}

/** As far below as `onePercentMore` goes above; the value itself where nothing less is allowed. */
function onePercentLess(parameter: ParameterDeclaration, value: number): number {
  const { minimum = Number.NEGATIVE_INFINITY, exclusiveMinimum = Number.NEGATIVE_INFINITY } = parameter;
  const less = value - Math.abs(onePercentMore(parameter, value) - value);
  return less >= minimum && less > exclusiveMinimum ? less : value;
}

/** The scenario with the change; undefined: it has no such parameter, or the value already. */
export function withChange(scenario: Scenario, change: Change): Scenario | undefined {
  const { group, parameter, next } = change;
  const { name } = parameter;
  if (!valuesIn(scenario, change).some((value) => next(value) !== value)) return undefined;
  if (group !== 'topic') {
    return { ...scenario, [group]: { ...scenario[group], ...changed(scenario[group], name, next) } };
  }
  const topics = scenario.topics.map((topic) => {
    const { topicParameters: values } = topic;
    return { ...topic, topicParameters: { ...values, ...changed(values, name, next) } };
  });
  return { ...scenario, topics };
}

/** The same where the scenario leaves the parameter at what its version or preset says. */
export function withChangedDefault(scenario: Scenario, change: Change): Scenario | undefined {
  const { name, default: declared } = change.parameter;
  const usual =
    profiles[String(scenario.protocol.profile)].values[name] ??
    tokenomicsPresets[String(scenario.tokenomics.preset)].values[name] ??
    declared;
  return valuesIn(scenario, change).every((value) => value === usual) ? withChange(scenario, change) : undefined;
}

function valuesIn({ topics, months, ...scenario }: Scenario, { group, parameter }: Change): ParameterValue[] {
  if (group === 'topic') return topics.map(({ topicParameters: values }) => values[parameter.name]);
  return group === 'macro' && months === null ? [] : [scenario[group][parameter.name]];
}

const share = 'PercentOfTotalSupply';

/** With what has to go along. Shares of the supply add up to 1: what one group gets, another gives. */
function changed(values: Values, name: string, next: Change['next']): Values {
  const value = next(values[name]);
  // No truth is known before the epoch is over.
  if (name === 'epochLength') {
    return { [name]: value, groundTruthLag: Math.max(Number(value), Number(values.groundTruthLag)) };
  }
  if (!name.endsWith(share)) return { [name]: value };
  const other = name === `participants${share}` ? `team${share}` : `participants${share}`;
  const own = rounded(Number(value));
  return { [name]: own, [other]: rounded(Number(values[other]) - (own - Number(values[name]))) };
}

/** To nine decimals, so that shares add up to 1 exactly. */
function rounded(x: number): number {
  return Math.round(x * 1e9) / 1e9;
}
