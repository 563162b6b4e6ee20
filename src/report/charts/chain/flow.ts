import { type PaidClass, type TokenFlow, tokenFlow } from '../../data/token-flow.ts';
import { allo, percent } from '../../numbers.ts';
import { COLOURS } from '../../palette.ts';
import { chart, csvData } from '../chart.ts';
import type { DrawChain } from './over-time.ts';
import { type Link, layOut, type Node } from './ribbons.ts';

/** Smaller parts of the whole are rounding. */
const NEGLIGIBLE = 1e-9;

const NODES = {
  minted: { words: 'minted', colour: COLOURS.minted, column: 0 },
  fees: { words: 'fees', colour: COLOURS.fees, column: 0 },
  cameBack: { words: 'came back', colour: COLOURS.treasury, column: 0 },
  slashed: { words: 'slashed stake', colour: COLOURS.cap, column: 0 },
  spent: { words: 'from the balance', colour: COLOURS.treasury, column: 0 },
  unexplained: { words: 'not accounted for', colour: COLOURS.cap, column: 0 },
  ecosystem: { words: 'ecosystem account', colour: COLOURS.treasury, column: 1 },
  heldByTopics: { words: 'held before', colour: COLOURS.unpaid, column: 1 },
  topics: { words: 'topics', colour: COLOURS.topics, column: 2 },
  validators: { words: 'validators', colour: COLOURS.validators, column: 3 },
  reputers: { words: 'reputers', colour: COLOURS.reputers, column: 3 },
  delegators: { words: 'delegators', colour: COLOURS.delegators, column: 3 },
  inferers: { words: 'inferers', colour: COLOURS.inferers, column: 3 },
  forecasters: { words: 'forecasters', colour: COLOURS.forecasters, column: 3 },
  allTopics: { words: 'topics', colour: COLOURS.topics, column: 3 },
  goesBack: { words: 'back to treasury', colour: COLOURS.treasury, column: 3 },
  unpaid: { words: 'not paid yet', colour: COLOURS.unpaid, column: 3 },
  kept: { words: 'still in account', colour: COLOURS.treasury, column: 3 },
  lost: { words: 'not accounted for', colour: COLOURS.cap, column: 3 },
} as const satisfies Readonly<Record<string, Omit<Node, 'name'>>>;
type Place = keyof typeof NODES;

/** From the top down. */
const PAID: readonly PaidClass[] = ['reputers', 'delegators', 'inferers', 'forecasters'];

/** All streams between the places; each has the colour of the place that tells it from the others. */
function streams(flow: TokenFlow): [Place, Place, number][] {
  const { minted, fees, returned, slashed, paid, toValidators, toTopics, unpaid, kept, difference } = flow;
  const inward: [Place, number][] = [
    ['minted', minted],
    ['fees', fees],
    ['cameBack', returned],
    ['slashed', slashed],
    ['spent', -kept],
    ['unexplained', difference],
  ];
  const onward: [Place, Place, number][] =
    paid === undefined
      ? [['ecosystem', 'allTopics', toTopics]]
      : [
          ['ecosystem', 'topics', toTopics],
          ['heldByTopics', 'topics', -unpaid],
          ...PAID.map((name): [Place, Place, number] => ['topics', name, paid[name]]),
          ['topics', 'goesBack', returned],
          ['topics', 'unpaid', unpaid],
        ];
  return [
    ...inward.map(([from, amount]): [Place, Place, number] => [from, 'ecosystem', amount]),
    ['ecosystem', 'validators', toValidators],
    ...onward,
    ['ecosystem', 'kept', kept],
    ['ecosystem', 'lost', -difference],
  ];
}

/** Room for the names at the left and at the right, pixels. */
const ROOM = { left: 122, right: 132 };
const NODE_WIDTH = 12;
const NARROW = 560;

/** The way of the tokens from mint and fees to those who are paid, as ribbons as thick as the amounts. */
export const flowOfTokens: DrawChain = ({ chain }) => {
  const title = 'The flow of tokens';
  const flow = tokenFlow(chain);
  const whole = flow.minted + flow.fees + flow.returned + flow.slashed + Math.max(0, -flow.kept);
  if (!(whole > 0)) return { title, reason: 'no tokens moved' };
  const links = streams(flow)
    .filter(([, , amount]) => amount > NEGLIGIBLE * whole)
    .map(([from, to, amount]): Link => {
      const teller = NODES[to].column === 3 ? to : NODES[to].column === 1 ? from : to;
      return { from, to, amount, colour: NODES[teller].colour };
    });
  const nodes = (Object.keys(NODES) as Place[])
    .filter((name) => links.some(({ from, to }) => from === name || to === name))
    .map((name): Node => ({ name, ...NODES[name] }));
  const { height, boxes, ribbons } = layOut(nodes, links);
  const y = { type: 'quantitative', scale: { domain: [0, height], reverse: true, nice: false }, axis: null };
  const x = {
    type: 'quantitative',
    scale: { domain: [0, 3], range: [ROOM.left, { expr: `width - ${ROOM.right}` }], nice: false, zero: false },
    axis: null,
  };
  const colours = (names: readonly string[], range: readonly string[]): object => ({
    field: 'part',
    type: 'nominal',
    scale: { domain: names, range },
    legend: null,
  });
  const labelled = boxes.map((box) => ({
    ...box,
    name: box.node.words,
    amount: `${allo(box.amount)} · ${percent(box.amount / whole)}`,
  }));
  const texts = (column: number, about: object, above: boolean): object[] => {
    const some = labelled.filter(({ node }) => node.column === column);
    const at = some.map(({ from, to }) => (column === 1 ? from : column === 2 ? to : (from + to) / 2));
    const places = { column: some.map(({ node }) => node.column), at };
    const line = (words: readonly string[], dy: number, more: object): object => ({
      data: csvData({ ...places, words }),
      mark: { type: 'text', fontSize: 12, ...about, ...more, dy },
      encoding: {
        x: { field: 'column', ...x },
        y: { field: 'at', ...y },
        text: { field: 'words', type: 'nominal' },
      },
    });
    const shift = column === 0 || column === 3 ? 0 : above ? -16 : 20;
    return [
      line(
        some.map(({ name }) => name),
        shift - 7,
        { fontWeight: 600 },
      ),
      line(
        some.map(({ amount }) => amount),
        shift + 8,
        {},
      ),
    ];
  };
  const layer = [
    {
      data: csvData({
        part: ribbons.flatMap(({ points }, r) => points.map(() => `ribbon ${r + 1}`)),
        from: ribbons.flatMap(({ link, points }) => points.map(() => wordsOf(link.from))),
        to: ribbons.flatMap(({ link, points }) => points.map(() => wordsOf(link.to))),
        allo: ribbons.flatMap(({ link, points }) => points.map(() => link.amount)),
        x: ribbons.flatMap(({ points }) => points.map((point) => point.x)),
        top: ribbons.flatMap(({ points }) => points.map((point) => point.top)),
        bottom: ribbons.flatMap(({ points }) => points.map((point) => point.bottom)),
      }),
      mark: { type: 'area', orient: 'vertical', opacity: 0.55, interpolate: 'linear' },
      encoding: {
        x: { field: 'x', ...x },
        y: { field: 'top', ...y },
        y2: { field: 'bottom' },
        fill: colours(
          ribbons.map((_, r) => `ribbon ${r + 1}`),
          ribbons.map(({ link }) => link.colour),
        ),
        tooltip: [
          { field: 'from', type: 'nominal' },
          { field: 'to', type: 'nominal' },
          { field: 'allo', type: 'quantitative', title: 'ALLO' },
        ],
      },
    },
    {
      data: csvData({
        part: boxes.map(({ node }) => node.name),
        column: boxes.map(({ node }) => node.column),
        from: boxes.map(({ from }) => from),
        to: boxes.map(({ to }) => to),
      }),
      mark: { type: 'rule', strokeWidth: NODE_WIDTH, strokeCap: 'butt' },
      encoding: {
        x: { field: 'column', ...x },
        y: { field: 'from', ...y },
        y2: { field: 'to' },
        color: colours(
          boxes.map(({ node }) => node.name),
          boxes.map(({ node }) => node.colour),
        ),
      },
    },
    ...texts(0, { align: 'right', dx: -NODE_WIDTH }, false),
    ...texts(1, { align: 'center' }, true),
    // On a narrow page its name would lie on those of the right.
    ...texts(2, { align: 'center', opacity: { expr: `width < ${NARROW} ? 0 : 1` } }, false),
    ...texts(3, { align: 'left', dx: NODE_WIDTH }, false),
  ];
  return chart({ name: 'flow', title, note: noteOf(flow, whole), wide: true }, [], {
    height,
    layer,
    resolve: { scale: { fill: 'independent' } },
    config: { view: { stroke: null } },
  });
};

function wordsOf(name: string): string {
  return NODES[name as Place].words;
}

function noteOf(flow: TokenFlow, whole: number): string {
  const { minted, fees, returned, slashed, emission, kept, difference } = flow;
  const balanced = Math.abs(difference) <= NEGLIGIBLE * whole;
  const into = [
    `minted ${allo(minted)}`,
    `fees ${allo(fees)}`,
    ...(returned > 0 ? [`came back from topics ${allo(returned)}`] : []),
    ...(slashed > 0 ? [`slashed ${allo(slashed)}`] : []),
  ];
  const change = `${kept < 0 ? '−' : '+'} ${allo(Math.abs(kept))}`;
  return `Over the whole run, ribbons as thick as the amounts; shares are of all that the ecosystem account took in. It balances: in (${into.join(', ')}) = out (emission ${allo(emission)}) + change of its balance (${change})${balanced ? ', to rounding' : `, but for ${allo(Math.abs(difference))}`}. Healthy: nothing is unaccounted for, and everyone who works gets a part.`;
}
