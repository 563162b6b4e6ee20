import { combinedPlace } from '../protocol/value-bundle.ts';
import { type HonestSubmissions, honestRewards, honestSubmissionsInto } from './attack-sums.ts';
import type { DetectorSizes } from './detectors/detector.ts';
import { detectors } from './detectors/list.ts';
import { type EpochView, isInferred, isJudged } from './epoch-view.ts';

/** A nonce of a topic under attack against the same nonce without the attacks; the same for all attacks on it. */
export interface Comparison {
  /** Rewards of honest keys. */
  honest: number;
  controlHonest: number;
  /** True losses of the combined inference, and their difference; NaN: there is none. */
  combined: number;
  controlCombined: number;
  damage: number;
  /** Combined inference less that of the control: where errors act in scales of the truth, and in the control's errors. */
  displacement: number;
  shift: number;
  readonly submissions: HonestSubmissions;
  readonly controlSubmissions: HonestSubmissions;
  /** What each detector says. */
  readonly statistics: Float64Array;
  readonly controlStatistics: Float64Array;
}

/** Compares nonce after nonce of one topic. */
export interface Comparer {
  readonly comparison: Comparison;
  compare(view: EpochView, control: EpochView): void;
}

/** @param toErrorSpace where the topic's scale of the truth is measured */
export function createComparer(toErrorSpace: (value: number) => number): Comparer {
  const comparison: Comparison = {
    honest: 0,
    controlHonest: 0,
    combined: Number.NaN,
    controlCombined: Number.NaN,
    damage: Number.NaN,
    displacement: Number.NaN,
    shift: Number.NaN,
    submissions: { due: 0, missed: 0 },
    controlSubmissions: { due: 0, missed: 0 },
    statistics: new Float64Array(detectors.length),
    controlStatistics: new Float64Array(detectors.length),
  };
  const observe = createWatch(comparison.statistics);
  const observeControl = createWatch(comparison.controlStatistics);
  let squares = 0;
  let errors = 0;
  return {
    comparison,
    compare(view, control) {
      // Both summed in the same order: to the last bit the same as long as nothing differs.
      comparison.honest = honestRewards(view);
      comparison.controlHonest = honestRewards(control);
      comparison.combined = isInferred(view) ? view.desk.trueLoss[combinedPlace] : Number.NaN;
      comparison.controlCombined = isInferred(control) ? control.desk.trueLoss[combinedPlace] : Number.NaN;
      comparison.damage = comparison.combined - comparison.controlCombined;
      honestSubmissionsInto(view, comparison.submissions);
      honestSubmissionsInto(control, comparison.controlSubmissions);
      const value = combinedOf(view);
      const controlValue = combinedOf(control);
      const error = controlValue - control.nonce.step.truth;
      if (!Number.isNaN(error)) {
        squares += error * error;
        ++errors;
      }
      comparison.displacement = (toErrorSpace(value) - toErrorSpace(controlValue)) / view.nonce.step.scale;
      comparison.shift = squares > 0 ? (value - controlValue) / Math.sqrt(squares / errors) : Number.NaN;
      observe(view);
      observeControl(control);
    },
  };
}

/** NaN in an epoch that was not judged: nobody saw how wrong it was. */
function combinedOf(view: EpochView): number {
  return isJudged(view) ? view.nonce.values[combinedPlace] : Number.NaN;
}

/** All detectors on one run; created when it is known how many actors there are. */
function createWatch(into: Float64Array): (view: EpochView) => void {
  let watch: { observe(view: EpochView): number }[] | undefined;
  return (view) => {
    watch ??= detectors.map(({ create }) => create(sizesOf(view)));
    for (let d = 0; d < watch.length; ++d) into[d] = watch[d].observe(view);
  };
}

function sizesOf({ inferers, forecasters, reputers }: EpochView): DetectorSizes {
  return { inferers: inferers.count, forecasters: forecasters.count, reputers: reputers.count };
}
