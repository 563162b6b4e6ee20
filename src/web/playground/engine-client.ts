import type { FromWorker, ToWorker } from './messages.ts';

type Of<Kind extends FromWorker['kind']> = FromWorker & { readonly kind: Kind };

/** What the page does with what the worker says. */
export type Listeners = { readonly [Kind in FromWorker['kind']]: (message: Of<Kind>) => void };

/** The worker that checks and runs scenarios. */
export class EngineClient {
  readonly #worker: Worker;

  constructor(listeners: Listeners) {
    this.#worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      (listeners[data.kind] as (message: FromWorker) => void)(data);
    });
    this.#worker.addEventListener('error', ({ message }) => {
      listeners.failed({
        kind: 'failed',
        run: Number.POSITIVE_INFINITY,
        message: message || 'the worker did not start',
      });
    });
  }

  send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
