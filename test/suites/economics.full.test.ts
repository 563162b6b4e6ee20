import { beforeAll, describe, expect, it } from 'vitest';
import type { Scenario } from '../../sim/index.ts';
import { type Change, changes, lessChanges, withChange, withChangedDefault } from './changed-parameters.ts';
import {
  type Catch,
  caughtBy,
  findings,
  type ReadySuite,
  readySuite,
  shuffled,
  verdictOf,
  withoutLong,
} from './economics.ts';

/* What the ready suite lets pass, and what it finds. Eight minutes. */

const orders = 200;
/** At a time. */
const each = 20;
const firsts = Array.from({ length: orders / each }, (_, b) => b * each + 1);
const leastCaught = 0.95;

/** Changes that no scenario of the suite can find, and why. */
const unfound: Readonly<Record<string, string>> = {
  'emissionAtExhaustion: cut':
    'a version that stops the chain has its run fail at exhaustion, and a baseline is of runs that end well',
};

/** The same where only scenarios count that leave the parameter at what their version or preset says. */
const unfoundDefaults: Readonly<Record<string, string>> = {
  epsilonSafeDiv: 'a floor of 1e-7 for sums of weights that are at least 7e-4, as the best weight of a set is',
  ...unfound,
  'slashing.mode: none': 'it is what every version says',
  'slashing.destination: burn': 'it is what every version says',
};

/** And where numbers become less, not more. */
const unfoundLess: Readonly<Record<string, string>> = {
  minWeightThresholdForStdnorm: 'no worker’s weight lies in that last per cent below the threshold',
  inferenceOutlierDetectionAlpha: 'no inference lies between the two bounds',
  minEpochLength: 'all scenarios have the least that is allowed',
};

const onlyIn = (titles: readonly string[], reasons: Readonly<Record<string, string>>) =>
  titles.map((title) => `${title}: ${reasons[title] ?? 'nobody knows why'}`);

describe('the ready suite', () => {
  let ready: ReadySuite;
  beforeAll(async () => {
    ready = await readySuite();
  });

  describe.each(['fast', 'plain'] as const)('by the %s kernels', (kernels) => {
    it.each(firsts)('passes with its actors in 20 orders, from number %i on', async (first) => {
      let passed = 0;
      for (let n = first; n < first + each; ++n) {
        // The long one by the plain kernels in one order of each twenty.
        const some = kernels === 'plain' && n % each !== 0 ? withoutLong(ready) : ready;
        const found = findings(await verdictOf(some, { kernels, actorOrder: shuffled(n) }));
        expect(found, `order ${n}`).toEqual([]);
        ++passed;
      }
      console.log(`${kernels} kernels: ${passed} of ${each} orders pass`);
    });
  });

  const search = async (
    of: (scenario: Scenario, change: Change) => Scenario | undefined,
    among: readonly Change[] = changes,
  ) => {
    const caught = new Map<Change, Catch | undefined>();
    for (const change of among) caught.set(change, await caughtBy(ready, (scenario) => of(scenario, change)));
    return caught;
  };

  const report = (caught: ReadonlyMap<Change, Catch | undefined>, reasons: Readonly<Record<string, string>>) => {
    const numeric = [...caught].filter(([change]) => change.numeric);
    const found = numeric.filter(([, by]) => by !== undefined);
    const missed = [...caught].flatMap(([{ title }, by]) => (by === undefined ? [title] : []));
    const failing = [...caught].flatMap(([{ title }, by]) => (by?.fails ? [`${title} (${by.scenario})`] : []));
    console.log(
      [
        `${found.length} of ${numeric.length} numbers moved by 1 % are found: ${((100 * found.length) / numeric.length).toFixed(1)} %`,
        `${caught.size - missed.length} of ${caught.size} with words and switches`,
        `found by a run that fails: ${failing.join(', ') || 'none'}`,
        ...onlyIn(missed, reasons).map((line) => `not found: ${line}`),
      ].join('\n'),
    );
    return { rate: found.length / numeric.length, missed };
  };

  it('finds 1 % of every parameter, and every other word and switch', async () => {
    const { rate, missed } = report(await search(withChange), unfound);
    expect(missed).toEqual(Object.keys(unfound));
    expect(rate).toBeGreaterThanOrEqual(leastCaught);
  });

  it('finds 1 % less of every parameter that may be less', async () => {
    const { rate, missed } = report(await search(withChange, lessChanges), unfoundLess);
    expect(missed).toEqual(Object.keys(unfoundLess));
    expect(rate).toBeGreaterThanOrEqual(leastCaught);
  });

  it('finds 1 % of what versions and presets say of parameters', async () => {
    const { rate, missed } = report(await search(withChangedDefault), unfoundDefaults);
    expect(missed).toEqual(Object.keys(unfoundDefaults));
    expect(rate).toBeGreaterThanOrEqual(leastCaught);
  });
});
