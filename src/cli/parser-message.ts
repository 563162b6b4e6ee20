import { nearestWord } from '../config/nearest-word.ts';
import { ofOneAttack } from './of-one-attack.ts';

/** Of commands whose runs may be made elsewhere. */
const engine = ['engine', 'redis', 'results', 'patience'];

/** The commands: what follows them, and their options. */
export const commands: Readonly<Record<string, { readonly usage: string; readonly options: readonly string[] }>> = {
  run: {
    usage: 'run SCENARIO.yaml',
    options: ['seed', 'epochs', 'out', 'set', 'force', 'check', 'report', 'no-report', 'quiet', 'json'],
  },
  validate: { usage: 'validate FILES...', options: ['json'] },
  schema: { usage: 'schema', options: ['of', 'markdown', 'reference'] },
  list: { usage: 'list KIND', options: ['json'] },
  conform: {
    usage: 'conform DATASET FILE.csv',
    options: ['protocol', 'set', 'tolerance', 'whole-history', 'json'],
  },
  check: {
    usage: 'check SUITE.yaml',
    options: ['update', 'reason', 'junit', 'markdown', 'threads', 'out', 'quiet', 'json'],
  },
  attack: {
    usage: 'attack SCENARIO.yaml',
    options: [
      ...ofOneAttack,
      ...['gallery', 'catalogue', 'threads', ...engine, 'out', 'report', 'no-report', 'quiet', 'json'],
    ],
  },
  report: { usage: 'report RUN', options: ['out', 'format', 'charts', 'titles', 'width', 'json'] },
  export: { usage: 'export RUN', options: ['table', 'columns', 'where', 'to', 'out', 'force'] },
  compare: {
    usage: 'compare A [B]',
    options: [
      ...['set', 'set-a', 'set-b', 'seed', 'epochs', 'replicates', 'metrics', 'adjust', 'confidence', 'threads'],
      ...engine,
      'out',
      ...['report', 'no-report', 'quiet', 'json'],
    ],
  },
  sweep: {
    usage: 'sweep EXPERIMENT.yaml',
    options: [
      ...['dry-run', 'replicates', 'threads', ...engine, 'sbatch'],
      ...['runs-per-task', 'jobs', 'submit', 'no-submit', 'retry', 'out'],
      ...['report', 'no-report', 'quiet', 'json'],
    ],
  },
  worker: {
    usage: 'worker',
    options: ['redis', 'array', 'jobs', 'out', 'idle', 'grace', 'lock', 'patience', 'verbose'],
  },
  queue: { usage: 'queue', options: ['redis', 'clear', 'all', 'json'] },
  explore: { usage: 'explore', options: ['out', 'port', 'scenarios', 'save-to', 'open', 'no-open'] },
  completion: { usage: 'completion [bash|zsh|fish]', options: [] },
};
/** In the order of the help page. */
export const commandNames: readonly string[] = Object.keys(commands);
/** Options of all commands. */
export const everywhere = ['debug', 'help', 'version'];

/** The command-line parser's message in the way this program speaks, with the nearest known word. */
export function readable(message: string, args: readonly string[]): string {
  const named = args[0] ?? '';
  const command = Object.hasOwn(commands, named) ? commands[named] : undefined;
  if (message.startsWith('Not enough non-option arguments') && command !== undefined) {
    return `${named} needs more than that; expected: allora-sim ${command.usage}`;
  }
  const unknown = /^Unknown (?:arguments?|commands?): (.*)$/m.exec(message)?.[1]?.split(', ');
  if (unknown === undefined) return message;
  if (command === undefined) {
    return `"${named}" is no command; expected one of ${Object.keys(commands).join(', ')}.${question(
      nearestWord(named, Object.keys(commands)),
    )}`;
  }
  const options = [...command.options, ...everywhere];
  const written = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2).replace(/=.*$/s, ''));
  const option = written.find((word) => unknown.some((one) => word === one || word === `no-${one}`));
  if (option === undefined) return `${named} does not know what to do with "${unknown.join(' ')}".`;
  const nearest = nearestWord(option, options);
  return `${named} has no option --${option}.${question(nearest === undefined ? undefined : `--${nearest}`)}`;
}

function question(word: string | undefined): string {
  return word === undefined ? '' : ` Did you mean "${word}"?`;
}
