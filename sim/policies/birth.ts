import { drawKeyInto } from '../random/draw-key.ts';
import { identity } from '../random/identity.ts';
import { normal } from '../random/normal.ts';
import { purposeBirth, purposeBirthAbout, purposeCommon, purposeOwn } from '../random/purposes.ts';
import { uniform } from '../random/uniform.ts';
import type { Birth, EpochDraws } from './policy.ts';

/** The epoch that stands for birth in the keys of draws. */
const beforeAll = -1;

/**
 * The randomness of one actor: its traits and its own draws hang on its identity, common draws on the topic and the name of
 * the group. Nobody else's presence changes any of them.
 *
 * @param root root key of the run
 * @param topicName name of the topic, which common draws hang on
 * @param actorHigh upper half of the actor's identity
 * @param actorLow lower half of the actor's identity
 */
export function createBirth(root: Int32Array, topicName: string, actorHigh: number, actorLow: number): Birth {
  const key = new Int32Array(4);
  drawKeyInto(root, actorHigh, actorLow, beforeAll, purposeBirth, key);
  const keyAbout = new Int32Array(4);
  drawKeyInto(root, actorHigh, actorLow, beforeAll, purposeBirthAbout, keyAbout);
  return {
    normal: (trait) => normal(key, 0, trait),
    uniform: (trait) => uniform(key, 0, trait),
    uniformAbout: (high, low) => uniform(keyAbout, high, low),
    own: epochDraws(root, actorHigh, actorLow, purposeOwn),
    common: (group) => {
      const { high, low } = identity(topicName, 'group', group);
      return epochDraws(root, high, low, purposeCommon);
    },
  };
}

function epochDraws(root: Int32Array, high: number, low: number, purpose: number): EpochDraws {
  const key = new Int32Array(4);
  return {
    normal(epoch, trait) {
      drawKeyInto(root, high, low, epoch, purpose, key);
      return normal(key, 0, trait);
    },
    uniform(epoch, trait) {
      drawKeyInto(root, high, low, epoch, purpose, key);
      return uniform(key, 0, trait);
    },
  };
}
