import { describe, expect, it } from 'vitest';
import {
  createSynthesisWorkspace,
  networkInferencesInto,
  type SynthesisInput,
} from '../../sim/protocol/network-inferences.ts';
import { createRegrets } from '../../sim/protocol/regrets.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { type WeightRuleName, weightRule } from '../../sim/protocol/weights.ts';
import { allClose, close } from '../support/close.ts';

interface Setting {
  inferences: number[];
  forecasts?: number[][];
  weights?: WeightRuleName;
  scale?: number;
  previousLoss?: number;
  initialRegret?: number;
  bootstrapMedian?: boolean;
  quirk?: boolean;
  fill?: (regrets: ReturnType<typeof createRegrets>) => void;
}

function infer(setting: Setting) {
  const { inferences, forecasts = [], weights = 'clamped' } = setting;
  const [K, F] = [inferences.length, forecasts.length];
  const layout = bundleLayout(K, F, true);
  const regrets = createRegrets(K, F);
  setting.fill?.(regrets);
  const initialRegret = setting.initialRegret ?? 0.0001;
  const input: SynthesisInput = {
    inferers: Int32Array.from(inferences, (_, j) => j),
    forecasters: Int32Array.from(forecasts, (_, k) => k),
    inferences: Float64Array.from(inferences),
    forecasts: Float64Array.from(forecasts.flat()),
    regrets,
    previousLoss: setting.previousLoss ?? -0.5,
    initialRegret,
    allNew: initialRegret === 0,
    rule: weightRule(weights, 3, 0.75, 0.01),
    commonScale: setting.scale ?? 0.15826,
    weightFloor: 1e-7,
    bootstrapMedian: setting.bootstrapMedian ?? false,
    quirk: setting.quirk ?? false,
  };
  const values = new Float64Array(layout.length);
  const workspace = createSynthesisWorkspace(K, F);
  networkInferencesInto(input, layout, workspace, values);
  return { values, layout, workspace };
}

const worked = (weights: WeightRuleName) =>
  infer({
    inferences: [10, 12, 9],
    forecasts: [
      [-0.9, -0.3, -0.6],
      [-0.4, -0.7, -0.2],
    ],
    weights,
    fill(regrets) {
      regrets.inferer.set([0.3, -0.2, 0.05]);
      regrets.forecaster.set([0.1, -0.05]);
      regrets.naive.set([0.28, -0.25, 0.02]);
    },
  });

describe('networkInferencesInto', () => {
  it('gives the worked example under the clamped rule', () => {
    const { values, layout, workspace } = worked('clamped');
    close(values[layout.forecaster], 9.824575290604898, 1e-14);
    close(values[layout.forecaster + 1], 11.862921752774922, 1e-14);
    close(values[0], 9.900962454582015, 1e-14);
    close(values[1], 9.87438461261238, 1e-14);
    allClose(workspace.combinedWeights, [2.742071431, 0.014521898, 0.555813134, 0.987423989, 0.139729326], 1e-7);
    close(workspace.combinedScale, 0.19506755523, 1e-10);
    close(values[layout.impliedOneOut], 9.071163343081107, 1e-14);
    close(values[layout.impliedOneOut + 3], 11.927417117753809, 1e-14);
  });

  it('gives the worked example under the ratio rule', () => {
    const { values, layout, workspace } = worked('ratio-mad');
    close(values[layout.forecaster], 9.710916924089728, 1e-14);
    close(values[layout.forecaster + 1], 11.961593742784425, 1e-14);
    close(values[0], 9.84647460086606, 1e-14);
    close(values[1], 9.879209733859522, 1e-14);
    allClose(workspace.combinedWeights, [1, 0.002449317, 0.220673214, 0.425582108, 0.04051078], 1e-6);
    // The scale is the topic's also with an inferer withheld.
    const weightOf = (x: number) => 1 / (1 + Math.exp(3 * (0.75 - x / 0.15826)));
    const [two, three] = [weightOf(-0.2), weightOf(0.1)];
    close(values[layout.impliedOneOut], (two * 12 + three * 9) / (two + three), 1e-13);
  });

  it('has nothing to say without inferers', () => {
    expect([...infer({ inferences: [] }).values].every(Number.isNaN)).toBe(true);
  });

  it('repeats a lone inferer and computes nothing with workers withheld', () => {
    const { values, layout } = infer({ inferences: [7], forecasts: [[-1], [-2]] });
    expect([values[0], values[1], values[layout.inferer]]).toEqual([7, 7, 7]);
    expect([...values.subarray(layout.forecaster)].every(Number.isNaN)).toBe(true);
  });

  it('is the median with naive 0 before any loss at v0.6, and ignores forecasts later', () => {
    const early = infer({
      inferences: [1, 2, 9],
      forecasts: [[-1, -1, -1]],
      previousLoss: Number.NaN,
      bootstrapMedian: true,
    });
    expect([early.values[0], early.values[1]]).toEqual([2, 0]);
    expect([...early.values.subarray(early.layout.forecaster)].every(Number.isNaN)).toBe(true);
    const later = infer({
      inferences: [1, 2, 9],
      forecasts: [[-1, -1, -1]],
      previousLoss: Number.NaN,
      initialRegret: 0,
    });
    expect([later.values[0], later.values[1]]).toEqual([4, 4]);
    expect(later.values[later.layout.forecaster]).toBeNaN();
    expect(later.values[later.layout.oneOutInferer]).toBe(5.5);
  });

  it('takes plain means and medians while all are new', () => {
    const { values, layout } = infer({
      inferences: [1, 2, 9],
      forecasts: [
        [-1, -1, -1],
        [Number.NaN, -1, -3],
      ],
      initialRegret: 0,
    });
    expect([values[0], values[1]]).toEqual([4, 4]);
    expect([values[layout.forecaster], values[layout.forecaster + 1]]).toEqual([2, 5.5]);
    // Without the second inferer: 1 and 9 are left to the first forecaster, 9 to the second.
    expect(values[layout.impliedOneOut + 1]).toBe(5);
    expect(values[layout.impliedOneOut + 3 + 1]).toBe(9);
    expect([values[layout.oneOutInferer + 1], values[layout.oneOutForecaster], values[layout.oneIn]]).toEqual([
      5, 4, 4,
    ]);
  });

  it('keeps the withheld inferer in the median only where the old slip is asked for', () => {
    const setting = {
      inferences: [1, 2, 9],
      forecasts: [
        [-1, -1, -1],
        [-1, -1, -1],
      ],
      initialRegret: 0,
    };
    expect(infer({ ...setting, quirk: true }).values[bundleLayout(3, 2, true).impliedOneOut + 1]).toBe(2);
    expect(infer({ ...setting, quirk: false }).values[bundleLayout(3, 2, true).impliedOneOut + 1]).toBe(5);
  });

  it('gives missing regrets the initial one', () => {
    const all = (value: number) => (regrets: ReturnType<typeof createRegrets>) => {
      regrets.inferer.fill(value);
      regrets.inferer[2] = Number.NaN;
      regrets.naive.fill(value);
      regrets.oneOutInfererInferer.fill(value);
    };
    const filled = infer({ inferences: [1, 2, 9], initialRegret: -0.7, fill: all(0.2) });
    const explicit = infer({
      inferences: [1, 2, 9],
      initialRegret: 5,
      fill(regrets) {
        all(0.2)(regrets);
        regrets.inferer[2] = -0.7;
      },
    });
    expect(filled.values[0]).toBe(explicit.values[0]);
    expect(filled.values[0]).not.toBe(filled.values[1]);
  });

  it('leaves a forecaster without forecasts out of everything, and with one forecaster left computes no one-in', () => {
    const nobody = [Number.NaN, Number.NaN, Number.NaN];
    const fill = (regrets: ReturnType<typeof createRegrets>) => {
      regrets.inferer.set([0.3, -0.2, 0.05]);
      regrets.naive.set([0.28, -0.25, 0.02]);
    };
    const two = infer({
      inferences: [10, 12, 9],
      forecasts: [[-0.9, -0.3, -0.6], nobody],
      fill(regrets) {
        fill(regrets);
        regrets.forecaster.set([0.1, 50]);
      },
    });
    const one = infer({
      inferences: [10, 12, 9],
      forecasts: [[-0.9, -0.3, -0.6]],
      fill(regrets) {
        fill(regrets);
        regrets.forecaster.set([0.1]);
      },
    });
    expect(two.values[0]).toBe(one.values[0]);
    expect(two.values[two.layout.forecaster + 1]).toBeNaN();
    expect(two.values[two.layout.oneIn]).toBeNaN();
    expect(two.values[two.layout.oneOutForecaster]).toBeNaN();
  });

  it('strips a withheld only inferer, or keeps it where the old slip is asked for', () => {
    const setting = {
      inferences: [10, 12, 9],
      forecasts: [
        [-0.9, Number.NaN, Number.NaN],
        [-0.4, -0.7, -0.2],
      ],
    };
    const stripped = infer(setting);
    expect(stripped.values[stripped.layout.forecaster]).toBe(10);
    expect(stripped.values[stripped.layout.impliedOneOut]).toBeNaN();
    expect(stripped.values[stripped.layout.impliedOneOut + 1]).toBe(10);
    expect(infer({ ...setting, quirk: true }).values[stripped.layout.impliedOneOut]).toBe(10);
  });

  it('uses each set’s own regrets', () => {
    const base = (regrets: ReturnType<typeof createRegrets>) => {
      for (const column of Object.values(regrets)) if (column instanceof Float64Array) column.fill(0.1);
    };
    const forecasts = [
      [-0.9, -0.3, -0.6],
      [-0.4, -0.7, -0.2],
    ];
    const run = (change: (regrets: ReturnType<typeof createRegrets>) => void) =>
      infer({
        inferences: [10, 12, 9],
        forecasts,
        fill(regrets) {
          base(regrets);
          change(regrets);
        },
      });
    const plain = run(() => undefined).values;
    const { layout } = run(() => undefined);
    const places = (values: Float64Array) => [...values.keys()].filter((v) => !Object.is(values[v], plain[v]));
    expect(
      places(
        run((r) => {
          r.inferer[0] = 0.5;
        }).values,
      ),
    ).toEqual([0]);
    expect(
      places(
        run((r) => {
          r.forecaster[0] = 0.5;
        }).values,
      ),
    ).toEqual([0]);
    expect(
      places(
        run((r) => {
          r.naive[0] = 0.5;
        }).values,
      ),
    ).toEqual([1]);
    expect(
      places(
        run((r) => {
          r.oneOutInfererInferer[1 * 3 + 2] = 0.5;
        }).values,
      ),
    ).toEqual([layout.oneOutInferer + 1]);
    expect(
      places(
        run((r) => {
          r.oneOutInfererInferer[1 * 3 + 1] = 0.5;
        }).values,
      ),
    ).toEqual([]);
    expect(
      places(
        run((r) => {
          r.oneOutInfererForecaster[2 * 2 + 1] = 0.5;
        }).values,
      ),
    ).toEqual([layout.oneOutInferer + 2]);
    expect(
      places(
        run((r) => {
          r.oneOutForecasterInferer[1 * 3] = 0.5;
        }).values,
      ),
    ).toEqual([layout.oneOutForecaster + 1]);
    expect(
      places(
        run((r) => {
          r.oneOutForecasterForecaster[1 * 2] = 0.5;
        }).values,
      ),
    ).toEqual([layout.oneOutForecaster + 1]);
    expect(
      places(
        run((r) => {
          r.oneOutForecasterForecaster[1 * 2 + 1] = 0.5;
        }).values,
      ),
    ).toEqual([]);
    expect(
      places(
        run((r) => {
          r.oneInInferer[0] = 0.5;
        }).values,
      ),
    ).toEqual([layout.oneIn]);
    expect(
      places(
        run((r) => {
          r.oneInSelf[1] = 0.5;
        }).values,
      ),
    ).toEqual([layout.oneIn + 1]);
  });
});
