import { log10 } from '../../math/log10.ts';
import { pow } from '../../math/pow.ts';
import { experienceFactor } from '../experience.ts';
import type { Birth, Inferer, InfererView } from '../policy.ts';

/** How strong an inferer's errors are, in scales of the truth. */
export interface InfererError {
  /** Standard deviation of the error. */
  readonly deviation: number;
  readonly bias: number;
}

const traitDeviation = 0;
const traitBias = 1;

/**
 * Errors as inferers are born with: deviation 10^N(log10 2, log10 1.5), bias N(0, 0.5), in scales of the truth.
 *
 * Source: research workload of the allora-simulator at commit 816ce04.
 */
export function bornError(birth: Birth): InfererError {
  return {
    deviation: pow(10, log10(2) + log10(1.5) * birth.normal(traitDeviation)),
    bias: 0.5 * birth.normal(traitBias),
  };
}

/** An outperformer's error and bias, as a share of the usual. */
const outperformance = 0.5;

/** truth + f xp (deviation z + bias) scale, f = 1/2 for the epoch's outperformer, z standard normal. */
export function errorModelInferer({ deviation, bias }: InfererError): Inferer {
  return {
    infer(view: InfererView): number {
      const share = (view.outperforms ? outperformance : 1) * experienceFactor(view.age);
      return view.truth + view.scale * share * (deviation * view.error + bias);
    },
  };
}
