import {
  type MonthlyColumn,
  type MonthlyRow,
  monthlyColumns,
  monthlyReferenceStart,
  monthlyReferenceStep,
} from '../../sim/index.ts';
import { type CsvTable, requiredColumn } from './csv-table.ts';
import { CellComparer, type ConformReport } from './report.ts';

/*
 * The monthly reference rows of supply, emission and the three oldest topics and validators, each recomputed from its own
 * inputs and the row before.
 */

const noRowBefore = 'needs the row before';
const emptyInput = 'needs a cell that is empty';
const input = 'input';
const hiddenDivisor = 'input: its divisor is not recorded';
const notYet = 'no such topic or validator in this row';
const randomStart = 'random start';
const joined = 'was not among the three oldest in the row before';
const jump = 'random jump';

/** Weight of the newest square root in the moving average of topic weights: 1 - 0.5^4. */
const weightSmoothing = 0.9375;

/** Inputs: drawn at random when the rows were made. */
const inputColumns = ['n_active_topics', 'all_topic_weight_sum', 'n_active_validators', 'all_validator_stake_sum'];
const topicInputs = ['topic_id', 'topic_months_live', 'topic_n_workers', 'topic_n_reputers', 'topic_total_fee_revenue'];
const validatorInputs = ['validator_id', 'validator_months_live'];

/** Inflows of the stakers of a topic: the reputers' third of its reward stays as stake. */
const reputerShare = 1 / 3;

/**
 * Recomputes the reference rows of tokenomics.
 *
 * The macro columns follow from the row before by one step of the monthly model; month 0 from constants. Topics and
 * validators are found in the row before by their id.
 *
 * @throws CsvError when a column is missing
 */
export function conformTokenomics(table: CsvTable): ConformReport {
  const cells = new TokenomicsCells(table);
  const epoch = requiredColumn(table, 'epoch');
  for (const column of monthlyColumns) requiredColumn(table, column);
  for (let row = 0; row < table.rows; ++row) {
    const hasBefore = row > 0 && epoch[row] === epoch[row - 1] + 1;
    compareMonth(cells, row, epoch[row], hasBefore);
    for (const column of inputColumns) cells.skip(row, column, input);
    for (const slot of slotsOf(table, 'topic')) compareTopic(cells, row, slot, hasBefore);
    for (const slot of slotsOf(table, 'validator')) compareValidator(cells, row, slot, hasBefore);
  }
  return cells.comparer.report();
}

/** Reading, comparing and skipping by row and column name. */
class TokenomicsCells {
  readonly table: CsvTable;
  readonly comparer: CellComparer;
  constructor(table: CsvTable) {
    this.table = table;
    this.comparer = new CellComparer('tokenomics', table);
  }
  at(row: number, column: string): number {
    return requiredColumn(this.table, column)[row];
  }
  skip(row: number, column: string, reason: string): void {
    if (!Number.isNaN(this.at(row, column))) this.comparer.skip(column, 1, reason);
  }
  /** Compares a cell with what its formula makes of `inputs`, unless one of these is empty. */
  compare(row: number, column: string, inputs: readonly number[], formula: (...inputs: number[]) => number): void {
    if (inputs.some(Number.isNaN)) this.skip(row, column, emptyInput);
    else this.comparer.compare(row, column, this.at(row, column), formula(...inputs));
  }
}

function compareMonth(cells: TokenomicsCells, row: number, month: number, hasBefore: boolean): void {
  let computed: MonthlyRow | undefined;
  let reason = noRowBefore;
  if (month === 0) computed = monthlyReferenceStart();
  else if (hasBefore) {
    const before = Object.fromEntries(monthlyColumns.map((column) => [column, cells.at(row - 1, column)]));
    computed = stepUnlessEmpty(before as Record<MonthlyColumn, number>, month);
    reason = emptyInput;
  }
  for (const column of monthlyColumns) {
    if (computed === undefined) cells.skip(row, column, reason);
    else cells.compare(row, column, [], () => computed[column]);
  }
}

/** The month after `before`; undefined when an amount or the rate that it starts from is missing. */
function stepUnlessEmpty(before: MonthlyRow, month: number): MonthlyRow | undefined {
  const needed = monthlyColumns.filter((column) => column === 'e_i' || /_(total|circulating)$/.test(column));
  const isComplete = needed.every((column) => column.startsWith('network_') || !Number.isNaN(before[column]));
  return isComplete ? monthlyReferenceStep(before, month) : undefined;
}

/** The numbers k of the columns `<kind>_id_k`. */
function slotsOf(table: CsvTable, kind: string): number[] {
  const pattern = new RegExp(`^${kind}_id_(\\d+)$`);
  return table.header.flatMap((name) => {
    const found = pattern.exec(name);
    return found === null ? [] : [Number(found[1])];
  });
}

/** The slot in which an id stood one row earlier. */
function slotBefore(cells: TokenomicsCells, row: number, kind: string, id: number): number | undefined {
  return slotsOf(cells.table, kind).find((slot) => cells.at(row - 1, `${kind}_id_${slot}`) === id);
}

function compareTopic(cells: TokenomicsCells, row: number, slot: number, hasBefore: boolean): void {
  const value = (name: string, at = slot, when = row) => cells.at(when, `${name}_${at}`);
  const [stake, weight, reward] = ['topic_total_stake', 'topic_weights', 'topic_rewards'].map(
    (name) => `${name}_${slot}`,
  );
  for (const name of topicInputs) cells.skip(row, `${name}_${slot}`, input);

  const id = value('topic_id');
  if (!(id > 0)) {
    for (const column of [stake, weight, reward]) cells.skip(row, column, notYet);
    return;
  }
  const share = [cells.at(row, 'topics_rewards'), value('topic_weights'), cells.at(row, 'all_topic_weight_sum')];
  cells.compare(row, reward, share, (pot, own, sum) => (pot * own) / sum);

  const stakeAndFee = [value('topic_total_stake'), value('topic_total_fee_revenue')];
  const isNew = value('topic_months_live') === 1;
  const before = hasBefore && !isNew ? slotBefore(cells, row, 'topic', id) : undefined;
  if (before === undefined) {
    const reason = hasBefore ? joined : noRowBefore;
    if (isNew) cells.compare(row, weight, stakeAndFee, (staked, fee) => Math.sqrt(staked * fee));
    else cells.skip(row, weight, reason);
    cells.skip(row, stake, isNew ? randomStart : reason);
    return;
  }
  const earlier = (name: string) => value(name, before, row - 1);
  cells.compare(
    row,
    weight,
    [...stakeAndFee, earlier('topic_weights')],
    (staked, fee, last) => weightSmoothing * Math.sqrt(staked * fee) + (1 - weightSmoothing) * last,
  );
  if (value('topic_n_reputers') === earlier('topic_n_reputers')) {
    const income = [earlier('topic_total_stake'), earlier('topic_rewards')];
    cells.compare(row, stake, income, (staked, earned) => staked + reputerShare * earned);
  } else {
    cells.skip(row, stake, jump);
  }
}

function compareValidator(cells: TokenomicsCells, row: number, slot: number, hasBefore: boolean): void {
  const stake = `validator_stake_${slot}`;
  for (const name of validatorInputs) cells.skip(row, `${name}_${slot}`, input);
  cells.skip(row, `validator_rewards_${slot}`, hiddenDivisor);

  const id = cells.at(row, `validator_id_${slot}`);
  if (!(id > 0)) {
    cells.skip(row, stake, notYet);
    return;
  }
  const before = hasBefore ? slotBefore(cells, row, 'validator', id) : undefined;
  if (before === undefined) {
    cells.skip(row, stake, hasBefore ? joined : noRowBefore);
    return;
  }
  const income = ['stake', 'rewards'].map((name) => cells.at(row - 1, `validator_${name}_${before}`));
  cells.compare(row, stake, income, (staked, earned) => staked + earned);
}
