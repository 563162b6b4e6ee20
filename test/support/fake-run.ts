import type { ColumnBatch, ColumnDeclaration } from '../../sim/index.ts';
import { openRun } from '../../src/record/run-recorder.ts';
import { fakeBatches, fakeColumns, fakeScenario } from './fake-batches.ts';

/** Records a made-up run under `root` and returns its folder. */
export function fakeRun(
  root: string,
  {
    epochs = 300,
    topics = ['eth-return'],
    leaveOut = [],
  }: { epochs?: number; topics?: readonly string[]; leaveOut?: readonly string[] } = {},
): string {
  const kept = fakeColumns.map(({ name }) => !leaveOut.includes(name));
  const columns: ColumnDeclaration[] = fakeColumns.filter((_, c) => kept[c]);
  const scenario = fakeScenario({ epochs });
  const yaml = 'name: fake # <script>alert("no")</script>\n';
  const recorder = openRun({ scenario, yaml, root, force: false, columns, codeHash: 'c0de'.repeat(16) });
  for (const batch of fakeBatches(epochs * topics.length, { topics })) {
    const some: ColumnBatch = { ...batch, columns, data: batch.data.filter((_, c) => kept[c]) };
    recorder.write(some);
  }
  const metric = { name: 'skill_vs_naive', unit: 'log10 loss', topic: topics[0] };
  const summary = [
    { ...metric, value: 0.2134567 },
    { ...metric, name: 'reputer_effective_number', value: null, unit: 'participants' },
  ];
  recorder.finish({ summary, wallSeconds: 1.25, counts: { epochs, topics: topics.length } });
  return recorder.folder;
}
