import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir, userInfo } from 'node:os';
import path from 'node:path';

const programs = ['/usr/sbin/munged', '/usr/sbin/slurmctld', '/usr/sbin/slurmd', '/usr/bin/sbatch', '/usr/bin/squeue'];

/** A Slurm of one node: this machine. */
export interface Slurm {
  readonly version: string;
  /** Ends all jobs and the three servers, and removes what they have written. */
  stop(): Promise<void>;
}

/**
 * Starts a Slurm of its own in a temporary folder, on free ports of 127.0.0.1, and points the commands of this process at it
 * (SLURM_CONF). Where there is no Slurm it is installed from the system's packages, if this process may do so.
 *
 * @returns undefined, after one line on standard error, when there is none and none can be installed
 * @throws the same in continuous integration (CI=true), where nothing may go untested
 */
export async function startSlurm(): Promise<Slurm | undefined> {
  if (!isInstalled()) install();
  if (!isInstalled()) {
    const missing = 'No Slurm found: install it (apt-get install slurm-wlm munge).';
    if (process.env.CI === 'true') throw new Error(missing);
    console.error(missing);
    return undefined;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-slurm-'));
  // Other users' processes may ask munged who somebody is.
  chmodSync(folder, 0o755);
  for (const name of ['state', 'spool']) mkdirSync(path.join(folder, name));
  const file = (name: string): string => path.join(folder, name);
  writeFileSync(file('munge.key'), randomBytes(128), { mode: 0o400 });
  writeFileSync(file('slurm.conf'), configuration(folder, await freePort(), await freePort()));
  const munged = [
    ...['--foreground', '--force', `--key-file=${file('munge.key')}`, `--socket=${file('munge.sock')}`],
    ...['pid', 'log', 'seed'].map((kind) => `--${kind}-file=${file(`munge.${kind}`)}`),
  ];
  const servers = [serve('/usr/sbin/munged', munged)];
  const stop = async (): Promise<void> => {
    if (process.env.SLURM_CONF === file('slurm.conf')) {
      trial('scancel', ['--partition=all']);
      delete process.env.SLURM_CONF;
    }
    for (const server of servers.reverse()) await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until('munged', () => existsSync(file('munge.sock')));
    servers.push(serve('/usr/sbin/slurmctld', ['-D', '-f', file('slurm.conf')]));
    servers.push(serve('/usr/sbin/slurmd', ['-D', '-f', file('slurm.conf'), '-N', 'localhost']));
    process.env.SLURM_CONF = file('slurm.conf');
    await until('an idle node', () => trial('sinfo', ['--noheader', '--format=%T']).startsWith('idle'));
    return { version: trial('sbatch', ['--version']).trim(), stop };
  } catch (error) {
    const log = existsSync(file('slurmctld.log')) ? readFileSync(file('slurmctld.log'), 'utf8').slice(-2000) : '';
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}\n${log}`);
  }
}

/** No accounting, no control groups; memory is not counted. */
function configuration(folder: string, controllerPort: number, nodePort: number): string {
  const user = userInfo().username;
  return `ClusterName=allora-sim-test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.sock
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
NodeName=localhost NodeAddr=127.0.0.1 CPUs=${availableParallelism()} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}

function isInstalled(): boolean {
  return programs.every((program) => existsSync(program));
}

function install(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  trial('apt-get', ['update']);
  trial('apt-get', ['install', '-y', '--no-install-recommends', 'slurm-wlm', 'munge']);
}

/** What a command says; nothing when it fails. */
function trial(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

function serve(program: string, args: readonly string[]): ChildProcess {
  const server = spawn(program, args, { stdio: 'ignore' });
  server.on('error', () => {});
  return server;
}

/** Asks a server to end, and ends it when it does not. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const over = new Promise((resolve) => server.on('exit', resolve));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), 10_000);
  await over;
  clearTimeout(timer);
}

/** @throws when it does not come about within half a minute */
async function until(what: string, isThere: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !isThere(); ) {
    if (Date.now() > end) throw new Error(`Slurm did not start: no ${what} after 30 s.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
