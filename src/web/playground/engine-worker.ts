import { parse } from 'yaml';
import { z } from 'zod';
import { ImpossibleStateError } from '../../../sim/index.ts';
import type { ScenarioFiles } from '../../config/files.ts';
import { jsonSchema } from '../../config/json-schema.ts';
import { type ResolvedScenario, resolveScenario } from '../../config/resolve-scenario.ts';
import { simRegistries } from '../../config/sim-registries.ts';
import { bundleFiles } from './bundle-files.ts';
import { type LiveRun, liveRun, nextSlice } from './live-run.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/* Checks scenarios and runs them. It listens between two slices of a run, and posts points only when it was asked to. */

// Schemas are compiled to code otherwise, which pages that allow no such thing refuse.
z.config({ jitless: true });

let files: ScenarioFiles = bundleFiles({});
let candidate: (ResolvedScenario & { readonly ok: true }) | undefined;
let run: LiveRun | undefined;
let runNumber = 0;
let running = false;
let looping = false;
/** Epochs per second; null: as fast as it can. */
let pace: number | null = null;
let asked = false;
let slice = 1;
let engineSeconds = 0;

const post = (message: FromWorker, handedOver: Transferable[] = []): void =>
  self.postMessage(message, { transfer: handedOver });

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void receive(data);
});

async function receive(message: ToWorker): Promise<void> {
  if (message.kind === 'open') {
    files = bundleFiles(message.files);
    post({ kind: 'schema', schema: jsonSchema(simRegistries) });
  } else if (message.kind === 'check') {
    await check(message);
  } else if (message.kind === 'load') {
    load(message.run);
  } else if (message.kind === 'run') {
    pace = message.pace;
    running = true;
    void loop();
  } else if (message.kind === 'pause') {
    running = false;
  } else if (message.kind === 'step') {
    running = false;
    step(message.epochs);
  } else {
    asked = true;
    postRows();
  }
}

async function check({ id, file, yaml }: ToWorker & { readonly kind: 'check' }): Promise<void> {
  const checked = await resolveScenario(yaml, file, {}, simRegistries, files);
  if (!checked.ok) {
    post({ kind: 'checked', id, problems: checked.problems });
    return;
  }
  candidate = checked;
  post({ kind: 'checked', id, problems: [], resolved: parse(checked.yaml) });
}

function load(number: number): void {
  running = false;
  run = undefined;
  runNumber = number;
  slice = 1;
  engineSeconds = 0;
  guarded(() => {
    if (candidate === undefined) throw new Error('no valid scenario to run');
    run = liveRun(candidate.scenario, candidate.inputs);
    post({ kind: 'loaded', run: number, shape: run.collector.shape });
  });
}

function step(epochs: number): void {
  if (run === undefined || run.finished) return;
  advance(Math.max(1, Math.round(epochs * run.noncesPerEpoch)));
  // Steps are made one by one: what came of each is to be seen at once.
  postRows(true);
  post({ kind: 'stepped', run: runNumber });
}

/** Runs slice by slice until somebody stops it or the run is over. */
async function loop(): Promise<void> {
  if (looping) return;
  looping = true;
  let owed = 0;
  let last = performance.now();
  while (running && run !== undefined && !run.finished) {
    if (pace === null) {
      const spent = advance(slice);
      slice = nextSlice(slice, spent);
      await breath();
    } else {
      await new Promise((resolve) => setTimeout(resolve, 15));
      const now = performance.now();
      // After a long pause it does not catch up.
      owed = Math.min(owed + (Math.min(now - last, 250) / 1000) * pace * (run?.noncesPerEpoch ?? 1), 1e6);
      last = now;
      const nonces = Math.floor(owed);
      owed -= nonces;
      if (nonces > 0 && running) advance(nonces);
    }
    postRows();
  }
  looping = false;
}

/** @returns milliseconds */
function advance(nonces: number): number {
  const current = run;
  if (current === undefined || current.finished) return 0;
  const before = performance.now();
  guarded(() => current.advance(nonces));
  const spent = performance.now() - before;
  engineSeconds += spent / 1000;
  if (run?.finished === true) {
    running = false;
    postRows(true);
    post({ kind: 'done', run: runNumber, metrics: run.metrics(), seconds: engineSeconds });
  }
  return spent;
}

function postRows(always = false): void {
  if (run === undefined || !(asked || always)) return;
  if (run.collector.waiting === 0 && !always) return;
  asked = false;
  const points = run.collector.take();
  const { done, total, collector } = run;
  const handedOver = [points.series, points.x, points.value, points.low].map(({ buffer }) => buffer as ArrayBuffer);
  post({ kind: 'rows', run: runNumber, done, total, series: collector.series, points }, handedOver);
}

function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    running = false;
    run = undefined;
    const message = error instanceof Error ? error.message : String(error);
    const where = error instanceof ImpossibleStateError ? { epoch: error.epoch, phase: error.phase } : {};
    post({ kind: 'failed', run: runNumber, message, ...where });
  }
}

const channel = new MessageChannel();
let wake: (() => void) | undefined;
channel.port1.onmessage = () => wake?.();

/** Lets messages in; timers would wait for four milliseconds. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    wake = resolve;
    channel.port2.postMessage(null);
  });
}
