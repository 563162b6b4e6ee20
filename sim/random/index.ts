export { drawKeyInto } from './draw-key.ts';
export { type Identity, identity } from './identity.ts';
export { logNormal } from './log-normal.ts';
export { normal, normalQuantile, normalsInto } from './normal.ts';
export { poisson } from './poisson.ts';
export { rootKey } from './root-key.ts';
export { studentT } from './student-t.ts';
export { uniform, uniformsInto } from './uniform.ts';
