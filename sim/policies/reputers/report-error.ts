import { log10 } from '../../math/log10.ts';
import { pow } from '../../math/pow.ts';
import type { Birth, Reputer } from '../policy.ts';

const traitDeviation = 0;
const traitBias = 1;

/**
 * A reputer that reports each loss with an error of its own: loss + e z + b in log10 losses, loss (1 + e z + b) in topics
 * with negative losses. Born with e = 10^N(log10 0.1, log10 1.25) and b = N(0, 0.05).
 *
 * Source: research workload of the allora-simulator at commit 816ce04.
 *
 * @param factor multiplies e
 */
export function erringReputer(birth: Birth, factor: number): Reputer {
  const deviation = factor * pow(10, log10(0.1) + log10(1.25) * birth.normal(traitDeviation));
  const bias = 0.05 * birth.normal(traitBias);
  return {
    reportInto(view, out, offset) {
      const { loss, error, values } = view;
      if (view.allowNegative) {
        for (let v = 0; v < values; ++v) out[offset + v] = loss[v] * (1 + deviation * error[v] + bias);
      } else {
        for (let v = 0; v < values; ++v) out[offset + v] = loss[v] + deviation * error[v] + bias;
      }
    },
  };
}
