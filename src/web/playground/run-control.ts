import { byId, element, say } from '../shared/dom.ts';
import { numberText } from '../shared/numbers.ts';
import { ChartsPanel, thinningWords } from './charts-panel.ts';
import type { FromWorker, RunShape, ToWorker } from './messages.ts';

export type RunState = 'idle' | 'running' | 'paused' | 'done' | 'failed';

/** What the buttons do: run, pause, step, start again, pin. */
export class RunControl {
  readonly #send: (message: ToWorker) => void;
  readonly #panel: ChartsPanel;
  #state: RunState = 'idle';
  #run = 0;
  /** What happens once the run is made: nothing, or it starts, with these words. */
  #onceLoaded: { readonly starts: boolean; readonly says: string } = { starts: false, says: '' };
  #isLoaded = false;
  #isPinned = false;
  #owesNext = false;

  constructor(send: (message: ToWorker) => void) {
    this.#send = send;
    this.#panel = new ChartsPanel(() => {
      if (!this.#owesNext) return;
      this.#owesNext = false;
      send({ kind: 'next' });
    });
    const pace = byId<HTMLSelectElement>('pace');
    pace.addEventListener('change', () => {
      if (this.#state === 'running') this.#start(this.#pace());
    });
    byId('run').addEventListener('click', () => this.toggle());
    byId('step').addEventListener('click', () => this.step(1));
    byId('step-ten').addEventListener('click', () => this.step(10));
    byId('to-end').addEventListener('click', () => this.toEnd());
    byId('reset').addEventListener('click', () => this.reset());
    byId('pin').addEventListener('click', () => this.togglePin());
    const topic = byId<HTMLSelectElement>('topic');
    topic.addEventListener('change', () => this.#panel.showTopic(topic.selectedIndex));
  }

  get state(): RunState {
    return this.#state;
  }

  /** Makes a new run of the last valid scenario. */
  load(starts: boolean, says: string): void {
    this.#isLoaded = false;
    this.#onceLoaded = { starts, says };
    this.#run += 1;
    this.#send({ kind: 'load', run: this.#run });
  }

  toggle(): void {
    if (this.#state === 'running') this.#pause();
    else if (this.#state === 'done' || this.#state === 'failed') this.load(true, 'Runs again from the start.');
    else if (this.#isLoaded) this.#start(this.#pace(), 'Running.');
  }

  step(epochs: number): void {
    if (this.#isOver() || !this.#isLoaded) return;
    this.#setState('paused');
    this.#send({ kind: 'step', epochs });
  }

  toEnd(): void {
    if (!this.#isOver() && this.#isLoaded) this.#start(null, 'Runs to the end.');
  }

  /** Says so, too. */
  #isOver(): boolean {
    const isOver = this.#state === 'done' || this.#state === 'failed';
    if (isOver) say('The run is over: run again, or reset.');
    return isOver;
  }

  reset(): void {
    this.load(false, 'Back at the start.');
  }

  togglePin(): void {
    this.#isPinned = !this.#isPinned;
    byId('pin').setAttribute('aria-pressed', String(this.#isPinned));
    if (this.#isPinned) this.#panel.pin();
    else this.#panel.unpin();
    say(this.#isPinned ? 'This run stays as a dashed grey line under the next ones.' : 'The pinned run is gone.');
  }

  /** The run is made: its charts, empty. */
  async loaded({ run, shape }: FromWorker & { readonly kind: 'loaded' }): Promise<void> {
    if (run !== this.#run) return;
    this.#setState('idle');
    this.#showShape(shape);
    await this.#panel.show(shape);
    if (run !== this.#run) return;
    this.#isLoaded = true;
    this.#progress(0, 0);
    const { starts, says } = this.#onceLoaded;
    if (this.#enableButtons() || says !== '') say(says);
    this.#owesNext = true;
    this.#panel.request();
    if (starts) this.#start(this.#pace());
  }

  rows({ run, done, total, series, points }: FromWorker & { readonly kind: 'rows' }): void {
    if (run !== this.#run) return;
    this.#owesNext = true;
    this.#progress(done, total);
    this.#panel.add(series, points);
  }

  stepped({ run }: FromWorker & { readonly kind: 'stepped' }): void {
    if (run === this.#run && this.#state === 'paused') say(`Paused: ${byId('epochs').textContent}.`);
  }

  done({ run, metrics, seconds }: FromWorker & { readonly kind: 'done' }): void {
    if (run !== this.#run) return;
    this.#setState('done');
    const rows = metrics.map(({ name, value, unit, topic }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, name),
        element('td', {}, topic),
        element(
          'td',
          { class: 'number' },
          element('data', { value: value === null ? '' : exact(value) }, numberText(value)),
        ),
        element('td', {}, unit),
      ),
    );
    byId('metrics').replaceChildren(...rows);
    byId('metrics-section').hidden = false;
    say(`Done: ${byId('epochs').textContent}, ${numberText(seconds, 3)} s in the engine.`);
  }

  failed({ run, message }: FromWorker & { readonly kind: 'failed' }): void {
    if (run < this.#run) return;
    this.#isLoaded = false;
    if (this.#enableButtons()) say('');
    this.#setState('failed');
    byId('failure').textContent = `The run failed. ${message}`;
  }

  #showShape(shape: RunShape): void {
    const topic = byId<HTMLSelectElement>('topic');
    const chosen = Math.max(0, shape.topics.indexOf(topic.value));
    topic.replaceChildren(...shape.topics.map((name) => element('option', { value: name }, name)));
    topic.selectedIndex = chosen;
    this.#panel.showTopic(chosen);
    byId('topic-field').hidden = shape.topics.length < 2;
    byId('notices').replaceChildren(...shape.notices.map((notice) => element('li', {}, notice)));
    byId('thinning').textContent = thinningWords(shape);
    byId('metrics-section').hidden = true;
  }

  #pace(): number | null {
    const { value } = byId<HTMLSelectElement>('pace');
    return value === '' ? null : Number(value);
  }

  #start(pace: number | null, says = ''): void {
    this.#setState('running');
    if (says !== '') say(says);
    this.#send({ kind: 'run', pace });
  }

  #pause(): void {
    this.#send({ kind: 'pause' });
    this.#setState('paused');
    say(`Paused: ${byId('epochs').textContent}.`);
  }

  #progress(done: number, total: number): void {
    const bar = byId<HTMLProgressElement>('progress');
    bar.max = Math.max(total, 1);
    bar.value = done;
    byId('epochs').textContent = total === 0 ? '' : `${done} of ${total} epochs`;
  }

  /** Before the first run is made a click would be lost. Whether this is the first. */
  #enableButtons(): boolean {
    const buttons = ['run', 'step', 'step-ten', 'to-end', 'reset', 'pin'].map((id) => byId<HTMLButtonElement>(id));
    const isFirst = buttons.some(({ disabled }) => disabled);
    for (const each of buttons) each.disabled = false;
    return isFirst;
  }

  #setState(state: RunState): void {
    this.#state = state;
    document.documentElement.dataset.state = state;
    const words = { idle: 'Run', running: 'Pause', paused: 'Run on', done: 'Run again', failed: 'Run again' };
    byId('run').textContent = words[state];
    if (state !== 'failed') byId('failure').textContent = '';
  }
}

/** All digits, as JSON has them: read again it is the same number. */
function exact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
