import { describe, expect, it } from 'vitest';
import { layOut, type Node } from '../../src/report/charts/chain/ribbons.ts';

const node = (name: string, column: number): Node => ({ name, words: name, colour: '#888888', column });
const link = (from: string, to: string, amount: number) => ({ from, to, amount, colour: '#888888' });

describe('the layout of a flow', () => {
  const nodes = [node('mint', 0), node('fees', 0), node('account', 1), node('one', 2), node('other', 2)];
  const links = [
    link('mint', 'account', 90),
    link('fees', 'account', 10),
    link('account', 'one', 25),
    link('account', 'other', 75),
  ];
  const { height, boxes, ribbons } = layOut(nodes, links);
  const box = (name: string) => {
    const found = boxes.find((each) => each.node.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  it('gives every place and ribbon a thickness in proportion to its amount', () => {
    const unit = (box('account').to - box('account').from) / 100;
    for (const { from, to, amount } of boxes) expect(to - from).toBeCloseTo(unit * amount, 9);
    for (const { link: of, points } of ribbons) {
      for (const { top, bottom } of points) expect(bottom - top).toBeCloseTo(unit * of.amount, 9);
    }
  });

  it('fills places from top to bottom with what comes in and what goes out', () => {
    const ends = ribbons.filter(({ link: of }) => of.to === 'account').map(({ points }) => points[points.length - 1]);
    expect(ends[0].top).toBeCloseTo(box('account').from, 9);
    expect(ends[1].top).toBeCloseTo(ends[0].bottom, 9);
    expect(ends[1].bottom).toBeCloseTo(box('account').to, 9);
  });

  it('leaves room between places for their names, all within the height', () => {
    expect(box('other').from - box('one').to).toBeGreaterThanOrEqual(30);
    expect(box('fees').from - box('mint').to).toBeGreaterThanOrEqual(30);
    for (const { from, to } of boxes) {
      expect(from).toBeGreaterThan(20);
      expect(to).toBeLessThan(height - 20);
    }
  });
});
