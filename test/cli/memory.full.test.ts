import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

/*
 * Memory does not grow with the number of epochs: peak of the whole program, report included, every row of epochs and
 * actors recorded. About 1.7 GB of disk for a while.
 */

const folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario = path.join(folder, 'long.yaml');
const ended = path.join(folder, 'peak.mjs');

/** Peak resident set of a run, KiB. */
function peak(epochs: number): number {
  const program = path.resolve('dist/src/cli/main.js');
  const args = ['run', scenario, '--epochs', String(epochs), '--out', path.join(folder, 'results'), '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, ['--import', ended, program, ...args], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return Number(/peak (\d+)/.exec(stderr)?.[1]);
}

describe('a run of a million epochs', () => {
  it('needs at most 1.5 times the memory of one of ten thousand', () => {
    const line = 'process.on("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS));\n';
    writeFileSync(ended, line);
    writeFileSync(
      scenario,
      `name: long
topics:
  - name: topic
    truth: { process: regime-switching }
    rewardPerEpoch: 100
    inferers: [{ policy: honest, count: 5 }]
    forecasters: [{ policy: regime-ema, count: 3 }]
    reputers: [{ policy: honest, count: 5 }]
`,
    );
    const short = peak(10_000);
    const long = peak(1_000_000);
    console.log(`peak memory: ${short} KiB for 10 000 epochs, ${long} KiB for 1 000 000`);
    expect(long / short).toBeLessThanOrEqual(1.5);
  });
});
