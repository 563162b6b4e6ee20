import type { TopicStanding } from '../../data/topic-standings.ts';
import { labels } from '../../labels.ts';
import { COLOURS, GREY, INK, STACK_COLOURS } from '../../palette.ts';
import type { Series } from '../lines.ts';
import { stacks } from '../stacks.ts';
import { type DrawChain, inPercent, overTime, timeSpec } from './over-time.ts';

export const topicCounts: DrawChain = (input) =>
  overTime(input, {
    name: 'topic-counts',
    title: 'Topics created and active',
    note: 'Created so far, and those of them that are active: with enough weight to be paid. Healthy: few of those created starve.',
    yTitle: 'topics',
    whole: true,
    series: [
      { column: 'topics', name: 'created', colour: GREY },
      { column: 'active_topics', name: 'active', colour: COLOURS.topics },
    ],
  });

export const effectiveTopics: DrawChain = (input) =>
  overTime(input, {
    name: 'effective-topics',
    title: 'Effective number of topics',
    note: 'How many topics of equal weight would spread it as evenly (1 / sum of squared shares), beside those active. Healthy: close to the number of active topics.',
    yTitle: 'topics',
    whole: true,
    series: [
      { column: 'effective_topics', name: 'effective', colour: INK },
      { column: 'active_topics', name: 'active', colour: COLOURS.topics, dash: [5, 3] },
    ],
  });

export const largestTopic: DrawChain = (input) =>
  overTime(input, {
    name: 'largest-topic',
    title: 'Share of the heaviest topic',
    note: 'Part of the weight, and so of the emission for topics, that the heaviest topic has. Healthy: well below all of it.',
    yTitle: '% of the weight',
    series: [
      { values: inPercent(input.chain.mean('largest_topic_share')), name: 'heaviest topic', colour: COLOURS.topics },
    ],
  });

/** Topics that are stacked one by one. */
const MOST_STACKED = STACK_COLOURS.length - 1;

/** A quantity of the heaviest topics, stacked, and of the rest together. */
function byTopic(quantity: 'weight' | 'share'): DrawChain {
  const ofShare = quantity === 'share';
  return ({ chain, standings }) => {
    const title = ofShare ? 'Topics’ shares of the weight' : 'Weights of the topics';
    if (standings === undefined) return { title, reason: 'no weights of topics recorded' };
    if (standings.topics.length < 2) return { title, reason: 'a single topic' };
    const size = ({ share }: TopicStanding): number => share.reduce((sum, value) => sum + value, 0);
    const ranked = [...standings.topics].sort((a, b) => size(b) - size(a));
    const rest = ranked.slice(MOST_STACKED);
    const shown = ranked.slice(0, MOST_STACKED);
    const names = labels(shown.map(({ topic }) => topic));
    const series: Series[] = shown.map((topic, t) => ({
      name: names[t],
      colour: STACK_COLOURS[t],
      values: topic[quantity],
    }));
    if (rest.length > 0) {
      const values = Float64Array.from(standings.block, (_, s) =>
        rest.reduce((sum, topic) => sum + topic[quantity][s], 0),
      );
      series.push({ name: `the other ${rest.length}`, colour: STACK_COLOURS[MOST_STACKED], values });
    }
    return stacks({
      name: ofShare ? 'topic-shares' : 'topic-weights',
      title,
      note: ofShare
        ? 'Part of the emission for topics that each gets, from its last epoch on; the heaviest at the bottom. Healthy: shares follow fees and stake, and nobody has nearly all.'
        : 'Smoothed geometric mean of stake and fee revenue (by the exponents of the scenario), from each topic’s last epoch on; the heaviest at the bottom. Healthy: topics that pay fees and attract stake do not fade.',
      wide: ofShare,
      yTitle: ofShare ? 'share of the weight' : 'weight',
      x: standings.block.map((block) => chain.time.ofBlock(block)),
      xAxis: timeSpec(chain),
      shares: ofShare,
      series,
    });
  };
}

export const topicShares = byTopic('share');
export const topicWeights = byTopic('weight');
