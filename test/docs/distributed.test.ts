import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { redisOption, redisVariable } from '../../src/cli/redis-option.ts';
import { command } from '../cli/command.ts';
import { builtFolder } from '../support/built.ts';
import { freePort, redisProgram } from '../support/redis.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { freshCheckout } from './commands.ts';
import { blocksOf, marked } from './markdown.ts';

const page = 'docs/distributed.md';
const blocks = blocksOf(page);

/** What a terminal of the page's reader shows. */
interface Terminal {
  said(): string;
  /** Exit code of the last command. */
  readonly ended: Promise<number | null>;
  readonly child: ChildProcess;
}

const terminals: Terminal[] = [];

/** Runs commands as somebody who has typed them, with the built program under its name. */
function terminal(text: string, folder: string, bin: string): Terminal {
  const environment: NodeJS.ProcessEnv = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  delete environment[redisVariable];
  // A group of its own, so that all that it has started can be ended.
  const child = spawn('bash', ['-ec', text], { cwd: folder, env: environment, detached: true });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (part) => (said += part));
  const opened = {
    child,
    said: () => said,
    ended: new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    }),
  };
  terminals.push(opened);
  return opened;
}

async function close({ child, ended }: Terminal, signal: NodeJS.Signals): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
  await ended;
}

/** The built program as `allora-sim`, in a folder for PATH. */
function programFolder(): string {
  const folder = temporaryFolder();
  const file = path.join(folder, 'allora-sim');
  const main = path.join(builtFolder(), 'src', 'cli', 'main.js');
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}

const redis = redisProgram();

describe.skipIf(redis === undefined)('the five minutes of the page about many machines', () => {
  let checkout: ReturnType<typeof freshCheckout>;
  // Builds the program where a source has changed.
  beforeAll(() => {
    builtFolder();
    checkout = freshCheckout(page);
  }, 240_000);
  afterAll(async () => {
    for (const opened of terminals) await close(opened, 'SIGKILL');
    checkout.remove();
  });

  it('end with the tables of a sweep and an empty queue', { timeout: 60_000 }, async () => {
    const own = blocks.filter((block) => marked(block, 'run in') === 'test/docs/distributed.test.ts');
    // Another port: somebody may have a server already.
    const port = await freePort();
    const [server, worker, sweep] = own.map(({ text }) => text.replaceAll('6379', `${port}`));
    expect(own).toHaveLength(3);
    const bin = programFolder();
    const first = terminal(server, checkout.folder, bin);
    await until(() => first.said().includes('Ready to accept connections'), first.said);
    const second = terminal(worker, checkout.folder, bin);
    const third = terminal(sweep, checkout.folder, bin);
    expect(await third.ended, third.said()).toBe(0);
    expect(third.said()).toMatch(/^versions [0-9a-f]{12}: 5 points, 10 runs, /m);
    expect(third.said()).toMatch(/^Report: .*report\.html$/m);
    expect(third.said()).toMatch(/this one +0 +0 +0 +0$/m);
    expect(third.said()).toContain('1 worker of this version, 0 of others.');
    expect(third.said()).not.toContain('Warning');
    await close(second, 'SIGINT');
    expect(second.said()).toContain('Ended after 10 runs, 0 of them failed, 0 given back.');
  });
});

/** A YAML file of the page. */
function manifest(file: string) {
  const found = blocks.find((block) => marked(block, 'file') === file);
  return parse(found?.text ?? '');
}

describe('the manifests for Kubernetes', () => {
  const secret = manifest('queue-secret.yaml');
  const job = manifest('worker-job.yaml');
  const pod = job.spec.template.spec;
  const [container] = pod.containers;
  const option = (name: string): string | undefined =>
    (container.args as string[]).find((arg) => arg.startsWith(`--${name}=`))?.replace(/^.*=/, '');

  it('are a secret with an address that the program reads, and a job that ends', async () => {
    expect(secret).toMatchObject({ apiVersion: 'v1', kind: 'Secret', type: 'Opaque' });
    const redis = redisOption(undefined, { environment: { [redisVariable]: secret.stringData.address } });
    expect(redis.tls).toBe(true);
    expect(job).toMatchObject({ apiVersion: 'batch/v1', kind: 'Job' });
    expect(job.spec.completions).toBeUndefined();
    expect(['OnFailure', 'Never']).toContain(pod.restartPolicy);
    expect(Number(option('idle'))).toBeGreaterThan(0);
  });

  it('call the worker with options that it has, and give it the address in its variable', async () => {
    const [name, ...args] = container.args as string[];
    const { stdout } = await command([name, '--help']);
    for (const arg of args) expect(stdout).toMatch(new RegExp(`${arg.replace(/=.*/, '')}\\b`));
    const [variable] = container.env;
    expect(variable.name).toBe(redisVariable);
    const { name: from, key } = variable.valueFrom.secretKeyRef;
    expect(from).toBe(secret.metadata.name);
    expect(Object.keys(secret.stringData)).toContain(key);
  });

  it('ask for as many cores as runs at a time, and leave more time to end than the runs get', () => {
    expect(container.resources.requests.cpu).toBe(option('jobs'));
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(Number(option('grace')));
  });

  it('are applied under the names that they have', () => {
    const applied = blocks.find(({ text }) => text.includes('kubectl apply'));
    for (const file of ['queue-secret.yaml', 'worker-job.yaml']) expect(applied?.text).toContain(`-f ${file}`);
    expect(applied?.text).toContain(`job/${job.metadata.name}`);
  });
});
