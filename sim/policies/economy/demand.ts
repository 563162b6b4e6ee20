import { exp } from '../../math/exp.ts';
import { drawKeyInto } from '../../random/draw-key.ts';
import { logNormal } from '../../random/log-normal.ts';
import { poisson } from '../../random/poisson.ts';
import { purposeRequestCount, purposeRequestFee } from '../../random/purposes.ts';
import { weightOfHalfLife } from './smoothing.ts';

/** What a scenario says about the demand for inferences of a topic. */
export interface DemandTerms {
  /** Mean requests per epoch, 0 to 10^15; work grows with their number. */
  readonly rate: number;
  /** ALLO per request: log-normal with this median, >= 0, and sigma of its natural logarithm, >= 0. */
  readonly fee: { readonly median: number; readonly sigma: number };
  /** How much more a request pays per unit of skill, >= 0. */
  readonly skillFeedback: number;
}

/** Consumers of one topic. */
export interface Demand {
  /** How many requests are made in an epoch: Poisson. */
  requests(epoch: number): number;
  /** What request number `request`, from 0, of an epoch would pay now, ALLO. */
  feeOf(epoch: number, request: number): number;
  /** What all requests of an epoch would pay now, ALLO. */
  feesOf(epoch: number): number;
  /**
   * Takes note of an epoch's combined loss and of that of the reference, as the network knows them: log10, or raw in topics
   * with negative losses. An epoch without one of them (NaN) is passed over.
   */
  noteSkill(loss: number, referenceLoss: number): void;
  /** The skill that consumers see, at most 1: 0 is as good as the reference, 1 perfect, negative worse. */
  skill(): number;
}

/** Epochs after which an epoch's losses count half as much for consumers. */
const skillHalfLife = 10;
const skillWeight = weightOfHalfLife(skillHalfLife);

/**
 * Demand for a topic's inferences.
 *
 * A request pays fee x max(0, 1 + skillFeedback x skill), with skill = 1 - L / L_reference. Of losses in log10 the difference
 * l - l_reference is smoothed over epochs (half-life 10), so skill = 1 - 10^(smoothed difference): single epochs in which the
 * reference happens to be nearly exact, where the plain ratio has no mean, count no more than others. Of raw losses both are
 * smoothed alike and the ratio is taken while the reference is positive; a loss below 0 is then as good as none. Consumers
 * begin with a skill of 0.
 *
 * How many requests there are, and what each would pay at skill 0, hangs on topic, epoch and number of the request alone.
 * Without feedback fees do not depend on skill at all.
 *
 * Simplified: skill moves what consumers pay, not how often they ask.
 *
 * @param root root key of the run
 * @param topicHigh upper half of the topic's identity
 * @param topicLow lower half of the topic's identity
 * @param rawLosses losses are raw and may be negative
 */
export function createDemand(
  terms: DemandTerms,
  root: Int32Array,
  topicHigh: number,
  topicLow: number,
  rawLosses = false,
): Demand {
  const { rate, skillFeedback } = terms;
  const { median, sigma } = terms.fee;
  const key = new Int32Array(4);
  const skill = rawLosses ? skillOfRawLosses() : skillOfLogLosses();

  const requests = (epoch: number): number => {
    drawKeyInto(root, topicHigh, topicLow, epoch, purposeRequestCount, key);
    return poisson(key, 0, 0, rate);
  };
  const willingness = (): number => (skillFeedback === 0 ? 1 : Math.max(0, 1 + skillFeedback * skill.now()));
  const fee = (request: number, factor: number): number => median * logNormal(key, 0, request, 0, sigma) * factor;

  return {
    requests,
    feeOf(epoch, request) {
      drawKeyInto(root, topicHigh, topicLow, epoch, purposeRequestFee, key);
      return fee(request, willingness());
    },
    feesOf(epoch) {
      const count = requests(epoch);
      drawKeyInto(root, topicHigh, topicLow, epoch, purposeRequestFee, key);
      const factor = willingness();
      let sum = 0;
      for (let request = 0; request < count; ++request) sum += fee(request, factor);
      return sum;
    },
    noteSkill(loss, referenceLoss) {
      if (!Number.isNaN(loss) && !Number.isNaN(referenceLoss)) skill.note(loss, referenceLoss);
    },
    skill: skill.now,
  };
}

interface Skill {
  note(loss: number, referenceLoss: number): void;
  now(): number;
}

function skillOfLogLosses(): Skill {
  let difference = 0;
  return {
    note(loss, referenceLoss) {
      difference += skillWeight * (loss - referenceLoss - difference);
    },
    now: () => 1 - exp(Math.LN10 * difference),
  };
}

function skillOfRawLosses(): Skill {
  // Of the topic and of the reference; NaN before the first.
  let ours = NaN;
  let theirs = NaN;
  let skill = 0;
  return {
    note(loss, referenceLoss) {
      if (Number.isNaN(theirs)) {
        ours = referenceLoss;
        theirs = referenceLoss;
      }
      ours += skillWeight * (loss - ours);
      theirs += skillWeight * (referenceLoss - theirs);
      if (theirs > 0) skill = 1 - Math.max(0, ours) / theirs;
    },
    now: () => skill,
  };
}
