import { observe, define as plainDefine } from '@observablehq/notebook-kit/runtime';

/* The runtime of a notebook's cells. When each of them has come to a value, or failed, the page says so: `data-ready` of its
 * root element is the number of cells that failed. */

type State = Parameters<typeof plainDefine>[0];
type Definition = Parameters<typeof plainDefine>[1];

const waiting = new Set<number>();
let failed = 0;

/** Adds a cell to the notebook. */
export function define(state: State, definition: Definition): void {
  waiting.add(definition.id);
  plainDefine(state, definition, (...args: Parameters<typeof observe>) => {
    const observer = observe(...args);
    const { fulfilled, rejected } = observer;
    return Object.assign(observer, {
      fulfilled(this: unknown, value: unknown): void {
        fulfilled.call(this as never, value);
        settle(definition.id);
      },
      rejected(this: unknown, error: unknown): void {
        rejected.call(this as never, error);
        failed += 1;
        settle(definition.id);
      },
    });
  });
}

function settle(id: number): void {
  waiting.delete(id);
  // Two frames later charts have been drawn, and what cells have told each other has arrived.
  if (waiting.size === 0) requestAnimationFrame(() => requestAnimationFrame(sayReady));
}

function sayReady(): void {
  if (waiting.size === 0) document.documentElement.dataset.ready = String(failed);
}
