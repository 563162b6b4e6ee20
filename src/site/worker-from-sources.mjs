// The thread's work where the program runs from its sources, as in tests: Node 20 reads no TypeScript, so tsx is taught to
// the thread first. The built program does not know this file.
import { register } from 'tsx/esm/api';

register();
export const { work } = await import('./worker.ts');
