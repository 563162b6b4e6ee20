import { actorTable, attackTable, type ColumnDeclaration, chainTable, epochTable } from '../../sim/index.ts';
import { page, section, table } from '../config/reference/markdown.ts';
import { referencePages } from '../config/reference/pages.ts';
import { simRegistries } from '../config/sim-registries.ts';
import { attackMeasureColumns, attackRunColumns } from '../record/attack-record.ts';
import { comparisonColumns, pairColumns } from '../record/comparison-record.ts';
import { galleryColumns } from '../record/gallery-record.ts';
import { pointColumns, runColumns, sensitivityColumns } from '../record/sweep-record.ts';
import { commandNames } from './parser-message.ts';

/** Text of a command's help page, as the program prints it on a terminal of 80 columns; of the program's own for ''. */
export type HelpOf = (command: string) => Promise<string>;

/** Every page of the reference by its path within the documentation. */
export async function allReferencePages(helpOf: HelpOf): Promise<Readonly<Record<string, string>>> {
  return {
    ...referencePages(simRegistries),
    'reference/tables.md': tablesPage(),
    'reference/commands.md': await commandsPage(helpOf),
  };
}

/** Recorded tables: file, what one row is, columns. */
const recorded: readonly {
  readonly of: string;
  readonly file: string;
  readonly row: string;
  readonly columns: readonly ColumnDeclaration[];
}[] = [
  { of: 'A run', file: 'epochs.arrow', row: epochTable.doc, columns: epochTable.columns },
  { of: 'A run', file: 'actors.arrow', row: actorTable.doc, columns: actorTable.columns },
  { of: 'A run', file: 'chain.arrow', row: chainTable.doc, columns: chainTable.columns },
  { of: 'A run', file: 'attacks.arrow', row: attackTable.doc, columns: attackTable.columns },
  {
    of: 'A sweep',
    file: 'runs.arrow',
    row: 'one row per run. Behind these columns stand one per factor and one per metric (`metric@topic` where several topics have it)',
    columns: runColumns,
  },
  {
    of: 'A sweep',
    file: 'points.arrow',
    row: 'one row per point of the design and metric. In front stand `point`, its number from 0, and one column per factor',
    columns: pointColumns,
  },
  {
    of: 'A sweep',
    file: 'sensitivity.arrow',
    row: 'one row per metric and factor, of Sobol, Morris and Latin hypercube designs',
    columns: sensitivityColumns,
  },
  {
    of: 'A comparison',
    file: 'comparison.arrow',
    row: 'one row per point, topic and metric',
    columns: comparisonColumns,
  },
  { of: 'A comparison', file: 'pairs.arrow', row: 'one row per point, topic, metric and seed', columns: pairColumns },
  {
    of: 'A measured attack',
    file: 'runs.arrow',
    row: 'one row per run. Behind these columns stands one per metric',
    columns: attackRunColumns,
  },
  {
    of: 'A measured attack',
    file: 'measures.arrow',
    row: 'one row per point, topic, measure and what it is held against',
    columns: attackMeasureColumns,
  },
  { of: 'A gallery', file: 'gallery.arrow', row: 'one row per attack and cell', columns: galleryColumns },
];

function tablesPage(): string {
  const rowOf = ({ name, type, unit, doc }: ColumnDeclaration): string[] => [`\`${name}\``, kinds[type], unit, doc];
  return page(
    'Tables',
    'Columns of every recorded table, as they stand in the metadata of the files. NaN (nothing, in CSV) means that there is no value in this row. [Reading the tables](../reading-tables.md) shows how to open them, `allora-sim export RUN --table NAME` writes them as CSV.',
    ...recorded.map(({ of, file, row, columns }) =>
      section(`${of}: ${file}`, table(['Column', 'Kind', 'Unit', 'Meaning'], columns.map(rowOf)), sentence(row)),
    ),
  );
}

const kinds: Readonly<Record<ColumnDeclaration['type'], string>> = {
  float64: 'number',
  int32: 'whole number',
  dictionary: 'word',
  uallo: 'whole uallo',
};

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

async function commandsPage(helpOf: HelpOf): Promise<string> {
  const sections: string[] = [];
  for (const name of commandNames) sections.push(section(name, fenced(await helpOf(name))));
  return page(
    'Commands and options',
    'What `--help` prints of every command. Installed, the program is `allora-sim`; in a checkout it is `npm run -s sim --`. What commands do and write is told in [command-line.md](../command-line.md).',
    fenced(await helpOf('')),
    ...sections,
  );
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}
