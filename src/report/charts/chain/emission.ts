import { type ChainData, EMISSION_OVER_RATE } from '../../data/chain.ts';
import { COLOURS, GREY, INK, seeThrough } from '../../palette.ts';
import type { Spans } from '../lines.ts';
import { type DrawChain, inPercent, overTime, stackedOverTime } from './over-time.ts';

export const emissionPerBlock: DrawChain = (input) =>
  overTime(input, {
    name: 'emission-per-block',
    title: 'Emission per block',
    note: 'Emitted by every block, as the last monthly recalculation set it. Healthy: no jumps but those that unlocks explain.',
    yTitle: 'ALLO per block',
    series: [{ column: 'emission_per_block', name: 'emission per block', colour: COLOURS.minted }],
  });

export const emissionOverTime: DrawChain = (input) => {
  const { unit } = input.chain.time;
  return stackedOverTime(input, {
    name: 'emission',
    title: `Emission per ${unit}`,
    note: 'Emitted, and for whom: validators and their delegators get their part of every block, topics the rest. Healthy: a slow decline once all tokens are unlocked.',
    yTitle: `ALLO per ${unit}`,
    rate: true,
    series: [
      { column: 'to_validators', name: 'to validators', colour: COLOURS.validators },
      { column: 'to_topics', name: 'to topics', colour: COLOURS.topics },
    ],
  });
};

/** Stretches in which the cap bound in more than half of the rows. */
function capped({ mean, x }: ChainData): Spans {
  const ranges: { from: number; to: number }[] = [];
  mean('cap_binds').forEach((part, p) => {
    if (!(part > 0.5) || p === 0) return;
    const last = ranges.at(-1);
    if (last?.to === x[p - 1]) last.to = x[p];
    else ranges.push({ from: x[p - 1], to: x[p] });
  });
  return { name: 'the cap binds', colour: seeThrough(GREY, 0.25), ranges };
}

export const emissionRate: DrawChain = (input) =>
  overTime(input, {
    name: 'emission-rate',
    title: 'Emission per staked token: e, its target and its cap',
    note: 'A month’s emission over all that is staked, smoothed from month to month; what it aims at; and the largest, which the maximum yield allows. Shaded where the cap is below the target. Healthy: the cap binds only while little is staked.',
    yTitle: '% per month',
    spans: capped(input.chain),
    series: [
      { values: inPercent(input.chain.mean('emission_rate')), name: 'e', colour: COLOURS.minted },
      { values: inPercent(input.chain.mean('emission_target')), name: 'target', colour: INK, dash: [5, 3] },
      { values: inPercent(input.chain.mean('emission_cap')), name: 'cap', colour: COLOURS.cap, dash: [2, 3] },
    ],
  });

/** Blocks of a month by the scenario, or by the table: a month has 30 days. */
function blocksOfMonth({ last }: ChainData, blocksPerMonth: number | undefined): number {
  return blocksPerMonth ?? (30 * last.block) / last.day;
}

export const recomputedEmission: DrawChain = (input) => {
  const blocks = blocksOfMonth(input.chain, input.blocksPerMonth);
  return overTime(input, {
    name: 'emission-recomputed',
    title: 'A month’s emission over e × N_staked',
    note: 'Emission per block times the blocks of a month, over e times all that is staked at the end of the interval. Healthy: exactly 1 where that is what was staked at the recalculation; it leaves 1 as stake moves in between, and for good when the treasury is used up.',
    yTitle: 'ratio',
    series: [
      {
        values: input.chain.mean(EMISSION_OVER_RATE).map((value) => value * blocks),
        name: 'recomputed ratio',
        colour: COLOURS.minted,
      },
    ],
  });
};
