import yargs from 'yargs';
import { engineVersion } from '../record/engine-code.ts';
import { conformCommand, datasets } from './conform.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { exportCommand } from './export.ts';
import { listCommand, listKinds } from './list.ts';
import { readable } from './parser-message.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { schemaCommand } from './schema.ts';
import { validateCommand } from './validate.ts';

type Work = (context: CommandContext) => Promise<ExitCode>;

/** Runs one command line to its end. Nothing is thrown: errors go to `stderr`, the outcome is the exit code. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const debug = args.includes('--debug');
  try {
    const parsed = await parse(args);
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

/** What may follow: the words of a command's first argument, and what the parser knows. */
function completions(
  _current: string,
  argv: { readonly _?: readonly (string | number)[] },
  usual: (then: (problem: Error | null, known: string[] | undefined) => void) => void,
  done: (words: string[]) => void,
): void {
  const words: Readonly<Record<string, readonly string[]>> = { list: listKinds, conform: datasets };
  const command = String(argv._?.[1] ?? '');
  usual((_problem, known = []) => done([...(Object.hasOwn(words, command) ? words[command] : []), ...known]));
}

const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;
const repeatable = (describe: string) => ({ type: 'string', array: true, requiresArg: true, describe }) as const;
const flag = (describe: string) => ({ type: 'boolean', describe }) as const;

/** The command's work, or the text of a help page. Commands do not run inside the parser: their errors are their own. */
async function parse(args: readonly string[]): Promise<Work | string> {
  let work: Work | undefined;
  let output = '';
  const parser = yargs()
    .scriptName('allora-sim')
    .locale('en')
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
      'prints the JSON Schema of scenario files',
      (y) => y.option('markdown', flag('prints the reference page of scenario files instead')),
      (options) => {
        work = (context) => schemaCommand(options, context);
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
      'report <run>',
      'rebuilds the report of a recorded run',
      (y) =>
        y
          .positional('run', { type: 'string', demandOption: true, describe: 'folder or id of a run' })
          .option('out', { ...text('folder of all results, where run ids are looked for'), default: 'results' })
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
    .completion('completion', 'prints a completion script for the shell', completions)
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
