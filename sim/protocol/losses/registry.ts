import { absoluteError } from './absolute-error.ts';
import { binaryCrossEntropy } from './binary-cross-entropy.ts';
import { czar } from './czar.ts';
import { huber } from './huber.ts';
import { logCosh } from './log-cosh.ts';
import type { LossFunction } from './loss-function.ts';
import { poisson } from './poisson.ts';
import { squaredError } from './squared-error.ts';
import { zptae } from './zptae.ts';
import { ztae } from './ztae.ts';

/** Every loss function by its canonical name. */
export const lossFunctions: Readonly<Record<string, LossFunction>> = {
  sqe: squaredError,
  abse: absoluteError,
  huber,
  logcosh: logCosh,
  bce: binaryCrossEntropy,
  poisson,
  ztae,
  zptae,
  czar,
};

/** The loss function of this name or alias, in any case; undefined when there is none. */
export function findLossFunction(name: string): LossFunction | undefined {
  const wanted = name.toLowerCase();
  return Object.values(lossFunctions).find((loss) => loss.name === wanted || loss.aliases.includes(wanted));
}
