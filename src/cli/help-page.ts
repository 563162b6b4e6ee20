import { table } from './table.ts';
import { wrapped } from './text-width.ts';

/** The commands as people look for them, each with what it does. */
const groups: readonly (readonly [title: string, commands: readonly (readonly [usage: string, does: string])[]])[] = [
  [
    'Write a scenario',
    [
      ['validate <files..>', 'checks scenario files'],
      ['list <kind>', 'what a scenario can name: policies, attacks, metrics, ...'],
      ['schema', 'JSON Schema of scenario files, for editors'],
    ],
  ],
  [
    'Run',
    [
      ['run <scenario>', 'one run: tables, charts, report'],
      ['sweep <experiment>', 'factors x replicates, on all cores'],
      ['compare <a> [b]', 'two scenarios, runs or sweeps, pair by pair'],
      ['attack <scenario>', 'an attack against its controls'],
    ],
  ],
  [
    'Run on more machines',
    [
      ['worker', 'makes the runs that sweeps put on a queue'],
      ['queue', 'what a queue holds'],
    ],
  ],
  [
    'Look at what is recorded',
    [
      ['explore', 'a local page: runs, reports, a playground'],
      ['report <run>', 'rebuilds a report'],
      ['export <run>', 'writes a table as CSV'],
    ],
  ],
  [
    'Check',
    [
      ['check <suite>', 'regression gate against a baseline'],
      ['conform <dataset> <file>', 'recomputes reference rows'],
    ],
  ],
  ['Shell', [['completion [shell]', 'script for bash, zsh or fish']]],
];

const examples = [
  'allora-sim run scenarios/baseline.yaml',
  'allora-sim run scenarios/baseline.yaml --set topics.0.inferers.0.count=8',
  'allora-sim list policies',
  'allora-sim compare scenarios/baseline.yaml --set-b protocol=v0.6',
];

/**
 * The first page of help: commands by what they are for, examples, and where to read on.
 *
 * @param known names of the commands that there are; others are not shown
 */
export function helpPage(known: readonly string[], columns: number): string {
  const shown = groups.map(([title, commands]) => {
    return [title, commands.filter(([usage]) => known.includes(usage.split(' ')[0]))] as const;
  });
  const widest = Math.max(...shown.flatMap(([, commands]) => commands.map(([usage]) => usage.length)));
  const parts = shown
    .filter(([, commands]) => commands.length > 0)
    .map(([title, commands]) => `${title}\n${commands.map((command) => line(command, widest, columns)).join('')}`);
  const options = [
    ['  --help, -h', 'of a command: its options'],
    ['  --version', ''],
    ['  --debug', 'stack traces of errors'],
  ];
  return [
    'allora-sim <command> [options]\n',
    `${wrapped('Simulates the economy of the Allora network.', columns)}\n`,
    ...parts,
    `Options\n${table(options)}`,
    `Examples\n${examples.map((example) => `  ${example}\n`).join('')}`,
    `${wrapped('Read on: README.md and docs/ of the project (docs/command-line.md tells all options); results/ is where results are.', columns)}\n`,
  ]
    .join('\n')
    .trimEnd();
}

/** A command and what it does, beside or, where there is no room, below it. */
function line([usage, does]: readonly [string, string], widest: number, columns: number): string {
  const beside = `  ${usage.padEnd(widest)}  ${does}`;
  return beside.length <= columns ? `${beside}\n` : `  ${usage}\n${wrapped(`    ${does}`, columns, 4)}\n`;
}
