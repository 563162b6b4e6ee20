import { attacks, type ParameterDeclaration, type Scenario } from '../../sim/index.ts';
import { nearestWord } from '../config/nearest-word.ts';
import { SelectionError } from '../run/selection-error.ts';

/** A number of an attack that can be varied. */
export interface AttackParameter {
  /** As the user writes it: alone where the scenario has one attack that has it, with the attack's name before it otherwise. */
  readonly name: string;
  /** The attack's name and the parameter's. */
  readonly attack: string;
  readonly parameter: string;
  /** As after `--set`. */
  readonly path: string;
  readonly unit: string;
  readonly whole: boolean;
  /** Its value in the scenario; null: none is written (a budget without limit). */
  readonly value: number | null;
  /** Smallest and largest value that can be written; infinite where nothing is declared. */
  readonly low: number;
  readonly high: number;
  /** Shared by all attacks, rather than this one's own. */
  readonly shared: boolean;
}

type Shared = 'start' | 'duration' | 'budget' | 'delay' | 'adaptivity' | 'workCost' | 'capitalRate' | 'notional';

/** Numbers that every attack has, whatever it does. */
const sharedParameters: readonly (readonly [name: Shared, unit: string, whole: boolean, high: number])[] = [
  ['start', 'epochs', true, Number.POSITIVE_INFINITY],
  ['duration', 'epochs', true, Number.POSITIVE_INFINITY],
  ['budget', 'ALLO', false, Number.POSITIVE_INFINITY],
  ['delay', 'epochs', true, Number.POSITIVE_INFINITY],
  ['adaptivity', '1', false, 1],
  ['workCost', 'ALLO per key and epoch', false, Number.POSITIVE_INFINITY],
  ['capitalRate', 'share per year', false, Number.POSITIVE_INFINITY],
  ['notional', 'ALLO per scale of the truth', false, Number.POSITIVE_INFINITY],
];

/** Every number of a scenario's attacks. */
export function attackParameters(scenario: Scenario): AttackParameter[] {
  const found = scenario.attacks.flatMap((attack, a): AttackParameter[] => {
    const named = (parameter: string) => ({
      name: parameter,
      attack: attack.name,
      parameter,
      path: `attacks.${a}.${parameter}`,
    });
    const own = attacks[attack.attack].parameters.filter(isNumeric).map((declared): AttackParameter => {
      const value = Number(attack.parameters[declared.name]);
      const whole = declared.kind === 'integer';
      return { ...named(declared.name), unit: declared.unit, whole, value, ...boundsOf(declared), shared: false };
    });
    const shared = sharedParameters.map(([parameter, unit, whole, high]): AttackParameter => {
      return { ...named(parameter), unit, whole, value: attack[parameter], low: 0, high, shared: true };
    });
    return [...own, ...shared];
  });
  const count = (parameter: string): number => found.filter((one) => one.parameter === parameter).length;
  return found.map((one) => (count(one.parameter) === 1 ? one : { ...one, name: `${one.attack}.${one.parameter}` }));
}

function isNumeric({ kind }: ParameterDeclaration): boolean {
  return kind === 'number' || kind === 'integer';
}

/** A bound that is itself not allowed is drawn from up to a millionth of the range. */
function boundsOf(declared: ParameterDeclaration): { low: number; high: number } {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, kind } = declared;
  const low = minimum ?? exclusiveMinimum ?? Number.NEGATIVE_INFINITY;
  const high = maximum ?? exclusiveMaximum ?? Number.POSITIVE_INFINITY;
  const inside = kind === 'integer' ? 1 : Number.isFinite(high - low) ? 1e-6 * (high - low) : 0;
  return {
    low: exclusiveMinimum === undefined ? low : low + inside,
    high: exclusiveMaximum === undefined ? high : high - inside,
  };
}

/**
 * The parameter that a word of the command line names, with the attack's name before it or without.
 *
 * @param option where the word stands, for messages: `--frontier`
 * @throws SelectionError
 */
export function parameterNamed(word: string, parameters: readonly AttackParameter[], option: string): AttackParameter {
  const found = parameters.filter(
    ({ name, attack, parameter }) => word === name || word === parameter || word === `${attack}.${parameter}`,
  );
  if (found.length === 1) return found[0];
  const names = (found.length > 1 ? found : parameters).map(({ name }) => name);
  throw new SelectionError(
    `${option} names "${word}"; expected one of ${names.join(', ')}.`,
    found.length > 1 ? undefined : nearestWord(word, names),
  );
}
