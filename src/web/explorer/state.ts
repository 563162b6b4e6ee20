/* What the page shows stands in the hash of its address, so that going back, reloading and bookmarks work. */

export interface PageState {
  readonly view: 'list' | 'run' | 'compare';
  /** Words that a record has to contain. */
  readonly words: string;
  /** Empty: any. */
  readonly kind: string;
  readonly name: string;
  readonly protocol: string;
  /** Key of a column, or `metric:NAME`. */
  readonly sort: string;
  readonly falling: boolean;
  /** Metrics that have a column; undefined: those that the server chooses. */
  readonly metrics: readonly string[] | undefined;
  /** Paths of the runs to compare, in the order in which they were chosen. */
  readonly picked: readonly string[];
  /** Path of the run that is looked at. */
  readonly path: string;
  /** Topic of the charts; empty: the first. */
  readonly topic: string;
}

export const startState: PageState = {
  ...{ view: 'list', words: '', kind: '', name: '', protocol: '', sort: 'time', falling: true },
  ...{ metrics: undefined, picked: [], path: '', topic: '' },
};

const texts = ['words', 'kind', 'name', 'protocol', 'sort', 'path', 'topic'] as const;

/** The state that a hash stands for; what it does not say is as at the start. */
export function stateOf(hash: string): PageState {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const view = said.get('view');
  return {
    ...startState,
    ...Object.fromEntries(texts.flatMap((key) => (said.has(key) ? [[key, said.get(key)]] : []))),
    view: view === 'run' || view === 'compare' ? view : 'list',
    falling: said.get('order') !== 'rising',
    metrics: said
      .get('metrics')
      ?.split(',')
      .filter((name) => name !== ''),
    picked: [...new Set(said.getAll('picked'))],
  };
}

/** The other way round, without what is as at the start; empty for the start. */
export function hashOf(state: PageState): string {
  const said = new URLSearchParams();
  if (state.view !== 'list') said.set('view', state.view);
  for (const key of texts) if (state[key] !== startState[key]) said.set(key, state[key]);
  if (!state.falling) said.set('order', 'rising');
  if (state.metrics !== undefined) said.set('metrics', state.metrics.join(','));
  for (const path of state.picked) said.append('picked', path);
  const text = said.toString();
  return text === '' ? '' : `#${text}`;
}
