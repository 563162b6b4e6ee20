import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkedJob, packedResult, unpackedResult } from '../../../src/distributed/bullmq/job.ts';
import { fileKey, jobIdOf, queueName } from '../../../src/distributed/bullmq/keys.ts';
import { servedRun } from '../../../src/distributed/served-run.ts';
import { messageOf } from '../../../src/distributed/unit-message.ts';
import { type RunResult, storedText } from '../../../src/experiment/run-store.ts';
import { runnableScenario } from '../../../src/run/read-scenario.ts';
import { unitOf } from '../../../src/run/run-unit.ts';
import { tinyScenario } from '../../cli/command.ts';

const address = 'ab'.repeat(32);
const metric = { name: 'epochs', value: 12, unit: 'epochs', topic: 'eth' };
const result: RunResult = { status: 'done', metrics: [metric, { ...metric, name: 'none', value: null }] };
const packed = (text: string): string => deflateSync(text).toString('base64');

describe('a result on its way back', () => {
  it('is what the store would keep, done or failed', () => {
    expect(unpackedResult(packedResult(address, result), address)).toEqual(result);
    const failed: RunResult = { status: 'failed', error: 'Epoch 3: too much' };
    expect(unpackedResult(packedResult(address, failed), address)).toEqual(failed);
  });

  it('has the same bytes whenever the run is made', async () => {
    const unit = unitOf(await runnableScenario(tinyScenario, 'tiny.yaml', {}), 'one');
    const message = messageOf(unit);
    const pack = async (): Promise<string> => {
      const run = await servedRun({ message, files: {}, root: null });
      if (run.kind === 'foreign') throw new Error(run.reason);
      return packedResult(message.address, run.result);
    };
    expect(await pack()).toBe(await pack());
  });

  it.each([
    ['of another run', packedResult('cd'.repeat(32), result)],
    ['not packed', 'nothing'],
    ['empty', ''],
    ['half of it', packedResult(address, result).slice(0, 40)],
    ['no JSON', packed('{')],
    ['no object', packed('null')],
    ['a metric that is none', packed(storedText(address, result).replace('"epochs"', '5'))],
    ['a value that is no number', packed(storedText(address, result).replace('12', '"12"'))],
    ['a metric that is nothing', packed(storedText(address, result).replace('[{', '[null,{'))],
    ['a bomb', packed('0'.repeat(300 * 1024 * 1024))],
  ])('is none when it is %s', (_what, text) => {
    expect(unpackedResult(text, address)).toBeUndefined();
  });
});

describe('a job', () => {
  const message = { address, scenario: '', files: [] };
  it('is one with a message and the name of a store, or none', () => {
    for (const store of [null, 'a-store']) expect(checkedJob({ message, store })).toEqual({ message, store });
  });
  it.each([
    [null],
    [undefined],
    [5],
    ['text'],
    [[]],
    [{}],
    [{ message }],
    [{ message, store: 5 }],
    [{ message: null, store: null }],
    [{ message: { ...message, address: 'x' }, store: null }],
    [{ message: { ...message, scenario: 5 }, store: null }],
    [{ message: { ...message, files: 'none' }, store: null }],
    [{ message: { ...message, files: [null] }, store: null }],
    [{ message: { ...message, files: [{ name: '../secret', sha256: address }] }, store: null }],
    [{ message: { ...message, files: [{ name: 'data.csv', sha256: 'x' }] }, store: null }],
  ])('is none when it is %j', (data) => {
    expect(() => checkedJob(data)).toThrow(/^it is no run of allora-sim$/);
  });

  it('has an id that is no number and has no colon, and a queue of its own for each program', () => {
    expect(jobIdOf('1'.repeat(64))).toMatch(/^run-1{64}$/);
    expect(queueName('one')).toMatch(/^runs-[0-9a-f]{12}$/);
    expect(queueName('one')).not.toBe(queueName('two'));
    expect(queueName()).toBe(queueName());
    expect(fileKey(address)).toBe(`allora-sim:file:${address}`);
  });
});
