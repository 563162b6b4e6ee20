import { atan } from '../../math/atan.ts';
import { softplus } from '../../math/phi.ts';
import type { ParameterDeclaration } from '../../parameters/declaration.ts';
import { numberOf } from '../../parameters/number-of.ts';
import type { LossFunction } from './loss-function.ts';
import { checkStandardDeviation, meanParameter, standardScore } from './standard-score.ts';

const source = "the network's research forum, topic 155 (February 2026), and its public builder kit";

const alpha: ParameterDeclaration = {
  name: 'alpha',
  kind: 'number',
  default: 0.01,
  minimum: 0,
  maximum: 1e6,
  unit: '1',
  doc: 'Convexity around a truth of zero; reputers use 0.01, training of models uses 1.',
  source,
};
const epsilon: ParameterDeclaration = {
  name: 'epsilon',
  kind: 'number',
  default: 1,
  minimum: 0,
  unit: 'standard deviations',
  doc: 'Truths smaller than this add a floor to the loss of every prediction; 0 adds none.',
  source,
};
const tau: ParameterDeclaration = {
  name: 'tau',
  kind: 'number',
  default: 0.05,
  unit: '1',
  doc: 'Softness with which that floor fades out; 0 or less ends it with a kink.',
  source,
};

const halfPi = 1.5707963267948966;

/** atan(to + d) - atan(from + d) for 0 <= from <= to and d >= 0, as one arc tangent: no cancellation, no overflow. */
function arcBetween(from: number, to: number, d: number): number {
  const low = from + d;
  const high = to + d;
  return atan(low > 1 ? (to - from) / low / (high + 1 / low) : (to - from) / (1 + high * low));
}

/** t ln(1 + e^(m/t)): max(m, 0) with a soft corner of width t > 0. */
function softMaximum(m: number, t: number): number {
  return m > 50 * t ? m : t * softplus(m / t);
}

/**
 * CZAR: a loss for returns that rewards getting the sign right and does not reward predicting zero.
 *
 * With z the standard score of the truth, v that of the prediction, a = |z|, u = v counted along the sign of z (positive:
 * right sign; a truth of 0 has the sign +), d = alpha/sqrt(3), q = 1 + d²:
 *
 *     u <= 0      base = (d/q) u² - u + q (atan(a + d) - atan d)                    wrong sign
 *     0 < u <= a  base = q (atan(a + d) - atan(u + d))                              short of the truth
 *     u > a       base = min(q H(a + d), q H(d)) (u - a)²/2 + q D(a + d) (u - a)    beyond the truth
 *     loss = base(z, v) + norm(a) K
 *
 * D(x) = 1/(1 + x²) is the slope of atan x, H(x) = 2|x|/(1 + x²)² that of -D, K = q (atan(epsilon + d) - atan d) the base
 * loss at a truth of 0 of the prediction e' for which it is as large as at a truth of epsilon predicted as 0; norm falls
 * softly from 1 at a = 0 to about 0 from a = epsilon on.
 */
export const czar: LossFunction = {
  name: 'czar',
  aliases: [],
  doc: 'CZAR: arc-tangent loss of standard scores that prefers the right sign and does not reward a constant zero.',
  source,
  allowNegative: false,
  parameters: [alpha, epsilon, tau, meanParameter],
  create: (parameters) => {
    const mean = numberOf(parameters, meanParameter);
    const d = numberOf(parameters, alpha) / Math.sqrt(3);
    const q = 1 + d * d;
    const curvature = d / q; // q H(d)/2
    const floor = q * arcBetween(0, numberOf(parameters, epsilon), d); // K
    const hasFloor = floor > 0;
    const slope = hasFloor ? q / floor : 0;
    const lowest = 1 - slope * (d > 0 ? atan(1 / d) : halfPi); // m at an infinite truth
    const softness = Math.max(numberOf(parameters, tau) * Math.abs(lowest), 0);
    const scale = hasFloor ? floor / (softness > 0 ? softMaximum(1, softness) : 1) : 0;

    return (truth, prediction, standardDeviation) => {
      checkStandardDeviation('czar', standardDeviation);
      const z = standardScore(truth, mean, standardDeviation);
      const v = standardScore(prediction, mean, standardDeviation);
      const a = Math.abs(z);
      const u = z >= 0 ? v : -v;
      const arc = arcBetween(0, a, d);

      let loss: number;
      if (u > a) {
        // With x = a + d and g = (u - a) D(x): H(x) (u - a)²/2 = x g², which overflows only when the loss does.
        const x = a + d;
        const beyond = u - a;
        const g = x > 1 ? beyond / x / (x + 1 / x) : beyond / (1 + x * x);
        loss = Math.min(q * (x * g) * g, curvature * beyond * beyond) + q * g;
      } else if (u > 0) {
        loss = q * arcBetween(u, a, d);
      } else {
        loss = curvature * u * u - u + q * arc;
      }
      if (!hasFloor) return loss;

      const m = 1 - slope * arc;
      return loss + scale * (softness > 0 ? softMaximum(m, softness) : Math.max(m, 0));
    };
  },
};
