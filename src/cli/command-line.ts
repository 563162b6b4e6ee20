import yargs from 'yargs';
import { engineVersion } from '../record/engine-code.ts';
import { attackOfKind } from './attack-kinds.ts';
import { checkCommand } from './check.ts';
import { compareCommand } from './compare.ts';
import { completionCommand } from './completion/completion.ts';
import { conformCommand } from './conform.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { exploreCommand } from './explore.ts';
import { exportCommand } from './export.ts';
import { helpPage } from './help-page.ts';
import { listCommand, listKinds } from './list.ts';
import { commands, readable } from './parser-message.ts';
import { queueCommand } from './queue.ts';
import { reportCommand, reportFormats } from './report.ts';
import { runCommand } from './run.ts';
import { schemaCommand } from './schema.ts';
import { sweepCommand } from './sweep.ts';
import { terminalOf } from './terminal.ts';
import { validateCommand } from './validate.ts';
import { workerCommand } from './worker.ts';

type Work = (context: CommandContext) => Promise<ExitCode>;

/** Runs one command line to its end. Nothing is thrown: errors go to `stderr`, the outcome is the exit code. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const debug = args.includes('--debug');
  try {
    const parsed = await parse(args, terminalOf(context.stdout, context.environment).columns);
    if (typeof parsed === 'string') {
      context.stdout.write(`${parsed}\n`);
      return exitCode.done;
    }
    return await parsed(context);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    context.stderr.write(`${(debug ? (stack ?? message) : message).trimEnd()}\n`);
    return error instanceof WrongInputError ? exitCode.wrongInput : exitCode.failed;
  }
}

const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;
const repeatable = (describe: string) => ({ type: 'string', array: true, requiresArg: true, describe }) as const;
const flag = (describe: string) => ({ type: 'boolean', describe }) as const;

const redis = text('of the queue: redis://:PASSWORD@HOST:PORT; better in ALLORA_SIM_REDIS');
const patience = text('seconds that Redis may be out of reach; 60 unless given');
/** Of commands whose runs may be made by workers. */
const queueOptions = {
  redis,
  results: text('how they come back from workers: redis, or folder when they share --out'),
  patience,
} as const;

/** Columns of help pages in the documentation. */
const documented = 80;

/** The help page of a command; the first page for an empty name. */
async function helpOf(command: string): Promise<string> {
  const page = await parse([...(command === '' ? [] : [command]), '--help'], documented);
  return typeof page === 'string' ? page : '';
}

/** The command's work, or the text of a help page. Commands do not run inside the parser: their errors are their own. */
async function parse(args: readonly string[], columns: number): Promise<Work | string> {
  if (args.length === 1 && ['--help', '-h'].includes(args[0])) return helpPage(Object.keys(commands), columns);
  let work: Work | undefined;
  let output = '';
  const parser = yargs()
    .scriptName('allora-sim')
    .locale('en')
    .wrap(columns)
    .parserConfiguration({ 'greedy-arrays': false, 'parse-positional-numbers': false })
    .usage('$0 <command>\n\nSimulates the economy of the Allora network.')
    .command(
      'run <scenario>',
      'runs a scenario: tables, charts, report',
      (y) =>
        y
          .positional('scenario', { type: 'string', demandOption: true, describe: 'scenario file (YAML)' })
          .option('seed', text('seed in place of the file’s; any text'))
          .option('epochs', text('epochs in place of the file’s'))
          .option('out', { ...text('folder of all results'), default: 'results' })
          .option('set', repeatable('path=value in place of the file’s, such as topics.0.inferers.0.count=8'))
          .option('force', flag('runs again when this run is recorded already, and keeps the old folder'))
          .option(
            'check',
            flag('evaluates every expectation, over as many seeds as it asks for; ends with 3 if one is not met'),
          )
          .option('report', { ...flag('charts and report; --no-report leaves them out'), default: true })
          .option('quiet', flag('prints the path alone'))
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => runCommand(options, context);
      },
    )
    .command(
      'validate <files..>',
      'checks scenario files: what is wrong, where, and what was meant',
      (y) =>
        y
          .positional('files', { type: 'string', array: true, demandOption: true, describe: 'scenario files (YAML)' })
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => validateCommand(options, context);
      },
    )
    .command(
      'schema',
      'prints the JSON Schema of scenario files, or of experiments or suites',
      (y) =>
        y
          .option('of', { ...text('scenario, experiment or suite'), default: 'scenario' })
          .option('markdown', flag('prints the reference page of scenario files instead'))
          .option('reference', text('writes all pages of the reference into this folder instead')),
      (options) => {
        work = (context) => schemaCommand(options, context, helpOf);
      },
    )
    .command(
      'list <kind>',
      `what there is: ${listKinds.join(', ')}`,
      (y) =>
        y
          .positional('kind', { type: 'string', demandOption: true, describe: listKinds.join(', ') })
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => listCommand(options, context);
      },
    )
    .command(
      'conform <dataset> <file>',
      'recomputes reference rows: synthesis, tokenomics, sortition',
      (y) =>
        y
          .positional('dataset', { type: 'string', demandOption: true, describe: 'synthesis, tokenomics or sortition' })
          .positional('file', { type: 'string', demandOption: true, describe: 'reference rows (CSV)' })
          .option('protocol', { ...text('profile whose rules are applied'), default: 'reference' })
          .option('set', repeatable('name=value of a protocol or topic parameter, such as weights=ratio-mad'))
          .option('tolerance', { ...text('largest error that passes'), default: '1e-9' })
          .option('whole-history', flag('the file is the whole history: windows use what there is'))
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => conformCommand(options, context);
      },
    )
    .command(
      'check <suite>',
      'regression gate: compares what a suite of scenarios comes to with its baseline',
      (y) =>
        y
          .positional('suite', { type: 'string', demandOption: true, describe: 'suite file (YAML)' })
          .option('update', flag('makes what the suite comes to the new baseline; needs --reason'))
          .option('reason', text('why the baseline is rewritten; it is kept there'))
          .option('junit', text('file for the verdict as JUnit XML'))
          .option('markdown', text('file for the verdict as Markdown, for a comment on a pull request'))
          .option('threads', text('how many runs at a time; one per core unless given'))
          .option('out', { ...text('folder of all results, whose store of runs is used'), default: 'results' })
          .option('quiet', flag('prints the headline alone'))
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => checkCommand(options, context);
      },
    )
    .command(
      'attack <scenario>',
      'measures an attack against its controls: money, damage, shift, detection; its frontier; its worst case',
      (y) =>
        y
          .positional('scenario', {
            type: 'string',
            demandOption: true,
            describe: 'scenario file (YAML) with attacks; a folder of them with --catalogue',
          })
          .option('replicates', text('runs of each side; 20 unless given'))
          .option('seed', text('root of the seeds in place of the file’s'))
          .option('epochs', text('epochs in place of the file’s'))
          .option('set', repeatable('path=value in place of the file’s, such as attacks.0.identities=4'))
          .option(
            'frontier',
            repeatable('PARAM=1,2,4,8 or PARAM=0.1..0.5: measures every value; twice for two parameters'),
          )
          .option('worst', flag('searches the attacks’ parameters for the worst case'))
          .option('runs', text('runs that the search may make; 200 unless given'))
          .option('objective', text('what is worst: roi, damage, shift or profit; roi unless given'))
          .option('budget', text('ALLO that the owner may lay out in the search'))
          .option('range', repeatable('PARAM=lo..hi: searches this parameter in this range, and only those named so'))
          .option('gallery', flag('of a gallery file: ranks many attacks over versions, slashing and sizes'))
          .option('catalogue', flag('of a folder of scenarios: prints every attack with what they find, as Markdown'))
          .option('threads', text('runs at a time; as many as there are cores unless given'))
          .option('engine', text('what makes the runs: local (this machine), bullmq (workers of a queue)'))
          .options(queueOptions)
          .option('out', { ...text('folder of all results'), default: 'results' })
          .option('report', { ...flag('charts and report; --no-report leaves them out'), default: true })
          .option('quiet', flag('prints the path alone'))
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => attackOfKind(options, context);
      },
    )
    .command(
      'report <run>',
      'rebuilds the report of a recorded run',
      (y) =>
        y
          .positional('run', { type: 'string', demandOption: true, describe: 'folder or id of a run' })
          .option('out', { ...text('folder of all results, where run ids are looked for'), default: 'results' })
          .option('format', { ...text(`${reportFormats.join(', ')}: a page, or figures for papers`), default: 'html' })
          .option('charts', text('figures of these charts only, names between commas'))
          .option('titles', flag('figures with title and note'))
          .option('width', text('of figures, pixels; 720 when left out'))
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => reportCommand(options, context);
      },
    )
    .command(
      'export <run>',
      'writes a recorded table as CSV',
      (y) =>
        y
          .positional('run', { type: 'string', demandOption: true, describe: 'folder or id of a run' })
          .option('table', { ...text('epochs, actors, attacks'), default: 'epochs' })
          .option('columns', text('columns, separated by commas, in their order; all unless given'))
          .option('where', repeatable('rows to keep: column=value, also != < <= > >=, such as "epoch>=100"'))
          .option('to', { ...text('file to write; - for standard output'), default: '-' })
          .option('out', { ...text('folder of all results, where run ids are looked for'), default: 'results' })
          .option('force', flag('overwrites the file')),
      (options) => {
        work = (context) => exportCommand(options, context);
      },
    )
    .command(
      'sweep <experiment>',
      'runs factors x replicates on all cores: tables, intervals, report; goes on where it was stopped',
      (y) =>
        y
          .positional('experiment', { type: 'string', demandOption: true, describe: 'experiment file (YAML)' })
          .option('replicates', text('runs per point in place of the file’s'))
          .option('threads', text('runs at a time; as many as there are cores unless given'))
          .option('engine', text('what makes the runs: local (this machine), bullmq (workers of a queue), slurm'))
          .options(queueOptions)
          .option('sbatch', repeatable('option for Slurm, such as --sbatch=--partition=short'))
          .option('runs-per-task', text('runs of each task of a Slurm array; as many as make sense unless given'))
          .option('jobs', text('runs at a time in each task of a Slurm array; 1 unless given'))
          .option('submit', { ...flag('--no-submit writes the Slurm array and says how to submit it'), default: true })
          .option('out', { ...text('folder of all results'), default: 'results' })
          .option('dry-run', flag('counts the runs and estimates time and disk'))
          .option('retry', flag('tries runs again that failed and are quarantined'))
          .option('report', { ...flag('charts and report; --no-report leaves them out'), default: true })
          .option('quiet', flag('prints the path alone'))
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => sweepCommand(options, context);
      },
    )
    .command(
      'worker',
      'makes the runs that sweeps with --engine bullmq put on a queue, on any number of machines',
      (y) =>
        y
          .option('redis', redis)
          .option('array', text('of a Slurm array instead: its folder; the script of the array says it'))
          .option('jobs', text('runs at a time; as many as there are cores unless given'))
          .option('out', { ...text('folder shared with sweeps that ask for --results folder'), default: 'results' })
          .option('idle', text('ends after so many seconds without a run'))
          .option('grace', text('seconds that runs under way have when it is to end; 25 unless given'))
          .option('lock', text('seconds without a sign of life until others take over its runs; 30 unless given'))
          .option('patience', patience)
          .option('verbose', flag('a line for every run')),
      (options) => {
        work = (context) => workerCommand(options, context);
      },
    )
    .command(
      'queue',
      'shows what a Redis server holds for sweeps: runs that wait, results, workers',
      (y) =>
        y
          .option('redis', redis)
          .option('clear', flag('removes what waits, and results that nobody has fetched'))
          .option('all', flag('with --clear: of the queues of other versions, too'))
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => queueCommand(options, context);
      },
    )
    .command(
      'compare <a> [b]',
      'compares two scenarios, runs or sweeps, pair by pair: differences, intervals, verdicts',
      (y) =>
        y
          .positional('a', { type: 'string', demandOption: true, describe: 'scenario file (YAML); folder or id' })
          .positional('b', { type: 'string', describe: 'the same kind of thing; the same as A unless given' })
          .option('set', repeatable('path=value in place of the files’, on both sides'))
          .option('set-a', repeatable('the same, on side A'))
          .option('set-b', repeatable('the same, on side B, such as protocol=v0.6'))
          .option('seed', text('root of the seeds; that of scenario A unless given'))
          .option('epochs', text('epochs in place of the files’'))
          .option('replicates', text('runs of each side; 20 unless given'))
          .option('metrics', text('metrics, separated by commas; all unless given'))
          .option('adjust', { ...text('of p for many metrics: holm, bh (Benjamini-Hochberg)'), default: 'holm' })
          .option('confidence', { ...text('of intervals and verdicts'), default: '0.95' })
          .option('threads', text('runs at a time; as many as there are cores unless given'))
          .option('engine', text('what makes the runs: local (this machine), bullmq (workers of a queue)'))
          .options(queueOptions)
          .option('out', { ...text('folder of all results'), default: 'results' })
          .option('report', { ...flag('charts and report; --no-report leaves them out'), default: true })
          .option('quiet', flag('prints the path alone'))
          .option('json', flag('prints one JSON document')),
      (options) => {
        work = (context) => compareCommand(options, context);
      },
    )
    .command(
      'explore',
      'a local web page: browse and compare runs, open reports, change a scenario and watch it run',
      (y) =>
        y
          .option('out', { ...text('folder of all results'), default: 'results' })
          .option('port', { ...text('port on this machine; 0: any that is free'), default: '0' })
          .option(
            'scenarios',
            repeatable('folder whose scenarios are offered; scenarios/ and the program’s unless given'),
          )
          .option('save-to', { ...text('folder in which scenarios are saved'), default: 'scenarios' })
          .option('open', flag('opens the page in the browser')),
      (options) => {
        work = (context) => exploreCommand(options, context);
      },
    )
    .command(
      'completion [shell]',
      'prints a script for completion in the shell: bash, zsh, fish',
      (y) => y.positional('shell', { type: 'string', describe: 'bash, zsh or fish; the one in use unless given' }),
      (options) => {
        work = (context) => completionCommand(options, context);
      },
    )
    .option('debug', { ...flag('shows stack traces of errors') })
    .version(engineVersion())
    .help()
    .alias('help', 'h')
    .strict()
    .demandCommand(1, 'Name a command; allora-sim --help lists them.')
    .exitProcess(false)
    .fail((message, error) => {
      throw new WrongInputError(readable(message ?? error.message, args));
    });
  await parser.parseAsync(args, {}, (_error, _argv, out) => {
    output = out;
  });
  return work ?? output;
}
