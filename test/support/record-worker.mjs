/* Records a run in a worker thread. Node 20 does not read TypeScript, so tsx is taught to this thread first. */
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { recordRun } = await import('./record-run.ts');
parentPort.postMessage(recordRun(workerData.scenario, workerData.root, 50));
