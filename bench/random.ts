import { fileURLToPath } from 'node:url';
import {
  drawKeyInto,
  logNormal,
  normal,
  normalsInto,
  poisson,
  rootKey,
  studentT,
  uniform,
  uniformsInto,
} from '../sim/random/index.ts';
import { type CallTiming, printTimings, timeLoop } from './elementary.ts';

const count = 4096;

/** One draw of every kind, in bulk and one by one. */
export function timeRandom(): CallTiming[] {
  const root = rootKey('bench');
  const key = new Int32Array(4);
  const high = new Int32Array(count);
  const low = Int32Array.from({ length: count }, (_, n) => n);
  const out = new Float64Array(count);
  let epoch = 0;
  const nextKey = (): void => drawKeyInto(root, 1, 2, ++epoch, 1, key);
  const loops: Record<string, () => void> = {
    uniformsInto: () => {
      nextKey();
      uniformsInto(key, high, low, count, out, 0);
    },
    normalsInto: () => {
      nextKey();
      normalsInto(key, high, low, count, out, 0);
    },
    uniform: () => {
      nextKey();
      for (let n = 0; n < count; ++n) out[n] = uniform(key, high[n], low[n]);
    },
    normal: () => {
      nextKey();
      for (let n = 0; n < count; ++n) out[n] = normal(key, high[n], low[n]);
    },
    'drawKeyInto and uniform': () => {
      for (let n = 0; n < count; ++n) {
        nextKey();
        out[n] = uniform(key, 0, 1);
      }
    },
    logNormal: () => {
      nextKey();
      for (let n = 0; n < count; ++n) out[n] = logNormal(key, high[n], low[n], 0, 1);
    },
    'poisson, mean 3': () => {
      nextKey();
      for (let n = 0; n < count; ++n) out[n] = poisson(key, high[n], low[n], 3);
    },
    'poisson, mean 1000': () => {
      nextKey();
      for (let n = 0; n < count; ++n) out[n] = poisson(key, high[n], low[n], 1000);
    },
    'studentT, 4 degrees': () => {
      nextKey();
      for (let n = 0; n < count; ++n) out[n] = studentT(key, high[n], low[n], 4);
    },
  };
  return Object.entries(loops).map(([name, loop]) => timeLoop(name, loop));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printTimings(timeRandom());
