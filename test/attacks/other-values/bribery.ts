import { type Changes, reputers } from '../../engine/small-scenario.ts';

export const values = {
  victims: 1,
  ownShift: 1,
  oneOutShift: -2,
  p: 0,
  epsilon: 3,
  credibility: 0.1,
  belief: 1,
  learning: 0.9,
  loserShare: 0,
  moralCost: 3,
  counterBribe: 2,
  deposit: 1,
};

/** A seed with which one of them hesitates: a little more, or a change of belief, convinces it. */
export const changes: Changes = { seed: 'bribes-4', reputers: [reputers('honest', 6)] };
