import { drawKeyInto } from '../random/draw-key.ts';
import { normal } from '../random/normal.ts';
import { poisson } from '../random/poisson.ts';
import { studentT } from '../random/student-t.ts';
import { uniform } from '../random/uniform.ts';

/** The draws of one topic's truth: one per epoch and purpose, nothing kept from one call to the next. */
export interface TruthDraws {
  normal(epoch: number, purpose: number): number;
  uniform(epoch: number, purpose: number): number;
  poisson(epoch: number, purpose: number, mean: number): number;
  studentT(epoch: number, purpose: number, degreesOfFreedom: number): number;
}

/** Draws about the topic as a whole: the subject of all of them is 0. */
export function truthDraws(root: Int32Array, topicHigh: number, topicLow: number): TruthDraws {
  const key = new Int32Array(4);
  return {
    normal: (epoch, purpose) => {
      drawKeyInto(root, topicHigh, topicLow, epoch, purpose, key);
      return normal(key, 0, 0);
    },
    uniform: (epoch, purpose) => {
      drawKeyInto(root, topicHigh, topicLow, epoch, purpose, key);
      return uniform(key, 0, 0);
    },
    poisson: (epoch, purpose, mean) => {
      drawKeyInto(root, topicHigh, topicLow, epoch, purpose, key);
      return poisson(key, 0, 0, mean);
    },
    studentT: (epoch, purpose, degreesOfFreedom) => {
      drawKeyInto(root, topicHigh, topicLow, epoch, purpose, key);
      return studentT(key, 0, 0, degreesOfFreedom);
    },
  };
}
