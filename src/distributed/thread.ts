import { runnableScenario } from '../run/read-scenario.ts';
import { unitOf } from '../run/run-unit.ts';
import { type ServedRun, type ServedTask, servedRun } from './served-run.ts';
import { messageOf } from './unit-message.ts';

/** What a thread does with a run that came from elsewhere. */
export function work(task: ServedTask): Promise<ServedRun> {
  return servedRun(task);
}

/** A small run of one topic with all three roles. */
const practice = `
name: practice
epochs: 12
topics:
  - name: eth
    truth: { process: gbm-return }
    rewardPerEpoch: 100
    inferers: [{ policy: honest, count: 3 }]
    forecasters: [{ policy: regime-ema, count: 2 }]
    reputers: [{ policy: honest, count: 2 }]
`;

/**
 * Makes a thread ready for its first run by one that nobody asked for: schemas are made, code is compiled. That takes a third
 * of a second, once.
 */
export async function ready(): Promise<ServedRun> {
  const unit = unitOf(await runnableScenario(practice, 'practice.yaml', {}), 'practice');
  return servedRun({ message: messageOf(unit), files: {}, root: null });
}
