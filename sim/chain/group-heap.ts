/** A binary heap: the item that comes before all others stands first. */
export interface Heap<Item> {
  readonly items: Item[];
  readonly before: (a: Item, b: Item) => boolean;
}

export function createHeap<Item>(before: (a: Item, b: Item) => boolean): Heap<Item> {
  return { items: [], before };
}

export function push<Item>({ items, before }: Heap<Item>, item: Item): void {
  let place = items.length;
  items.push(item);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!before(item, items[parent])) break;
    items[place] = items[parent];
    place = parent;
  }
  items[place] = item;
}

/** Takes the first item away; there must be one. */
export function removeFirst<Item>({ items, before }: Heap<Item>): void {
  const item = items.pop() as Item;
  const { length } = items;
  if (length === 0) return;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= length) break;
    if (child + 1 < length && before(items[child + 1], items[child])) child += 1;
    if (!before(items[child], item)) break;
    items[place] = items[child];
    place = child;
  }
  items[place] = item;
}

/** Takes away all items but those to keep. */
export function keepOnly<Item>(heap: Heap<Item>, keep: (item: Item) => boolean): void {
  const kept = heap.items.filter(keep);
  heap.items.length = 0;
  for (let n = 0; n < kept.length; ++n) push(heap, kept[n]);
}
