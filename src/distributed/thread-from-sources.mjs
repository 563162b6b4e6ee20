// See `worker-from-sources.mjs` of src/experiment: the same for runs that come from elsewhere.
import { register } from 'tsx/esm/api';

register();
export const { work, ready } = await import('./thread.ts');
