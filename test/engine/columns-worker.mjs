/* Runs a scenario in a worker thread and fingerprints its columns. Node 20 does not read TypeScript: tsx does. */
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { createSimulation } = await import('../../sim/index.ts');
const { bitsOfRun } = await import('../support/bits-of-run.ts');
parentPort.postMessage(bitsOfRun(createSimulation, workerData));
