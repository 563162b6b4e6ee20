import type { Actor } from '../data/actors.ts';
import { ROLES, type Roles } from '../data/epochs.ts';
import { labels } from '../labels.ts';
import { quantileOf } from '../numbers.ts';
import { COLOURS, colourOf, shapeOf } from '../palette.ts';
import { chart, csvData, EPOCH_AXIS, emptiness, legendOf, sharedAxis } from './chart.ts';
import type { DrawTopic } from './topic-input.ts';

/** Reward against skill of the actors of one role. */
function skillOf(role: Roles): DrawTopic {
  return ({ actors, policyPlace, words }) => {
    const title = `Reward against skill: ${role}`;
    const some = (actors?.actors ?? []).filter(
      (actor) => `${actor.role}s` === role && Number.isFinite(actor.meanLoss) && Number.isFinite(yOf(actor, role)),
    );
    if (some.length === 0) return { title, reason: `no ${role} with losses recorded` };
    const y = some.map((actor) => yOf(actor, role));
    const empty =
      some.length < 2 ? 'fewer than two actors' : (emptiness(y) ?? emptiness(some.map(({ meanLoss }) => meanLoss)));
    if (empty !== undefined) return { title, reason: empty };
    const policies = [...new Set(some.map(({ policy }) => policy))].sort((a, b) => policyPlace(a) - policyPlace(b));
    const shown = labels(policies);
    const names = labels(some.map(({ name }) => name));
    const sorted = [...y].sort((a, b) => a - b);
    // Where few earn nearly all, a root scale keeps the others apart.
    const root = sorted[sorted.length - 1] > 20 * Math.max(quantileOf(sorted, 0.5), 0) && sorted[0] >= 0;
    const [xTitle, note] =
      role === 'reputers'
        ? [
            words.raw ? 'mean absolute error of its reports' : 'mean absolute error of its reports (log10)',
            'Every mark is a reputer: mean absolute error of its reports (less is better) against its mean reward per epoch and million ALLO staked.',
          ]
        : [
            words.raw ? 'mean of its true loss' : 'mean log10 of its true loss',
            `Every mark is one of the ${role}: mean true loss of its ${role === 'inferers' ? '' : 'forecast-implied '}inferences (less is better) against all it earned.`,
          ];
    const yTitle = role === 'reputers' ? 'ALLO per million staked, per epoch' : 'ALLO';
    const legend = legendOf(shown, { symbolSize: 60 });
    return chart(
      {
        name: `skill-${role}`,
        title,
        note: `${note} Colour and shape: policy.${root ? ' The axis of rewards is a root scale.' : ''} Healthy: rising to the left.`,
      },
      shown,
      {
        data: csvData({
          actor: names,
          policy: some.map(({ policy }) => shown[policies.indexOf(policy)]),
          skill: some.map(({ meanLoss }) => meanLoss),
          reward: y,
        }),
        mark: { type: 'point', filled: true, size: some.length > 60 ? 28 : 60, opacity: 0.8 },
        encoding: {
          x: {
            field: 'skill',
            type: 'quantitative',
            title: xTitle,
            scale: { zero: false, padding: 12 },
            axis: { grid: false, tickCount: 6 },
          },
          y: {
            field: 'reward',
            type: 'quantitative',
            title: yTitle,
            scale: root ? { type: 'sqrt', zero: true } : { zero: false, padding: 12 },
            axis: { tickCount: 5, ...(role === 'reputers' ? { format: '~g' } : {}) },
          },
          color: {
            field: 'policy',
            type: 'nominal',
            scale: { domain: shown, range: policies.map((policy) => colourOf(policyPlace(policy))) },
            legend,
          },
          shape: {
            field: 'policy',
            type: 'nominal',
            scale: { domain: shown, range: policies.map((policy) => shapeOf(policyPlace(policy))) },
            legend,
          },
          tooltip: [
            { field: 'actor', type: 'nominal' },
            { field: 'policy', type: 'nominal' },
            { field: 'skill', type: 'quantitative', title: xTitle },
            { field: 'reward', type: 'quantitative', title: yTitle },
          ],
        },
      },
    );
  };
}

function yOf(actor: Actor, role: Roles): number {
  return role === 'reputers' ? 1e6 * actor.rewardPerStake : actor.reward;
}

export const skills: readonly DrawTopic[] = ROLES.map(skillOf);

/** Regret against the logarithm of the weight, in the last epochs. */
export const regretAndWeight: DrawTopic = ({ actors, words }) => {
  const title = 'Regret against the logarithm of the weight';
  if (actors === undefined) return { title, reason: 'the actors table was not recorded' };
  const pairs = actors.pairs.filter(({ weight }) => weight > 0);
  const empty = emptiness(pairs.map(({ weight }) => weight)) ?? emptiness(pairs.map(({ regret }) => regret));
  if (empty !== undefined) return { title, reason: empty };
  const [xTitle, yTitle] = [`regret (${words.loss})`, 'log10 of the share of the weight'];
  const roles = ['inferers', 'forecasters'] as const;
  const legend = legendOf(roles, { symbolSize: 60 });
  return chart(
    {
      name: 'regret-weight',
      title,
      note: `Every mark is one worker in one of the last epochs recorded (from ${actors.pairsFrom} on): its smoothed regret after the epoch and its share of the weight in it. Healthy: rising.`,
    },
    roles,
    {
      data: csvData({
        role: pairs.map(({ role }) => `${role}s`),
        actor: pairs.map(({ actor }) => actor),
        epoch: pairs.map(({ epoch }) => epoch),
        regret: pairs.map(({ regret }) => regret),
        weight: pairs.map(({ weight }) => Math.log10(weight)),
      }),
      mark: { type: 'point', filled: true, size: 18, opacity: 0.5 },
      encoding: {
        x: {
          field: 'regret',
          type: 'quantitative',
          title: xTitle,
          scale: { zero: false, padding: 8 },
          axis: { grid: false, tickCount: 6 },
        },
        y: {
          field: 'weight',
          type: 'quantitative',
          title: yTitle,
          scale: { zero: false, padding: 8 },
          axis: { tickCount: 5 },
        },
        color: {
          field: 'role',
          type: 'nominal',
          scale: { domain: [...roles], range: roles.map((role) => COLOURS[role]) },
          legend,
        },
        tooltip: [
          { field: 'role', type: 'nominal' },
          { field: 'actor', type: 'nominal' },
          { field: 'epoch', type: 'quantitative' },
          { field: 'regret', type: 'quantitative', title: xTitle },
          { field: 'weight', type: 'quantitative', title: yTitle },
        ],
      },
    },
  );
};

/** Rows and columns of the strips of weights. */
const MOST_STRIPS = 40;
const STRIP_POINTS = 60;

/** Weights of the workers over the epochs, one strip each. */
export const weightStrips: DrawTopic = ({ actors, every }) => {
  const title = 'Weights of the workers';
  if (actors === undefined) return { title, reason: 'the actors table was not recorded' };
  const points = actors.points(STRIP_POINTS);
  const workers = actors.actors
    .filter(({ role, meanWeight }) => role !== 'reputer' && meanWeight > 0)
    .flatMap((actor) => {
      const sums = actor.course('weight');
      if (sums === undefined) return [];
      const values = points.perEpoch(sums);
      return [{ actor, values, total: values.reduce((sum, value) => sum + value, 0) }];
    })
    .sort((a, b) => b.total - a.total)
    .slice(0, MOST_STRIPS);
  const empty =
    points.epoch.length < 2 ? 'fewer than two points' : emptiness(workers.flatMap(({ values }) => [...values]));
  if (empty !== undefined) return { title, reason: empty };
  const names = labels(workers.map(({ actor }) => actor.name));
  const edges = edgesAround(points.epoch);
  const cells = workers.flatMap(({ values }, w) =>
    Array.from(values, (weight, p) => ({ actor: names[w], from: edges[p], to: edges[p + 1], weight })),
  );
  const all = actors.actors.filter(({ role }) => role !== 'reputer').length;
  const which = all > workers.length ? ` The ${workers.length} of ${all} with the largest mean weight.` : '';
  const grouped =
    points.epochsPerPoint > every.actors
      ? ` Every cell is the mean of ${points.epochsPerPoint} consecutive epochs.`
      : '';
  return chart(
    {
      name: 'weights',
      title: `${title}${points.epochsPerPoint > every.actors ? `, means of ${points.epochsPerPoint} epochs` : ''}`,
      note: `Share of the weight in the combined inference, zero without a seat; inferers and forecasters from the heaviest down.${which}${grouped} Healthy: weight moves to the skilled and stays there.`,
      wide: true,
    },
    [],
    {
      height: Math.max(60, 14 * workers.length),
      data: csvData({
        actor: cells.map(({ actor }) => actor),
        from: cells.map(({ from }) => from),
        to: cells.map(({ to }) => to),
        weight: cells.map(({ weight }) => weight),
      }),
      mark: { type: 'rect', stroke: null },
      encoding: {
        x: { ...EPOCH_AXIS, field: 'from' },
        x2: { field: 'to' },
        y: {
          field: 'actor',
          type: 'nominal',
          title: null,
          sort: names,
          axis: { labelLimit: 180, labelFontSize: 11, ticks: false, domain: false },
        },
        color: {
          field: 'weight',
          type: 'quantitative',
          title: 'share of the weight',
          scale: { scheme: 'viridis' },
          legend: { orient: 'top', gradientLength: 140, direction: 'horizontal', titleOrient: 'top', tickCount: 3 },
        },
        tooltip: [
          { field: 'actor', type: 'nominal' },
          { field: 'from', type: 'quantitative', title: 'from epoch' },
          { field: 'to', type: 'quantitative', title: 'to' },
          { field: 'weight', type: 'quantitative', title: 'share of the weight', format: '.2%' },
        ],
      },
    },
    sharedAxis(EPOCH_AXIS, points.epoch),
  );
};

/** Edges half-way between neighbouring points. */
function edgesAround(points: Float64Array): Float64Array {
  const last = points.length - 1;
  return Float64Array.from({ length: points.length + 1 }, (_, p) => {
    if (p === 0) return points[0] - (points[1] - points[0]) / 2;
    if (p > last) return points[last] + (points[last] - points[last - 1]) / 2;
    return (points[p - 1] + points[p]) / 2;
  });
}
