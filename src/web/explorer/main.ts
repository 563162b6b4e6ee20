import { byId, element, say } from '../shared/dom.ts';
import { compareView } from './compare-view.ts';
import { listView } from './list-view.ts';
import { runView } from './run-view.ts';
import { hashOf, type PageState, stateOf } from './state.ts';

/** What a view is given to work with. */
export interface Page {
  readonly main: HTMLElement;
  readonly state: PageState;
  /** Shows another state, as a page of its own in the browser's history. */
  readonly go: (change: Partial<PageState>) => void;
  /** Notes in the address what has changed in place. */
  readonly keep: (state: PageState) => void;
  /** Whether the reader has gone on to something else meanwhile. */
  readonly left: () => boolean;
}

const views = { list: listView, run: runView, compare: compareView };
const main = byId('main');
let turn = 0;

/** An empty hash would leave its mark in the address. */
const addressOf = (state: PageState): string => hashOf(state) || location.pathname;

function go(change: Partial<PageState>): void {
  const before = stateOf(location.hash);
  const state = { ...before, ...change };
  history.pushState(null, '', addressOf(state));
  void show(state.view !== before.view);
}

function keep(state: PageState): void {
  history.replaceState(null, '', addressOf(state));
}

/** @param moved another view: the focus goes to its head, as on a new page */
async function show(moved = false): Promise<void> {
  const mine = ++turn;
  const root = document.documentElement;
  delete root.dataset.ready;
  const state = stateOf(location.hash);
  const left = (): boolean => mine !== turn;
  try {
    await views[state.view]({ main, state, go, keep, left });
  } catch (error) {
    if (left()) return;
    const text = error instanceof Error ? error.message : String(error);
    main.replaceChildren(element('h1', {}, 'This did not work'), element('p', { class: 'problem' }, text));
    say(text);
  }
  if (left()) return;
  if (moved) {
    main.focus();
    scrollTo(0, 0);
  }
  const onList = state.view === 'list';
  if (onList) byId('to-runs').setAttribute('aria-current', 'page');
  else byId('to-runs').removeAttribute('aria-current');
  root.dataset.ready = state.view;
}

addEventListener('popstate', () => void show(true));
byId('refresh').addEventListener('click', () => void show());
byId('to-runs').addEventListener('click', (event) => {
  event.preventDefault();
  go({ view: 'list' });
});
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
void show();
