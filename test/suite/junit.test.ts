import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/suite/judge.ts';
import { toJUnit } from '../../src/suite/junit.ts';
import { type Element, forbidden, readXml } from './read-xml.ts';
import { baseline, each, entry, equivalent, failure, runsOf, seedsOf, suiteOf } from './suites.ts';

const rules = [each('*', 0.5)];
const suite = suiteOf(
  entry('calm', rules),
  entry('stormy', rules),
  entry('wavy', [equivalent('*', 1)], { seeds: seedsOf(3) }),
);
const old = baseline(suite, [runsOf({ 'skill@eth': 1, fees: 2 }), runsOf({ fees: 3 }), runsOf({ fees: [1, 2, 3] })]);

function elements(root: Element, name: string): Element[] {
  return [...(root.name === name ? [root] : []), ...root.children.flatMap((child) => elements(child, name))];
}

describe('toJUnit', () => {
  const verdict = judge(suite, old, [runsOf({ 'skill@eth': 2, fees: 2 }), [failure], runsOf({ fees: [3, 4, 6] })]);
  const root = readXml(toJUnit(verdict));

  it('has a suite for each scenario and a case for each metric', () => {
    expect(root.attributes).toEqual({ name: 'economics', tests: '4', failures: '2', errors: '1' });
    expect(root.children.map(({ attributes }) => attributes.name)).toEqual([
      'economics.calm',
      'economics.stormy',
      'economics.wavy',
    ]);
    const cases = elements(root, 'testcase').map(({ attributes }) => `${attributes.classname}: ${attributes.name}`);
    expect(cases).toEqual([
      'economics.calm: fees',
      'economics.calm: skill [eth]',
      'economics.stormy: scenario',
      'economics.wavy: fees',
    ]);
  });

  it('counts cases, failures and errors of each suite, and all of them', () => {
    for (const one of root.children) {
      expect(one.attributes).toMatchObject({
        tests: String(one.children.length),
        failures: String(elements(one, 'failure').length),
        errors: String(elements(one, 'error').length),
      });
    }
  });

  it('tells in a failure what moved, by how much, and what is allowed', () => {
    const [skill, fees] = elements(root, 'failure');
    expect(skill.attributes).toEqual({ type: 'moved', message: 'skill [eth] moved from 1 to 2, by 1' });
    expect(skill.text.split('\n')).toEqual(['was: 1', 'now: 2', 'difference: 1', 'tolerance: 0.5', 'allowed: 0.5']);
    expect(fees.attributes.type).toBe('not-equivalent');
    expect(fees.text).toMatch(/90 % interval of the mean difference: 1\.36/);
  });

  it('tells of a run that ended with an error as an error', () => {
    const [error] = elements(root, 'error');
    expect(error.attributes).toEqual({
      type: 'failed',
      message: 'stormy has a run that failed: Epoch 3: the ledger holds too much.',
    });
  });

  it('tells of scenarios new in the suite and gone from it as failures', () => {
    const other = judge(suiteOf(suite.entries[0], entry('windy', rules)), old, [
      runsOf({ 'skill@eth': 1, fees: 2 }),
      runsOf({ fees: 1 }),
    ]);
    expect(elements(readXml(toJUnit(other)), 'failure').map(({ attributes }) => attributes.type)).toEqual([
      'gone',
      'gone',
      'new',
    ]);
  });

  it('is well formed whatever the names and messages are, and says them as they are', () => {
    const nasty = fc.string({
      unit: fc.oneof(
        fc.constantFrom('<', '&', '"', "'", '\n', ']]>', '\t', '\u0000', '\ud800', '\ufffe'),
        fc.string({ maxLength: 3, unit: 'binary' }),
      ),
    });
    fc.assert(
      fc.property(nasty, nasty, (name, error) => {
        const one = suiteOf(entry(name, rules));
        const before = baseline(one, [runsOf({ fees: 1 })]);
        const read = readXml(toJUnit(judge({ ...one, name }, before, [[{ status: 'failed', error }]])));
        expect(read.attributes.name).toBe([...name].map((one) => (forbidden.test(one) ? '\ufffd' : one)).join(''));
        expect(elements(read, 'error').length).toBe(1);
      }),
    );
  });
});
