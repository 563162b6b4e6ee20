import { ar1 } from './ar1.ts';
import { count } from './count.ts';
import { csv } from './csv.ts';
import { expression } from './expression.ts';
import { gbmPrice } from './gbm-price.ts';
import { gbmReturn } from './gbm-return.ts';
import { jumpDiffusion } from './jump-diffusion.ts';
import { ornsteinUhlenbeck } from './ornstein-uhlenbeck.ts';
import { probability } from './probability.ts';
import { regimeSwitching } from './regime-switching.ts';
import { seasonal } from './seasonal.ts';
import { studentTReturn } from './student-t.ts';
import type { TruthProcess } from './truth-process.ts';

/** Every truth process by its name. */
export const truthProcesses: Readonly<Record<string, TruthProcess>> = {
  'gbm-return': gbmReturn,
  'gbm-price': gbmPrice,
  ar1,
  'ornstein-uhlenbeck': ornsteinUhlenbeck,
  'regime-switching': regimeSwitching,
  'jump-diffusion': jumpDiffusion,
  'student-t': studentTReturn,
  seasonal,
  probability,
  count,
  csv,
  expression,
};
