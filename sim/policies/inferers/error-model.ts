import { log10 } from '../../math/log10.ts';
import { pow } from '../../math/pow.ts';
import { experienceFactor } from '../experience.ts';
import type { Birth, Inferer, InfererView, NormalError } from '../policy.ts';

const traitDeviation = 0;
const traitBias = 1;

/**
 * Errors as inferers are born with: deviation 10^N(log10 2, log10 1.5), bias N(0, 0.5), in scales of the truth.
 *
 * Source: research workload of the allora-simulator at commit 816ce04.
 */
export function bornError(birth: Birth): Readonly<NormalError> {
  return {
    deviation: pow(10, log10(2) + log10(1.5) * birth.normal(traitDeviation)),
    bias: 0.5 * birth.normal(traitBias),
  };
}

/** An outperformer's error and bias, as a share of the usual. */
const outperformance = 0.5;

/** What experience and the epoch's outperformance leave of an inferer's error and bias. */
export function errorShare(view: InfererView): number {
  return (view.outperforms ? outperformance : 1) * experienceFactor(view.age);
}

/** truth + f xp (deviation z + bias) scale, f = 1/2 for the epoch's outperformer, z standard normal. */
export function errorModelInferer({ deviation, bias }: Readonly<NormalError>): Inferer {
  return {
    infer(view) {
      return view.truth + view.scale * errorShare(view) * (deviation * view.error + bias);
    },
    errorInto(_regime, age, into) {
      const share = experienceFactor(age);
      into.deviation = share * deviation;
      into.bias = share * bias;
    },
  };
}

/**
 * The same with a deviation that varies: `factor` multiplies it, in a regime and at an age. The bias is not touched.
 *
 * @param factor of the regime's index and the epochs since registration
 */
export function varyingErrorInferer(
  { deviation, bias }: Readonly<NormalError>,
  factor: (regime: number, age: number) => number,
): Inferer {
  return {
    infer(view) {
      return (
        view.truth + view.scale * errorShare(view) * (factor(view.regime, view.age) * deviation * view.error + bias)
      );
    },
    errorInto(regime, age, into) {
      const share = experienceFactor(age);
      into.deviation = share * factor(regime, age) * deviation;
      into.bias = share * bias;
    },
  };
}
