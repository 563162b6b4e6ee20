import type { Reputer, ReputerView } from '../policies/policy.ts';
import { lazy } from '../policies/reputers/lazy.ts';
import type { Attack } from './attack.ts';
import { honestReputer, withError } from './honest-keys.ts';
import { overlay } from './overlay.ts';
import { noiseParameter, stakePerKey, stakeShareParameter } from './reputer-parameters.ts';
import { identitiesParameter } from './shared-parameters.ts';

/**
 * Reputers who do not measure. They report the network's last losses again, as they looked them up, or, with a last look,
 * the mean of what others have reported on the very epoch. It asks what copying earns against the work that it saves, and
 * how far the network's losses fall behind the truth.
 *
 * The network's answer: a score falls with the distance to the consensus, so an old consensus pays less the faster losses
 * change, and listening coefficients follow scores. It has none to the last look: a mean of honest reports is closer to the
 * consensus than any of them.
 *
 * Simplified: what is looked up is the consensus of the newest epoch judged, every `lag` epochs; the mean of seen reports
 * weighs all alike, as stakes are not looked up.
 */
export const lazyReputers: Attack = {
  name: 'lazy-reputers',
  number: 19,
  doc: 'Reputers who copy the last consensus, or with a last look the reports of others, and measure nothing.',
  question: 'Does copying the consensus pay more than measuring, and when do losses stop following the truth?',
  source: 'catalogue of attacks, 19: lazy reputers; Bittensor’s weight copying, docs.learnbittensor.org',
  knowledge: ['public', 'last-look'],
  parameters: [
    identitiesParameter(2, 'reputers'),
    stakeShareParameter(0.3),
    {
      name: 'lag',
      kind: 'integer',
      default: 1,
      minimum: 1,
      maximum: 100_000,
      unit: 'epochs',
      doc: 'How often they look the consensus up: every so many epochs.',
    },
    noiseParameter,
  ],
  keys: ({ identities }) => ({ inferers: 0, forecasters: 0, reputers: Number(identities) }),
  work: () => 0,
  single: (values) => ({ ...values, identities: 1 }),
  create: (values, setting) => {
    const { strength, knowledge } = setting;
    const lag = Number(values.lag);
    const noise = Number(values.noise);
    return {
      stakePerReputer: (honestStake) => stakePerKey(Number(values.stakeShare), honestStake, Number(values.identities)),
      reputer: (_index, birth) => {
        const honest = honestReputer(noise);
        const copy =
          knowledge === 'last-look' ? copyingReputer(honest) : lookingUpEvery(lag, lazy.create({}, birth, setting));
        return overlay(copy, {
          reportInto(view, out, offset) {
            const now = strength(view.epoch);
            if (!(now > 0)) return honest.reportInto(view, out, offset);
            copy.reportInto(view, out, offset);
            if (now < 1) measurePart(view, out, offset, 1 - now, noise);
          },
        });
      },
    };
  },
};

/** Knows what it saw in every `lag`-th epoch. */
function lookingUpEvery(lag: number, mind: Reputer): Reputer {
  return overlay(mind, {
    observe(view) {
      if (view.epoch % lag === 0) mind.observe?.(view);
    },
  });
}

/** Reports of each value the mean of what it has seen reported; where it has seen nothing it must measure. */
function copyingReputer(honest: Reputer): Reputer {
  return {
    reportInto(view, out, offset) {
      const { seen, seenCount, values } = view;
      honest.reportInto(view, out, offset);
      for (let v = 0; v < values; ++v) {
        let sum = 0;
        let count = 0;
        for (let m = 0; m < seenCount; ++m) {
          const loss = seen[m * values + v];
          if (Number.isNaN(loss)) continue;
          sum += loss;
          ++count;
        }
        if (count > 0) out[offset + v] = sum / count;
      }
    },
  };
}

/** At less than full strength it measures part of each loss. */
function measurePart(view: ReputerView, out: Float64Array, offset: number, part: number, noise: number): void {
  for (let v = 0; v < view.values; ++v) {
    const measured = withError(view.loss[v], noise * view.error[v], view);
    out[offset + v] += part * (measured - out[offset + v]);
  }
}
