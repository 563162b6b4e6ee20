import type { TableDeclaration } from './column.ts';

const loss = 'log10 loss';

/** The table `actors`: one row per topic, nonce and registered actor, thinned by `record.actors`. */
export const actorTable: TableDeclaration = {
  name: 'actors',
  doc: 'one row per topic, nonce and registered actor',
  columns: [
    { name: 'topic', type: 'dictionary', unit: '', doc: 'name of the topic' },
    { name: 'epoch', type: 'int32', unit: 'epochs', doc: 'number of the nonce within its topic, from 0' },
    { name: 'block', type: 'int32', unit: 'blocks', doc: 'block at which the nonce opened' },
    { name: 'actor', type: 'dictionary', unit: '', doc: 'name of the key: population and index' },
    { name: 'role', type: 'dictionary', unit: '', doc: 'inferer, forecaster or reputer' },
    { name: 'policy', type: 'dictionary', unit: '', doc: 'what decides for it: a policy, or the attack it belongs to' },
    { name: 'owner', type: 'dictionary', unit: '', doc: 'who holds the key' },
    { name: 'active', type: 'int32', unit: '1', doc: '1: had a seat in the nonce; 0: registered only' },
    {
      name: 'value',
      type: 'float64',
      unit: 'target units',
      doc: 'inference; of a forecaster its forecast-implied inference; none for reputers',
    },
    {
      name: 'loss',
      type: 'float64',
      unit: loss,
      doc: 'true loss of that value; of a reputer the mean absolute error of its reports',
    },
    { name: 'regret', type: 'float64', unit: loss, doc: 'smoothed regret after the nonce closed; none for reputers' },
    {
      name: 'weight',
      type: 'float64',
      unit: 'share',
      doc: 'share of the weight in the combined inference; of a reputer of the adjusted stake',
    },
    {
      name: 'score',
      type: 'float64',
      unit: 'score',
      doc: 'score of the nonce: log10 loss for workers, closeness to the consensus (0 to 100) for reputers',
    },
    { name: 'ema_score', type: 'float64', unit: 'score', doc: 'smoothed score that decides about seats' },
    { name: 'stake', type: 'float64', unit: 'ALLO', doc: 'stake; none for workers' },
    { name: 'listening_coefficient', type: 'float64', unit: '1', doc: 'of reputers, after the nonce closed' },
    { name: 'reward', type: 'float64', unit: 'ALLO', doc: 'paid for the nonce' },
    { name: 'wallet', type: 'float64', unit: 'ALLO', doc: 'held beside any stake' },
    {
      name: 'delegated',
      type: 'float64',
      unit: 'ALLO',
      doc: 'stake that delegators placed on a reputer; none for workers',
    },
    { name: 'cost', type: 'float64', unit: 'ALLO', doc: 'what taking part cost in the epoch' },
    {
      name: 'forecast_loss',
      type: 'float64',
      unit: loss,
      doc: 'of a forecaster with a seat, mean of the losses that it forecast, over the inferers whose loss came to be known',
    },
    {
      name: 'observed_loss',
      type: 'float64',
      unit: loss,
      doc: 'mean loss of the same inferers as reported and weighted by stake',
    },
    {
      name: 'forecast_correlation',
      type: 'float64',
      unit: '1',
      doc: 'Pearson correlation of forecasted and observed losses over these inferers; none of fewer than three, or where one of the two does not vary',
    },
  ],
};

/** Words of the column `role`, in the order of their codes. */
export const roleWords = ['inferer', 'forecaster', 'reputer'] as const;
