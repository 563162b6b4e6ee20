import { describe, expect, it } from 'vitest';
import { createBirth } from '../../sim/policies/birth.ts';
import type { EpochDraws } from '../../sim/policies/policy.ts';
import { drawKeyInto, identity, normal, rootKey, uniform } from '../../sim/random/index.ts';
import { purposeBirth, purposeBirthAbout } from '../../sim/random/purposes.ts';
import { births, moments } from './views.ts';

const root = rootKey('births');
const birthOf = (name: string, topic = 'topic') => {
  const { high, low } = identity(name);
  return createBirth(root, topic, high, low);
};
const numbersOf = (draws: EpochDraws) =>
  [0, 1, 2].flatMap((epoch) => [0, 1].flatMap((trait) => [draws.normal(epoch, trait), draws.uniform(epoch, trait)]));

describe('what an actor is born with', () => {
  it('hangs on its identity, epoch -1, the purpose of births and the trait', () => {
    const { high, low } = identity('somebody');
    const key = new Int32Array(4);
    drawKeyInto(root, high, low, -1, purposeBirth, key);
    const birth = birthOf('somebody');
    for (const trait of [0, 1, 7]) {
      expect(birth.normal(trait)).toBe(normal(key, 0, trait));
      expect(birth.uniform(trait)).toBe(uniform(key, 0, trait));
    }
  });

  it('is the same in the order in which it is asked, and whoever else is born', () => {
    const birth = birthOf('somebody');
    const before = [birth.normal(0), birth.uniform(1)];
    numbersOf(birth.own);
    numbersOf(birthOf('another').common('group'));
    expect([birth.uniform(1), birth.normal(0)]).toEqual(before.reverse());
  });
});

describe('what an actor is born with about somebody else', () => {
  it('hangs on the identities of both, epoch -1 and its purpose', () => {
    const { high, low } = identity('somebody');
    const other = identity('another');
    const key = new Int32Array(4);
    drawKeyInto(root, high, low, -1, purposeBirthAbout, key);
    expect(birthOf('somebody').uniformAbout(other.high, other.low)).toBe(uniform(key, other.high, other.low));
  });

  it('is another number for every pair, and no other trait', () => {
    const about = births(20).flatMap((birth) => [
      birth.uniform(1),
      ...Array.from({ length: 5 }, (_, index) => birth.uniformAbout(0, index)),
      birth.uniformAbout(1, 0),
    ]);
    expect(new Set(about).size).toBe(about.length);
  });
});

describe('an actor’s own draws of an epoch', () => {
  it('are other numbers for every actor, epoch and trait, and not those of its birth', () => {
    const numbers = births(20).flatMap((birth) => [birth.normal(0), birth.uniform(0), ...numbersOf(birth.own)]);
    expect(new Set(numbers).size).toBe(numbers.length);
    const birth = birthOf('somebody');
    expect(birth.own.normal(-1, 0)).not.toBe(birth.normal(0));
  });

  it('are the same numbers again, whatever was drawn in between', () => {
    const { own } = birthOf('somebody');
    const later = own.normal(9, 0);
    numbersOf(own);
    expect(own.normal(9, 0)).toBe(later);
    expect(numbersOf(birthOf('somebody').own)).toEqual(numbersOf(own));
  });

  it('are standard normal, and uniform between 0 and 1', () => {
    const { own } = birthOf('somebody');
    const epochs = Array.from({ length: 20_000 }, (_, epoch) => epoch);
    const normals = moments(epochs.map((epoch) => own.normal(epoch, 3)));
    expect(Math.abs(normals.mean)).toBeLessThan(4 / Math.sqrt(20_000));
    expect(Math.abs(normals.deviation - 1)).toBeLessThan(4 / Math.sqrt(40_000));
    const uniforms = moments(epochs.map((epoch) => own.uniform(epoch, 4)));
    expect(Math.abs(uniforms.mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 20_000));
    expect(Math.abs(uniforms.deviation * Math.sqrt(12) - 1)).toBeLessThan(4 / Math.sqrt(20_000));
  });
});

describe('draws of a group', () => {
  it('are shared by all actors of the topic who name it', () => {
    const group = numbersOf(birthOf('somebody').common('feed'));
    expect(numbersOf(birthOf('another').common('feed'))).toEqual(group);
  });

  it('are others for other groups and other topics, and nobody’s own', () => {
    const birth = birthOf('somebody');
    const all = [
      birth.common('feed'),
      birth.common('food'),
      birthOf('somebody', 'elsewhere').common('feed'),
      birth.own,
    ].flatMap(numbersOf);
    expect(new Set(all).size).toBe(all.length);
  });
});
