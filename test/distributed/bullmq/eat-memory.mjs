// Loaded into a worker process whose threads are to run out of memory.
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) for (const all = []; ; ) all.push(new Array(1_000_000).fill(all.length));
