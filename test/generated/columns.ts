/** Columns of the synthesis rows, for any number of actors, in the order of the reference rows. */

export interface Sizes {
  inferers: number;
  forecasters: number;
  reputers: number;
}

/** One row: column name to value; null is an empty cell. */
export type Row = Map<string, number | null>;

function count(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/** Column names of a file with these numbers of actors. Workers are the inferers, then the forecasters. */
export function synthesisColumns(sizes: Sizes): string[] {
  const inferers = count(sizes.inferers);
  const forecasters = count(sizes.forecasters);
  const reputers = count(sizes.reputers);
  const workers = count(sizes.inferers + sizes.forecasters);
  const numbered = (name: string, ids: readonly number[]): string[] => ids.map((id) => `${name}_${id}`);
  const pairs = (
    first: readonly number[],
    second: readonly number[],
    name: (a: number, b: number) => string,
  ): string[] => first.flatMap((a) => second.map((b) => name(a, b)));
  const reported = (name: string, ids: readonly number[]): string[] =>
    pairs(reputers, ids, (m, id) => `reputer_${m}_loss_${name}_${id}`);

  return [
    'epoch',
    'target',
    ...numbered('inference', inferers),
    ...pairs(forecasters, inferers, (k, j) => `forecasted_loss_${k}_for_${j}`),
    ...numbered('forecast_implied_inference', forecasters),
    ...pairs(forecasters, inferers, (k, j) => `forecast_implied_inference_${k}_oneout_${j}`),
    'network_inference',
    ...numbered('network_inference_errorbar', count(5)),
    'network_naive_inference',
    ...numbered('network_inference_oneout', workers),
    ...numbered('network_naive_inference_onein', forecasters),
    'network_loss',
    ...numbered('reputer_stake', reputers),
    ...reported('inference', inferers),
    ...reported('forecast_implied_inference', forecasters),
    ...reputers.flatMap((m) =>
      pairs(forecasters, inferers, (k, j) => `reputer_${m}_loss_forecast_implied_inference_${k}_oneout_${j}`),
    ),
    ...reputers.map((m) => `reputer_${m}_loss_network_inference`),
    ...reputers.map((m) => `reputer_${m}_loss_naive_network_inference`),
    ...reported('network_inference_oneout', workers),
    ...reported('naive_network_inference_onein', forecasters),
    ...numbered('inference_loss', inferers),
    ...numbered('forecast_implied_inference_loss', forecasters),
    ...pairs(forecasters, inferers, (k, j) => `forecast_implied_inference_loss_${k}_oneout_${j}`),
    'network_naive_loss',
    ...numbered('network_loss_oneout', workers),
    ...numbered('network_naive_loss_onein', forecasters),
    ...pairs(forecasters, inferers, (k, j) => `forecasted_regret_${k}_inferer_${j}`),
    ...numbered('inference_regret_worker', workers),
    ...numbered('naive_inference_regret_worker', inferers),
    ...pairs(workers, workers, (o, l) => `inference_regret_worker_${l}_oneout_${o}`),
    ...pairs(forecasters, count(sizes.inferers + 1), (k, l) => `inference_regret_worker_${l}_onein_${k}`),
    ...numbered('inferer_score', inferers),
    ...numbered('forecaster_score', forecasters),
    ...numbered('inferer_reward_fraction', inferers),
    ...numbered('forecaster_reward_fraction', forecasters),
    ...numbered('reputer_listening_coefficient', reputers),
    ...numbered('reputer_adjusted_stake', reputers),
    ...numbered('reputer_score', reputers),
    ...numbered('reputer_reward_fraction', reputers),
    ...numbered('inferer_reward_fraction_smooth', inferers),
    ...numbered('forecaster_reward_fraction_smooth', forecasters),
    ...numbered('reputer_reward_fraction_smooth', reputers),
    'inferers_entropy',
    'forecasters_entropy',
    'reputers_entropy',
    'forecaster_task_score',
    'forecaster_score_ratio',
    'forecasters_utility',
    'inferers_reward_fraction',
    'forecasters_reward_fraction',
    'reputers_reward_fraction',
    'topic_rewards',
    ...numbered('inferer_reward', inferers),
    ...numbered('forecaster_reward', forecasters),
    ...numbered('reputer_reward', reputers),
  ];
}

/** A column's family: its name with the numbers as #. */
export function familyOf(column: string): string {
  return column.replace(/\d+/g, '#');
}

/** Numbers of actors of a file, read off its columns. */
export function sizesOf(columns: readonly string[]): Sizes {
  const of = (pattern: RegExp): number => columns.filter((column) => pattern.test(column)).length;
  return {
    inferers: of(/^inference_\d+$/),
    forecasters: of(/^forecast_implied_inference_\d+$/),
    reputers: of(/^reputer_stake_\d+$/),
  };
}

/** Rows of a CSV text of plain numbers; an empty cell is null. */
export function parseRows(csv: string): { columns: string[]; rows: Row[] } {
  const [header, ...lines] = csv.trim().split(/\r?\n/);
  const columns = header.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    return new Map(columns.map((column, index) => [column, cells[index] === '' ? null : Number(cells[index])]));
  });
  return { columns, rows };
}

/** The same rows as a CSV text; doubles are printed so that they read back as they were. */
export function printRows(columns: readonly string[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => row.get(column) ?? '').join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
