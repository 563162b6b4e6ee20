/**
 * Weighted percentiles. With the values in ascending order, cum_n the running sum of their weights and W the total,
 * value n stands at pos_n = (cum_n - w_n / 2) / W. A percentage P asks for position P / 100: below the first position
 * it is the first value, above the last the last, otherwise the line between the two neighbours.
 *
 * Equal values keep the order of their indices (ascending addresses), and members of weight zero take part. So the
 * result jumps when two values of different weight meet and change places: a forecaster who implies exactly an
 * inferer's value gives another percentile than one who implies a value a hair below it.
 *
 * NaN for every percentage when the weights sum to zero or there are no values.
 *
 * @param values `count` values, any unit
 * @param weights their weights, none negative; they need not sum to 1
 * @param percentages 0 to 100, one for each entry of `out`
 * @param order at least `count` entries, overwritten
 * @param out as long as `percentages`, in the unit of the values
 */
export function weightedPercentilesInto(
  values: Float64Array,
  weights: Float64Array,
  count: number,
  percentages: Float64Array | readonly number[],
  order: Int32Array,
  out: Float64Array,
): void {
  let total = 0;
  for (let n = 0; n < count; ++n) total += weights[n];
  if (!(total > 0)) {
    for (let p = 0; p < percentages.length; ++p) out[p] = Number.NaN;
    return;
  }
  orderAscendingInto(values, count, order);
  for (let p = 0; p < percentages.length; ++p) {
    out[p] = valueAt(percentages[p] / 100, values, weights, count, total, order);
  }
}

function valueAt(
  target: number,
  values: Float64Array,
  weights: Float64Array,
  count: number,
  total: number,
  order: Int32Array,
): number {
  let sum = 0;
  let before = 0;
  for (let n = 0; n < count; ++n) {
    const member = order[n];
    sum += weights[member];
    const position = (sum - weights[member] / 2) / total;
    if (target < position || (n === 0 && target === position)) {
      if (n === 0) return values[member];
      const lower = values[order[n - 1]];
      return lower + ((target - before) / (position - before)) * (values[member] - lower);
    }
    before = position;
  }
  return values[order[count - 1]];
}

/** Fills `order` with 0 .. count - 1 by ascending value, equal values by ascending index. */
function orderAscendingInto(values: Float64Array, count: number, order: Int32Array): void {
  for (let n = 0; n < count; ++n) order[n] = n;
  if (count <= 64) {
    for (let n = 1; n < count; ++n) {
      const value = values[n];
      let place = n - 1;
      for (; place >= 0 && values[order[place]] > value; --place) order[place + 1] = order[place];
      order[place + 1] = n;
    }
    return;
  }
  for (let root = (count >> 1) - 1; root >= 0; --root) siftDown(values, order, root, count);
  for (let end = count - 1; end > 0; --end) {
    const last = order[0];
    order[0] = order[end];
    order[end] = last;
    siftDown(values, order, 0, end);
  }
}

/** Whether member a comes after member b. */
function isAfter(values: Float64Array, a: number, b: number): boolean {
  return values[a] > values[b] || (values[a] === values[b] && a > b);
}

function siftDown(values: Float64Array, order: Int32Array, root: number, count: number): void {
  const member = order[root];
  let place = root;
  for (let child = 2 * place + 1; child < count; child = 2 * place + 1) {
    if (child + 1 < count && isAfter(values, order[child + 1], order[child])) ++child;
    if (!isAfter(values, order[child], member)) break;
    order[place] = order[child];
    place = child;
  }
  order[place] = member;
}
