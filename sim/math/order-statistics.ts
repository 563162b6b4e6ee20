/**
 * Sorts the first `count` values ascending, in place and without allocating: insertion sort for few values, heap sort
 * for many. The values are numbers, none of them NaN.
 */
export function sortAscending(values: Float64Array, count: number): void {
  if (count > 64) {
    heapSort(values, count);
    return;
  }
  for (let n = 1; n < count; ++n) {
    const value = values[n];
    let place = n - 1;
    for (; place >= 0 && values[place] > value; --place) values[place + 1] = values[place];
    values[place + 1] = value;
  }
}

function heapSort(values: Float64Array, count: number): void {
  for (let root = (count >> 1) - 1; root >= 0; --root) siftDown(values, root, count);
  for (let end = count - 1; end > 0; --end) {
    const largest = values[0];
    values[0] = values[end];
    values[end] = largest;
    siftDown(values, 0, end);
  }
}

/** Lets the value at `root` sink until no child within `count` is larger. */
function siftDown(values: Float64Array, root: number, count: number): void {
  const value = values[root];
  let place = root;
  for (let child = 2 * place + 1; child < count; child = 2 * place + 1) {
    if (child + 1 < count && values[child + 1] > values[child]) ++child;
    if (values[child] <= value) break;
    values[place] = values[child];
    place = child;
  }
  values[place] = value;
}

/** The middle of `count` ascending values, the mean of the two middle ones if their number is even; NaN for none. */
function middle(sorted: Float64Array, count: number): number {
  const half = count >> 1;
  return count % 2 === 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
}

/**
 * Median of the first `count` values: the middle one, or the mean of the two middle ones. NaN when there are none.
 *
 * @param scratch at least `count` entries, overwritten
 */
export function median(values: Float64Array, count: number, scratch: Float64Array): number {
  if (count === 0) return Number.NaN;
  for (let n = 0; n < count; ++n) scratch[n] = values[n];
  sortAscending(scratch, count);
  return middle(scratch, count);
}

/**
 * Median absolute deviation, median |x - median(x)|, without the factor 1.4826 that makes it a standard deviation.
 *
 * 0 for one value; NaN when there are none.
 *
 * @param scratch at least `count` entries, overwritten
 */
export function medianAbsoluteDeviation(values: Float64Array, count: number, scratch: Float64Array): number {
  if (count === 0) return Number.NaN;
  const centre = median(values, count, scratch);
  for (let n = 0; n < count; ++n) scratch[n] = Math.abs(values[n] - centre);
  sortAscending(scratch, count);
  return middle(scratch, count);
}

/**
 * Quantile q of the first `count` values: sorted ascending, interpolated linearly at position q (count - 1).
 *
 * 0 when there are none, as on chain.
 *
 * @param q from 0 (the smallest) to 1 (the largest)
 * @param scratch at least `count` entries, overwritten
 */
export function quantile(values: Float64Array, count: number, q: number, scratch: Float64Array): number {
  if (count === 0) return 0;
  for (let n = 0; n < count; ++n) scratch[n] = values[n];
  sortAscending(scratch, count);
  const position = q * (count - 1);
  const below = Math.floor(position);
  if (below >= count - 1) return scratch[count - 1];
  return scratch[below] + (position - below) * (scratch[below + 1] - scratch[below]);
}
