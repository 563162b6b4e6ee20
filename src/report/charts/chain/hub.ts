import { COLOURS, GREY, INK } from '../../palette.ts';
import { type DrawChain, inPercent, overTime } from './over-time.ts';

export const messages: DrawChain = (input) => {
  const { unit } = input.chain.time;
  return overTime(input, {
    name: 'messages',
    title: `Messages to the hub chain per ${unit}`,
    note: 'Payloads, registrations and stake moves sent; those served in a later block than the one they were sent for; those never served. Healthy: none late, none dropped.',
    yTitle: `messages per ${unit}`,
    rate: true,
    series: [
      { column: 'messages', name: 'sent', colour: GREY },
      { column: 'messages_late', name: 'late', colour: COLOURS.fees, dash: [5, 3] },
      { column: 'messages_dropped', name: 'dropped', colour: COLOURS.cap },
    ],
  });
};

export const messageDelay: DrawChain = (input) =>
  overTime(input, {
    name: 'message-delay',
    title: 'Delay of messages',
    note: 'Mean blocks from sending to serving, of those served. Healthy: 1 block.',
    yTitle: 'blocks',
    series: [{ column: 'message_delay', name: 'mean delay', colour: INK }],
  });

export const hubLoad: DrawChain = (input) =>
  overTime(input, {
    name: 'hub-load',
    title: 'Load of the hub chain',
    note: 'Messages served over those that fit into the blocks of the interval. Healthy: well below 100 %; from there on the hub is the bottleneck.',
    yTitle: '% of the capacity',
    series: [{ values: inPercent(input.chain.mean('hub_load')), name: 'load', colour: INK }],
  });

export const requests: DrawChain = (input) => {
  const { unit } = input.chain.time;
  return overTime(input, {
    name: 'requests',
    title: `Consumers’ requests per ${unit}`,
    note: 'Inferences that consumers asked for, and those that they got. Healthy: all are served.',
    yTitle: `requests per ${unit}`,
    rate: true,
    series: [
      { column: 'requests', name: 'asked for', colour: GREY },
      { column: 'requests_served', name: 'served', colour: COLOURS.consumers, dash: [5, 3] },
    ],
  });
};

export const price: DrawChain = (input) =>
  overTime(input, {
    name: 'price',
    title: 'Price of an ALLO',
    note: 'Exogenous: the economy does not move it. It decides what costs and fees in fiat are worth. Healthy: high enough for rewards to cover the costs of work.',
    yTitle: 'fiat per ALLO',
    series: [{ column: 'price', name: 'price', colour: INK }],
  });
