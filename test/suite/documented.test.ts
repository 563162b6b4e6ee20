import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { readSuite } from '../../src/config/suite/read-suite.ts';
import { command } from '../cli/command.ts';

const page = readFileSync(new URL('../../docs/checking.md', import.meta.url), 'utf8');
const workflow = readFileSync(new URL('../../docs/examples/tokenomics-gate.yml', import.meta.url), 'utf8');

describe('the page about checking', () => {
  it('shows a suite that is well formed, metric names included', () => {
    const suite = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
    const read = readSuite(suite, 'economics.yaml', simRegistries);
    expect(read.ok ? read.suite.entries.length : read.problems).toBe(2);
  });

  it('shows commands whose options there are', async () => {
    const commands = [page, workflow].flatMap((text) => [...text.matchAll(/(?:npx )?allora-sim (check [^\n`"]*)/g)]);
    const options = commands.flatMap(([, line]) => line.match(/--[a-z]+/g) ?? []);
    const { stdout } = await command(['check', '--help']);
    expect(options.length).toBeGreaterThan(5);
    for (const option of options) expect(stdout).toContain(` ${option} `);
  });
});

describe('the workflow for users', () => {
  it('checks every pull request and keeps both files, whatever the check ended with', () => {
    const { on, jobs } = parse(workflow);
    expect(on).toBe('pull_request');
    const steps: { run?: string; if?: string }[] = jobs.gate.steps;
    const check = steps.findIndex(({ run }) => run?.startsWith('npx allora-sim check') ?? false);
    expect(check).toBeGreaterThan(0);
    for (const step of steps.slice(check + 1)) expect(step.if).toMatch(/^always\(\)/);
  });
});
