import { log10 } from '../../math/log10.ts';
import { pow } from '../../math/pow.ts';
import type { Birth, Reputer } from '../policy.ts';

/** A reputer's error: standard deviation and bias, log10 loss (in topics with negative losses: relative). */
export interface ReportError {
  readonly deviation: number;
  readonly bias: number;
}

const traitDeviation = 0;
const traitBias = 1;

/**
 * Errors as reputers are born with: deviation 10^N(log10 0.1, log10 1.25), bias N(0, 0.05).
 *
 * Source: research workload of the allora-simulator at commit 816ce04.
 */
export function bornReportError(birth: Birth): ReportError {
  return {
    deviation: pow(10, log10(0.1) + log10(1.25) * birth.normal(traitDeviation)),
    bias: 0.05 * birth.normal(traitBias),
  };
}

/**
 * A reputer that reports each loss with an error of its own: loss + e z + b in log10 losses, loss (1 + e z + b) in topics
 * with negative losses, z standard normal and new for every value.
 */
export function erringReputer({ deviation, bias }: ReportError): Reputer {
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
