/** A place that tokens come from or go to. */
export interface Node {
  readonly name: string;
  readonly words: string;
  readonly colour: string;
  /** From the left, 0. */
  readonly column: number;
}

/** An amount that goes from one place to another, further to the right. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
  readonly colour: string;
}

/** A node with its place in the picture, pixels from the top. */
export interface Box {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
  /** What goes through it. */
  readonly amount: number;
}

/** A link drawn: its upper and lower edge over the columns. */
export interface Ribbon {
  readonly link: Link;
  readonly points: readonly { readonly x: number; readonly top: number; readonly bottom: number }[];
}

/** Height of the name and amount of a node, and of all ribbons together, pixels. */
const LABEL = 34;
const THICKNESS = 220;
/** Room above and below, for the names of the places in the middle. */
const MARGIN = 24;
const STEPS = 24;
/** What is thinner could not be seen, pixels. */
const THINNEST = 1;

/**
 * Lays out nodes and links. The nodes at both ends are stacked in the order given, each with room for its name; those between
 * stand level with the middle of what they give to. Ribbons leave and enter a node in the order of the links.
 */
export function layOut(
  nodes: readonly Node[],
  links: readonly Link[],
): { readonly height: number; readonly boxes: readonly Box[]; readonly ribbons: readonly Ribbon[] } {
  const lastColumn = Math.max(...nodes.map(({ column }) => column));
  const amountOf = ({ name }: Node): number =>
    Math.max(total(links.filter(({ from }) => from === name)), total(links.filter(({ to }) => to === name)));
  const inColumn = (column: number): readonly Node[] => nodes.filter((node) => node.column === column);
  const largest = Math.max(
    ...[0, lastColumn].map((column) => inColumn(column).reduce((sum, node) => sum + amountOf(node), 0)),
  );
  const unit = THICKNESS / largest;
  const slots = (column: number): number =>
    inColumn(column).reduce((sum, node) => sum + unit * amountOf(node) + LABEL, 0);
  const inner = Math.max(slots(0), slots(lastColumn));
  const boxes = new Map<string, Box>();
  for (const column of [0, lastColumn]) {
    let at = MARGIN + (inner - slots(column)) / 2;
    for (const node of inColumn(column)) {
      const thickness = unit * amountOf(node);
      const from = at + LABEL / 2;
      boxes.set(node.name, { node, from, to: from + Math.max(thickness, THINNEST), amount: amountOf(node) });
      at += thickness + LABEL;
    }
  }
  // From the right, so that those who are given to have their places.
  for (let column = lastColumn - 1; column > 0; --column) {
    let free = MARGIN;
    for (const node of inColumn(column)) {
      const given = links.filter(({ from }) => from === node.name);
      const middle = weightedMiddle(given, boxes);
      const thickness = unit * amountOf(node);
      const from = Math.max(free, middle - thickness / 2);
      boxes.set(node.name, { node, from, to: from + Math.max(thickness, THINNEST), amount: amountOf(node) });
      free = from + thickness + LABEL + MARGIN;
    }
  }
  return { height: Math.ceil(inner + 2 * MARGIN), boxes: [...boxes.values()], ribbons: ribbonsOf(links, boxes, unit) };
}

function total(links: readonly Link[]): number {
  return links.reduce((sum, { amount }) => sum + amount, 0);
}

function weightedMiddle(links: readonly Link[], boxes: ReadonlyMap<string, Box>): number {
  const middles = links.map(({ to, amount }) => {
    const box = boxes.get(to);
    return box === undefined ? 0 : (amount * (box.from + box.to)) / 2;
  });
  return middles.reduce((sum, middle) => sum + middle, 0) / total(links);
}

function ribbonsOf(links: readonly Link[], boxes: ReadonlyMap<string, Box>, unit: number): Ribbon[] {
  const left = new Map<string, number>();
  const entered = new Map<string, number>();
  return links.flatMap((link) => {
    const [source, target] = [boxes.get(link.from), boxes.get(link.to)];
    if (source === undefined || target === undefined) return [];
    const thickness = unit * link.amount;
    const start = left.get(link.from) ?? source.from;
    const end = entered.get(link.to) ?? target.from;
    left.set(link.from, start + thickness);
    entered.set(link.to, end + thickness);
    const points = Array.from({ length: STEPS + 1 }, (_, s) => {
      const t = s / STEPS;
      const eased = t * t * (3 - 2 * t);
      const top = start + (end - start) * eased;
      const x = source.node.column + (target.node.column - source.node.column) * t;
      return { x, top, bottom: top + Math.max(thickness, THINNEST) };
    });
    return [{ link, points }];
  });
}
