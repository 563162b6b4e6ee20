/**
 * The sum of many weights of which a few change at a time: a binary tree of partial sums. The sum hangs on the weights
 * alone, not on the order in which they came to be, so no error builds up. A change costs log2(n) additions.
 */
export interface WeightSum {
  /** Entry 1 is the sum; the weights begin at `leaves`. */
  nodes: Float64Array;
  leaves: number;
  /** The sum is added up whenever it is asked for: the plain form, which the tree is tested against. */
  readonly plain: boolean;
}

export function createWeightSum(plain = false): WeightSum {
  return { nodes: new Float64Array(2), leaves: 1, plain };
}

/** Sum of all weights. */
export function weightSum({ nodes, leaves, plain }: WeightSum): number {
  if (!plain) return nodes[1];
  let sum = 0;
  for (let at = leaves; at < nodes.length; ++at) sum += nodes[at];
  return sum;
}

export function setWeight(sum: WeightSum, place: number, weight: number): void {
  while (place >= sum.leaves) grow(sum);
  const { nodes } = sum;
  let at = sum.leaves + place;
  nodes[at] = weight;
  for (at >>= 1; at >= 1; at >>= 1) nodes[at] = nodes[2 * at] + nodes[2 * at + 1];
}

function grow(sum: WeightSum): void {
  const { nodes, leaves } = sum;
  const twice = new Float64Array(2 * nodes.length);
  // Every level moves into the left half of its successor.
  for (let first = 1; first <= leaves; first *= 2) twice.set(nodes.subarray(first, 2 * first), 2 * first);
  twice[1] = nodes[1];
  sum.nodes = twice;
  sum.leaves = 2 * leaves;
}
