import { fileURLToPath } from 'node:url';
import { atan, exp, expm1, log, log1p, log10, phi, phiGradient, pow, tanh } from '../sim/math/index.ts';

/** Time of one call in a bulk loop over typed arrays, in nanoseconds. */
export interface CallTiming {
  readonly name: string;
  readonly nanoseconds: number;
}

const count = 4096;

/** Median over the rounds of the time per entry of a loop over `count` entries. */
export function timeLoop(name: string, loop: () => void, rounds = 7): CallTiming {
  for (let n = 0; n < 300; ++n) loop();
  const times: number[] = [];
  for (let round = 0; round < rounds; ++round) {
    const start = process.hrtime.bigint();
    for (let n = 0; n < 200; ++n) loop();
    times.push(Number(process.hrtime.bigint() - start) / 200 / count);
  }
  times.sort((a, b) => a - b);
  return { name, nanoseconds: times[rounds >> 1] };
}

/** `count` numbers all over an interval, in no order. */
function argumentsBetween(low: number, high: number): Float64Array {
  return Float64Array.from({ length: count }, (_, n) => low + (high - low) * ((n * 0.6180339887 + 0.01) % 1));
}

/** The elementary functions and those built on them, beside the engine's own where it has them. */
export function timeElementary(): CallTiming[] {
  const wide = argumentsBetween(-20, 20);
  const positive = argumentsBetween(0.001, 50);
  const small = argumentsBetween(-0.9, 5);
  const narrow = argumentsBetween(-3, 3);
  const out = new Float64Array(count);
  // One loop each: a loop that is handed its function is not compiled for it.
  const loops: Record<string, () => void> = {
    exp: () => {
      for (let n = 0; n < count; ++n) out[n] = exp(wide[n]);
    },
    'Math.exp': () => {
      for (let n = 0; n < count; ++n) out[n] = Math.exp(wide[n]);
    },
    log: () => {
      for (let n = 0; n < count; ++n) out[n] = log(positive[n]);
    },
    'Math.log': () => {
      for (let n = 0; n < count; ++n) out[n] = Math.log(positive[n]);
    },
    log1p: () => {
      for (let n = 0; n < count; ++n) out[n] = log1p(small[n]);
    },
    'Math.log1p': () => {
      for (let n = 0; n < count; ++n) out[n] = Math.log1p(small[n]);
    },
    log10: () => {
      for (let n = 0; n < count; ++n) out[n] = log10(positive[n]);
    },
    'Math.log10': () => {
      for (let n = 0; n < count; ++n) out[n] = Math.log10(positive[n]);
    },
    expm1: () => {
      for (let n = 0; n < count; ++n) out[n] = expm1(narrow[n]);
    },
    'Math.expm1': () => {
      for (let n = 0; n < count; ++n) out[n] = Math.expm1(narrow[n]);
    },
    tanh: () => {
      for (let n = 0; n < count; ++n) out[n] = tanh(narrow[n]);
    },
    'Math.tanh': () => {
      for (let n = 0; n < count; ++n) out[n] = Math.tanh(narrow[n]);
    },
    atan: () => {
      for (let n = 0; n < count; ++n) out[n] = atan(narrow[n]);
    },
    'Math.atan': () => {
      for (let n = 0; n < count; ++n) out[n] = Math.atan(narrow[n]);
    },
    pow: () => {
      for (let n = 0; n < count; ++n) out[n] = pow(positive[n], narrow[n]);
    },
    'Math.pow': () => {
      for (let n = 0; n < count; ++n) out[n] = positive[n] ** narrow[n];
    },
    phi: () => {
      for (let n = 0; n < count; ++n) out[n] = phi(narrow[n], 3, 0.75);
    },
    phiGradient: () => {
      for (let n = 0; n < count; ++n) out[n] = phiGradient(narrow[n], 3, 0.75);
    },
  };
  return Object.entries(loops).map(([name, loop]) => timeLoop(name, loop));
}

/** Prints timings as a table. */
export function printTimings(timings: readonly CallTiming[]): void {
  for (const { name, nanoseconds } of timings) {
    process.stdout.write(`${name.padEnd(24)} ${nanoseconds.toFixed(2).padStart(8)} ns\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printTimings(timeElementary());
