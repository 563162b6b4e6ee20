import { lorenzCurve } from '../data/concentration.ts';
import { ROLES } from '../data/epochs.ts';
import { COLOURS, GREY, INK } from '../palette.ts';
import { type ColumnLine, columnLines } from './accuracy.ts';
import { chart, csvData, emptiness, legendOf } from './chart.ts';
import { linesOverEpochs, MEAN_POINTS, thinning } from './lines.ts';
import type { DrawTopic } from './topic-input.ts';

/** A column of each role, whose name carries the letter that formulas give it. */
function lettered(column: (role: string) => string, letters: string): ColumnLine[] {
  return ROLES.map((role, r) => ({ column: column(role), name: `${role} (${letters[r]})`, colour: COLOURS[role] }));
}

/** How the reward of the topic is divided among the roles. */
export const rewardShares: DrawTopic = (input) =>
  columnLines(input, {
    name: 'reward-shares',
    title: 'Class shares of the reward: U, V, W',
    note: 'Parts of inferers (U), forecasters (V) and reputers (W); they sum to 1 in every epoch judged. Healthy: no role is left without.',
    yTitle: 'share of the reward',
    series: lettered((role) => `${role}_reward_fraction`, 'UVW'),
  });

/** The forecasters' utility, and the ratio that it follows from. */
export const utility: DrawTopic = (input) =>
  columnLines(input, {
    name: 'chi-tau',
    title: 'Forecasting utility chi and its ratio tau',
    note: 'chi: how much forecasting counts against inference when the reward is divided, at least 0.1. tau: smoothed ratio of the forecasters’ task score to the best inferer’s score. Healthy: tau above zero.',
    yTitle: 'chi (share), tau (dimensionless)',
    series: [
      { column: 'chi', name: 'chi', colour: COLOURS.forecasters },
      { column: 'tau', name: 'tau', colour: INK, dash: [5, 3] },
    ],
  });

/** Modified entropies of the rewards within each role. */
export const entropies: DrawTopic = (input) =>
  columnLines(input, {
    name: 'entropies',
    title: 'Modified entropies of the rewards: F, G, H',
    note: 'Spread of the rewards within inferers (F), forecasters (G) and reputers (H), natural logarithm. Healthy: high, near the logarithm of the head count.',
    yTitle: 'entropy (nats)',
    series: lettered((role) => `${role}_entropy`, 'FGH'),
  });

/** Reward of each role per epoch. */
export const meanRewards: DrawTopic = (input) =>
  columnLines(input, {
    name: 'rewards-per-epoch',
    title: 'Reward per role and epoch',
    note: 'Paid to all actors of a role for one epoch. Epochs that paid nothing count as zero. Healthy: in line with what each role adds.',
    yTitle: 'ALLO per epoch',
    series: ROLES.map((role) => ({ column: `reward_${role}`, name: role, colour: COLOURS[role] })),
  });

/** What a key with a seat earns on average: the roles beside one another. */
export const rewardPerKey: DrawTopic = ({ epochs, every }) => {
  const points = epochs.points(MEAN_POINTS);
  const { inTitle, inNote } = thinning(points, every.epochs);
  return linesOverEpochs({
    name: 'rewards-per-key',
    title: `Mean reward per key and epoch${inTitle}`,
    note: `What a role was paid over its keys with a seat. Healthy: no role earns next to nothing for a key’s work.${inNote}`,
    yTitle: 'ALLO per key and epoch',
    x: points.epoch,
    series: ROLES.map((role) => {
      const seats = points.mean(epochs.sums(`active_${role}`));
      const values = points
        .mean(epochs.sums(`reward_${role}`))
        .map((reward, p) => (seats[p] > 0 ? reward / seats[p] : Number.NaN));
      return { name: role, colour: COLOURS[role], values };
    }),
  });
};

/** Reward of each role so far. */
export const cumulativeRewards: DrawTopic = ({ epochs, every }) => {
  const points = epochs.points(MEAN_POINTS);
  const { inNote } = thinning(points, every.epochs);
  const series = ROLES.map((role) => {
    let sum = 0;
    const values = points.sum(epochs.sums(`reward_${role}`)).map((reward) => {
      sum += reward;
      return sum;
    });
    return {
      name: role,
      colour: COLOURS[role],
      values: epochs.has(`reward_${role}`) ? values : values.fill(Number.NaN),
    };
  });
  const ofWhich = every.epochs > 1 ? ' recorded' : '';
  return linesOverEpochs({
    name: 'rewards-cumulative',
    title: `Cumulative reward per role${points.epochsPerPoint > every.epochs ? `, a point every ${points.epochsPerPoint} epochs` : ''}`,
    note: `Sum of the rewards of all epochs${ofWhich} so far.${inNote} Healthy: steady growth.`,
    yTitle: 'ALLO',
    x: points.epoch,
    series,
  });
};

/** Lorenz curves of the reward, per key of each role and per owner. */
export const lorenz: DrawTopic = ({ actors }) => {
  const title = 'Concentration of the reward: Lorenz curves';
  if (actors === undefined) return { title, reason: 'the actors table was not recorded' };
  const curves = [
    ...ROLES.map((role) => ({
      name: role as string,
      colour: COLOURS[role] as string,
      dash: [1, 0],
      amounts: actors.actors.filter((actor) => `${actor.role}s` === role).map(({ reward }) => reward),
    })),
    { name: 'owners, all roles', colour: INK, dash: [5, 3], amounts: rewardsOfOwners(actors.actors) },
  ].filter(({ amounts }) => amounts.length > 1 && amounts.some((amount) => amount > 0));
  const points = [
    ...curves.flatMap(({ name, amounts }) => lorenzCurve(amounts).map((point) => ({ line: name, ...point }))),
    { line: 'all alike', holders: 0, amount: 0 },
    { line: 'all alike', holders: 1, amount: 1 },
  ];
  const empty =
    curves.length === 0
      ? 'no role in which two keys could share a reward'
      : emptiness(points.map(({ amount }) => amount));
  if (empty !== undefined) return { title, reason: empty };
  const lines = [...curves, { name: 'all alike', colour: GREY, dash: [2, 3] }];
  const names = lines.map(({ name }) => name);
  const legend = legendOf(names, { symbolType: 'stroke', symbolSize: 220 });
  const note =
    'The poorest x of the keys (or owners) together have y of the reward. Healthy: near the diagonal among equals; a bow says how much the best earn.';
  return chart({ name: 'lorenz', title, note }, names, {
    data: csvData({
      line: points.map(({ line }) => line),
      holders: points.map(({ holders }) => holders),
      amount: points.map(({ amount }) => amount),
    }),
    mark: { type: 'line', strokeWidth: 1.7, point: { size: 14, filled: true } },
    encoding: {
      x: { field: 'holders', type: 'quantitative', title: 'share of the keys or owners', axis: { grid: false } },
      y: { field: 'amount', type: 'quantitative', title: 'share of the reward', axis: { tickCount: 5 } },
      color: {
        field: 'line',
        type: 'nominal',
        scale: { domain: names, range: lines.map(({ colour }) => colour) },
        legend,
      },
      strokeDash: {
        field: 'line',
        type: 'nominal',
        scale: { domain: names, range: lines.map(({ dash }) => dash) },
        legend,
      },
      order: { field: 'holders', type: 'quantitative' },
      tooltip: [
        { field: 'line', type: 'nominal', title: 'of' },
        { field: 'holders', type: 'quantitative', title: 'share of the keys or owners', format: '.1%' },
        { field: 'amount', type: 'quantitative', title: 'share of the reward', format: '.1%' },
      ],
    },
  });
};

/** Reward of each owner over all its keys. A key without an owner is its own. */
export function rewardsOfOwners(
  actors: readonly { readonly name: string; readonly role: string; readonly owner: string; readonly reward: number }[],
): number[] {
  const owners = new Map<string, number>();
  for (const { name, role, owner, reward } of actors) {
    const key = owner === '' ? `${role} ${name}` : `owner ${owner}`;
    owners.set(key, (owners.get(key) ?? 0) + reward);
  }
  return [...owners.values()];
}
