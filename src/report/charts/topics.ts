import { RIVALS, type TopicResult } from '../data/epochs.ts';
import type { LossWords } from '../loss-words.ts';
import { COLOURS } from '../palette.ts';
import { chart, csvData, type Drawing, emptiness, legendOf, zeroLine } from './chart.ts';

const RIVAL_COLOURS = [COLOURS.naive, COLOURS.bestSingle, COLOURS.medianSingle, COLOURS.equalWeight];

/** Skill of the combined inference in every topic, a strip per rival. */
export function topicsChart(topics: readonly TopicResult[], words: LossWords): Drawing {
  const title = 'Skill of the combined inference in each topic';
  const marks = topics.flatMap(({ topic, comparisons }) =>
    comparisons.map(({ rival, mean }) => ({ topic, rival: rival.name, skill: mean })),
  );
  const empty = emptiness(marks.map(({ skill }) => skill));
  if (empty !== undefined) return { title, reason: empty };
  const names = RIVALS.map(({ name }) => name);
  const { mark, encoding } = zeroLine();
  return chart(
    {
      name: 'topics-skill',
      title,
      note: `Every mark is a topic: mean ${words.loss} of the other inference less that of the combined one. Healthy: right of zero (dashed), where the combined inference is better. ${topics.length} topics.`,
      wide: true,
    },
    names,
    {
      height: 44 * names.length,
      data: csvData({
        topic: marks.map(({ topic }) => topic),
        rival: marks.map(({ rival }) => rival),
        skill: marks.map(({ skill }) => skill),
      }),
      layer: [
        { mark, encoding: { x: (encoding as { y: unknown }).y } },
        {
          mark: { type: 'tick', thickness: 2, size: 26, opacity: 0.6 },
          encoding: {
            x: {
              field: 'skill',
              type: 'quantitative',
              title: `mean ${words.difference}`,
              axis: { tickCount: 6 },
              scale: { zero: false, padding: 10 },
            },
            y: {
              field: 'rival',
              type: 'nominal',
              title: 'against',
              sort: names,
              axis: { ticks: false, labelLimit: 160 },
            },
            color: {
              field: 'rival',
              type: 'nominal',
              scale: { domain: names, range: RIVAL_COLOURS },
              legend: legendOf(names, { symbolType: 'square' }),
            },
            tooltip: [
              { field: 'topic', type: 'nominal' },
              { field: 'rival', type: 'nominal' },
              { field: 'skill', type: 'quantitative', title: `mean ${words.difference}` },
            ],
          },
        },
      ],
    },
  );
}
