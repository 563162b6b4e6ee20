import { join } from 'node:path';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../src/record/read-table.ts';
import type { Chart } from '../../../src/report/charts/chart.ts';
import { charts, reportColumns } from '../../../src/report/charts/charts.ts';
import { rowsByTopic } from '../../../src/report/topic-rows.ts';
import { fakeColumns } from '../../support/fake-batches.ts';
import { fakeRun } from '../../support/fake-run.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { collectingLogger } from '../../support/vega-log.ts';

const NAMES = ['inference', 'inference-last-epochs', 'losses', 'reward-shares', 'forecaster-task-score'];

function chartsOf(options: Parameters<typeof fakeRun>[1]): Chart[] {
  const table = readTable(join(fakeRun(temporaryFolder(), options), 'epochs.arrow'), reportColumns);
  return rowsByTopic(table).flatMap((rows) => charts.flatMap((chartOf) => chartOf(rows) ?? []));
}

async function svgOf(chart: Chart, complaints: string[]): Promise<string> {
  const logger = collectingLogger(complaints);
  const { spec } = compile({ ...chart.spec, width: 800 } as unknown as TopLevelSpec, { logger });
  return await new View(parse(spec), { renderer: 'none', logger }).toSVG();
}

/** Rows of the data inside a specification. */
function values({ spec }: Chart): Record<string, number | null>[] {
  return (spec.data as { values: Record<string, number | null>[] }).values;
}

describe('charts', () => {
  it('are drawn for every part of a run that was recorded', () => {
    expect(chartsOf({}).map(({ name }) => name)).toEqual(NAMES);
  });

  it.each([
    ['a short run', { epochs: 12 }],
    ['a run of one epoch', { epochs: 2 }],
    ['a run', { epochs: 300 }],
    ['a run too long to draw every epoch', { epochs: 5_000 }],
  ])('of %s compile and draw without a warning, and without NaN', async (_, options) => {
    for (const chart of chartsOf(options)) {
      const complaints: string[] = [];
      const svg = await svgOf(chart, complaints);
      expect(complaints, chart.name).toEqual([]);
      expect(svg, chart.name).not.toMatch(/NaN|undefined|Infinity/);
      expect(svg, chart.name).toContain('epoch (nonces of the topic)');
    }
  });

  it('name a unit on every axis and keep a legend', async () => {
    const svgs = await Promise.all(chartsOf({}).map((chart) => svgOf(chart, [])));
    const wanted = [
      ['value (dimensionless)', 'truth', 'combined inference', '2.28 to 97.72 %', '15.87 to 84.13 %'],
      ['value (dimensionless)', 'truth', 'combined inference', '2.28 to 97.72 %', '15.87 to 84.13 %'],
      ['log10 of the loss', 'combined', 'naive', 'best single inferer so far', 'equal-weight mean'],
      ['fraction (dimensionless)', 'inferers', 'forecasters', 'reputers', 'chi'],
      ['difference of log10 losses', 'forecaster task score'],
    ];
    wanted.forEach((words, c) => {
      for (const word of words) expect(svgs[c], NAMES[c]).toContain(`>${word}<`);
    });
  });

  it('draw at most two thousand points and say how they were thinned', () => {
    const [inference, , losses] = chartsOf({ epochs: 5_000 });
    expect(values(inference).length).toBe(1_667);
    expect(inference.note).toContain('mean of 3 consecutive epochs');
    expect(values(losses).length).toBe(1_667);
    expect(losses.note).toContain('One epoch in 3 is drawn');
    expect(losses.title).toContain('mean of the last 125 epochs');
  });

  it('leave a gap where there is no value', () => {
    const [inference] = chartsOf({ epochs: 60 });
    expect(values(inference)[50].truth).toBeNull();
    expect(values(inference)[51].truth).toBeTypeOf('number');
  });

  it('show what there is when columns are missing', () => {
    const left = (leaveOut: string[]): string[] => chartsOf({ leaveOut }).map(({ name }) => name);
    expect(left(['truth', 'forecaster_task_score'])).toEqual(['losses', 'reward-shares']);
    expect(left(['percentile_2_28', 'naive_loss', 'chi'])).toEqual(NAMES);
    expect(left(fakeColumns.map(({ name }) => name).filter((name) => name !== 'epoch'))).toEqual([]);
  });
});
