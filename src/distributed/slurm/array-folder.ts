import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type RunResult, resultOf, storedText } from '../../experiment/run-store.ts';
import { appendLine, writePieces } from '../../io/append-file.ts';
import {
  ensureFolder,
  fileBytes,
  filesIn,
  foldersIn,
  movePath,
  pathExists,
  readWholeBytes,
  readWholeText,
  removePath,
  temporaryName,
  writeWholeFile,
} from '../../io/run-folder.ts';
import { type FilePart, readTextPart } from '../../io/scratch-file.ts';

/**
 * The folder of a job array, `<results>/.slurm/<id>`: all that its tasks need and all that they leave, results aside.
 *
 *     array.json      name of the job; where in units.jsonl the runs of each task are
 *     addresses.txt   of all runs, in the order of the tasks
 *     units.jsonl     a message per run
 *     files/<sha256>  files that the runs read
 *     array.sbatch    the script
 *     submitted.json  number of the job, once submitted by this program
 *     logs/<task>.out what the tasks say
 *     begun/<task>    addresses of the runs that were begun, in their order
 *     failures/<address>.json  runs that ended with an error
 *     refused.txt     why runs were refused by the program of a task
 */
export interface ArrayFolder {
  /** Absolute. */
  readonly path: string;
  readonly jobName: string;
  readonly tasks: readonly TaskPart[];
}

/** The lines of a task in units.jsonl. */
export interface TaskPart extends FilePart {
  readonly runs: number;
}

/** What a folder is made of. */
export interface ArrayContent {
  /** Name of the sweep. */
  readonly name: string;
  readonly addresses: readonly string[];
  /** How many runs each task has; together they have all. */
  readonly sizes: readonly number[];
  readonly messageOf: (address: string) => string;
  /** SHA-256 of the files that the runs read. */
  readonly files: readonly string[];
  readonly fileOf: (sha256: string) => Uint8Array;
  readonly scriptOf: (folder: string, jobName: string) => string;
}

/** Grows when the meaning of the files changes. */
const arrayVersion = 1;

/** Where arrays of a folder of results are kept. */
export function slurmFolder(root: string): string {
  return join(root, '.slurm');
}

/** Writes the folder of an array; nobody sees half of it. One that was written for the same runs and never begun is replaced. */
export function writeArrayFolder(root: string, content: ArrayContent): ArrayFolder {
  const { name, addresses, sizes, messageOf, files, fileOf, scriptOf } = content;
  const path = freeFolder(root, addresses);
  const jobName = `${name.replaceAll(/[^\w.-]/g, '_').slice(0, 40)}-${path.slice(-idLength)}`;
  const making = temporaryName(path);
  try {
    for (const folder of ['files', 'logs', 'begun', 'failures']) ensureFolder(join(making, folder));
    for (const sha256 of files) writeWholeFile(join(making, 'files', sha256), fileOf(sha256));
    const tasks: TaskPart[] = [];
    writePieces(join(making, 'units.jsonl'), textsOfTasks(addresses, sizes, messageOf, tasks));
    writeWholeFile(join(making, 'addresses.txt'), addresses.map((address) => `${address}\n`).join(''));
    writeWholeFile(join(making, 'array.sbatch'), scriptOf(path, jobName));
    writeWholeFile(join(making, 'array.json'), `${JSON.stringify({ arrayVersion, jobName, tasks })}\n`);
    removePath(path);
    movePath(making, path);
    return { path, jobName, tasks };
  } catch (error) {
    removePath(making);
    throw error;
  }
}

/** One text per task; `tasks` learns where it comes to stand. */
function* textsOfTasks(
  addresses: readonly string[],
  sizes: readonly number[],
  messageOf: ArrayContent['messageOf'],
  tasks: TaskPart[],
): Generator<string> {
  let first = 0;
  let start = 0;
  for (const runs of sizes) {
    const text = addresses
      .slice(first, first + runs)
      .map((address) => `${messageOf(address)}\n`)
      .join('');
    const bytes = Buffer.byteLength(text);
    tasks.push({ start, bytes, runs });
    first += runs;
    start += bytes;
    yield text;
  }
}

/** Digits of the hash in the name of a folder, and of what numbers folders of the same runs. */
const idLength = 16;

/** The first of the names of an array of these runs that is free: what a begun array left is kept. */
function freeFolder(root: string, addresses: readonly string[]): string {
  for (let n = 1; ; ++n) {
    const id = createHash('sha256').update(`array ${n}`);
    for (const address of [...addresses].sort()) id.update(address);
    const path = join(slurmFolder(root), id.digest('hex').slice(0, idLength));
    if (!pathExists(path) || !wasBegun(path)) return path;
  }
}

function wasBegun(path: string): boolean {
  return [join(path, 'logs'), join(path, 'begun')].some((folder) => filesIn(folder).length > 0);
}

/** The folder of an array; undefined when it is not what this program has written. */
export function readArrayFolder(path: string): ArrayFolder | undefined {
  try {
    const read = JSON.parse(readWholeText(join(path, 'array.json')));
    const { jobName, tasks } = read;
    const sane =
      read.arrayVersion === arrayVersion &&
      typeof jobName === 'string' &&
      /^[\w.-]+$/.test(jobName) &&
      Array.isArray(tasks) &&
      tasks.every((task) =>
        [task?.start, task?.bytes, task?.runs].every((number) => Number.isSafeInteger(number) && number >= 0),
      );
    return sane ? { path, jobName, tasks } : undefined;
  } catch {
    return undefined;
  }
}

/** All arrays of a folder of results. */
export function arrayFolders(root: string): ArrayFolder[] {
  const folders = foldersIn(slurmFolder(root)).filter((name) => !name.startsWith('.'));
  return folders.flatMap((name) => readArrayFolder(join(slurmFolder(root), name)) ?? []);
}

/** Addresses of the runs of an array, in the order of its tasks. */
export function addressesOf({ path }: ArrayFolder): string[] {
  const file = join(path, 'addresses.txt');
  return pathExists(file) ? linesOf(readWholeText(file)).filter((line) => /^[0-9a-f]{64}$/.test(line)) : [];
}

/** The messages of a task, each a JSON text. */
export function messagesOfTask({ path }: ArrayFolder, { start, bytes }: TaskPart): string[] {
  // A part that says more than there is would ask for more memory than there is.
  const there = fileBytes(join(path, 'units.jsonl')) ?? 0;
  if (start + bytes > there) return [];
  return linesOf(readTextPart(join(path, 'units.jsonl'), { start, bytes }));
}

/** Content of a file that came with the array. */
export function fileOfArray({ path }: ArrayFolder, sha256: string): Uint8Array | undefined {
  const file = join(path, 'files', sha256);
  return /^[0-9a-f]{64}$/.test(sha256) && pathExists(file) ? readWholeBytes(file) : undefined;
}

/** Remembers which job the array became. */
export function noteSubmitted({ path }: ArrayFolder, job: string): void {
  writeWholeFile(join(path, 'submitted.json'), `${JSON.stringify({ job })}\n`);
}

/** Notes that a task begins a run. */
export function noteBegun({ path }: ArrayFolder, task: number, address: string): void {
  appendLine(join(path, 'begun', String(task)), address);
}

/** Addresses of the runs that tasks began, each as often as it was begun. */
export function begunIn({ path }: ArrayFolder): string[] {
  const folder = join(path, 'begun');
  return filesIn(folder).flatMap((task) => linesOf(readWholeText(join(folder, task))));
}

/** Keeps the failure of a run for whoever submitted the array. */
export function writeFailure({ path }: ArrayFolder, address: string, result: RunResult): void {
  writeWholeFile(join(path, 'failures', `${address}.json`), storedText(address, result));
}

/** The failure that a task has left; undefined when there is none. */
export function failureIn({ path }: ArrayFolder, address: string): RunResult | undefined {
  const file = join(path, 'failures', `${address}.json`);
  const result = pathExists(file) ? resultOf(readWholeText(file), address) : undefined;
  return result?.status === 'failed' ? result : undefined;
}

/** Addresses of the runs whose failures are there. */
export function failuresIn({ path }: ArrayFolder): Set<string> {
  return new Set(filesIn(join(path, 'failures')).map((name) => name.replace(/\.json$/, '')));
}

/** Notes why the program of a task would not make a run. */
export function noteRefused({ path }: ArrayFolder, reason: string): void {
  writeWholeFile(join(path, 'refused.txt'), `${reason}\n`);
}

/** Why a run was refused, if one was. */
export function refusedIn({ path }: ArrayFolder): string | undefined {
  const file = join(path, 'refused.txt');
  return pathExists(file) ? readWholeText(file).trim().slice(0, 500) : undefined;
}

/** Last line of what a task said; undefined when it said nothing. */
export function lastWords({ path }: ArrayFolder, task: number): string | undefined {
  const file = join(path, 'logs', `${task}.out`);
  const bytes = fileBytes(file) ?? 0;
  const most = 2000;
  const start = Math.max(0, bytes - most);
  return bytes === 0
    ? undefined
    : linesOf(readTextPart(file, { start, bytes: bytes - start }))
        .at(-1)
        ?.slice(0, 200);
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
