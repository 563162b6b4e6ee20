import { COLOURS, GREY } from '../palette.ts';
import { columnLines } from './accuracy.ts';
import type { DrawTopic } from './topic-input.ts';

/** A topic's standing in the hub chain, as the epochs table has it; without values where the scenario fixes the reward. */
export const topicChain: readonly DrawTopic[] = [
  (input) =>
    columnLines(input, {
      name: 'topic-weight',
      title: 'Weight of the topic',
      note: 'Smoothed from its stake and its fee revenue; topics divide the emission by it. Healthy: steady or rising.',
      yTitle: 'weight',
      series: [{ column: 'topic_weight', name: 'weight', colour: COLOURS.topics }],
    }),
  (input) =>
    columnLines(input, {
      name: 'topic-share',
      title: 'Share of the weight',
      note: 'The topic’s part of the weight of all active topics, and so of the emission for topics. Healthy: it does not starve.',
      yTitle: 'share of the weight',
      series: [{ column: 'topic_share', name: 'share', colour: COLOURS.topics }],
    }),
  (input) =>
    columnLines(input, {
      name: 'topic-fees',
      title: 'Fee revenue of the topic',
      note: 'Effective revenue, which drips away over weeks, and what consumers paid in the epoch. Healthy: consumers pay.',
      yTitle: 'ALLO',
      series: [
        { column: 'fee_revenue', name: 'effective revenue', colour: COLOURS.fees },
        { column: 'consumer_fees', name: 'consumers’ fees of the epoch', colour: COLOURS.consumers, dash: [5, 3] },
      ],
    }),
  (input) =>
    columnLines(input, {
      name: 'topic-stake',
      title: 'Stake in the topic',
      note: 'Of reputers and their delegators. Healthy: steady or rising.',
      yTitle: 'ALLO',
      series: [{ column: 'topic_stake', name: 'stake', colour: COLOURS.reputers }],
    }),
  (input) =>
    columnLines(input, {
      name: 'topic-pool',
      title: 'Reward pool of the topic',
      note: 'What the topic was given for the epoch, what of it reputers’ delegators were paid, and what could not be paid and went back to the treasury. Healthy: nothing goes back.',
      yTitle: 'ALLO per epoch',
      series: [
        { column: 'reward_pool', name: 'reward pool', colour: COLOURS.topics },
        { column: 'paid_delegators', name: 'paid to delegators', colour: COLOURS.delegators },
        { column: 'returned_reward', name: 'back to the treasury', colour: COLOURS.treasury, dash: [5, 3] },
      ],
    }),
  (input) =>
    columnLines(input, {
      name: 'topic-requests',
      title: 'Consumers’ requests',
      note: 'Inferences of the topic that consumers asked for in the epoch, and those that they got. Healthy: all are served.',
      yTitle: 'requests per epoch',
      series: [
        { column: 'requests', name: 'asked for', colour: GREY },
        { column: 'requests_served', name: 'served', colour: COLOURS.consumers, dash: [5, 3] },
      ],
    }),
  (input) =>
    columnLines(input, {
      name: 'inference-age',
      title: 'Age of the inferences that consumers got',
      note: 'Blocks from the inference to the request, on average. Healthy: no more than an epoch.',
      yTitle: input.epochs.unit('inference_age'),
      series: [{ column: 'inference_age', name: 'mean age', colour: COLOURS.consumers }],
    }),
  (input) =>
    columnLines(input, {
      name: 'inference-error',
      title: 'Error of the inferences that consumers got',
      note: 'Mean absolute error of those inferences. Healthy: small and falling.',
      yTitle: input.epochs.unit('inference_error'),
      series: [{ column: 'inference_error', name: 'mean error', colour: COLOURS.combined }],
    }),
  (input) =>
    columnLines(input, {
      name: 'topic-messages',
      title: 'Messages late and dropped',
      note: 'Payloads, registrations and stake moves for the topic that a full hub chain served late, or never. Healthy: none.',
      yTitle: 'messages per epoch',
      series: [
        { column: 'late_messages', name: 'late', colour: COLOURS.fees, dash: [5, 3] },
        { column: 'dropped_messages', name: 'dropped', colour: COLOURS.cap },
      ],
    }),
  (input) =>
    columnLines(input, {
      name: 'topic-slashed',
      title: 'Slashed (not on chain)',
      note: 'Taken from reputers and their delegators in the epoch: an option of the simulator. Healthy: only the dishonest lose.',
      yTitle: 'ALLO per epoch',
      series: [{ column: 'slashed', name: 'slashed', colour: COLOURS.slashed }],
    }),
];
