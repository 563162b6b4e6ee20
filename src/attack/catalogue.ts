import type { AttackEntry } from '../config/registries.ts';

/*
 * The page that tells of every attack what it is, which committed scenario shows it, and what came out there: Markdown, made
 * from the declarations of attacks and from runs of the scenarios' own expectations.
 */

/** What a scenario expects of its attacks, and what its runs say. Numbers of a mean over seeds, with its 95 % interval. */
export interface CatalogueFinding {
  readonly metric: string;
  readonly unit: string;
  /** Control or scenario whose value is subtracted; empty: none. */
  readonly than: string;
  readonly expected: string;
  readonly n: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly met: boolean | null;
}

/** A committed scenario with attacks. */
export interface CatalogueScenario {
  /** Path as a user writes it. */
  readonly file: string;
  readonly question: string;
  /** Keys of its attacks in the registry. */
  readonly attacks: readonly string[];
  readonly findings: readonly CatalogueFinding[];
}

/** The whole page: attacks by their number, then scenarios that combine several. */
export function cataloguePage(
  attacks: readonly AttackEntry[],
  scenarios: readonly CatalogueScenario[],
  command: string,
): string {
  const byNumber = [...attacks].sort((a, b) => a.number - b.number);
  const combined = scenarios.filter((scenario) => new Set(scenario.attacks).size > 1);
  const parts = [
    `# Attacks, one by one\n\nMade by \`${command}\`. Every figure is the mean over so many seeds (n) with the 95 % t interval in brackets; with a control it is the difference attack less control, seed by seed. Parameters stand in [reference/attacks.md](reference/attacks.md), the meaning of measures in [attacks.md](attacks.md).`,
    ...byNumber.map((attack) => {
      const own = scenarios.filter((one) => !combined.includes(one) && one.attacks.includes(attack.name));
      return [aboutAttack(attack), ...own.map(aboutScenario)].join('\n\n');
    }),
    ...(combined.length === 0 ? [] : [['## Combined', ...combined.map(aboutScenario)].join('\n\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function aboutAttack({ number, name, doc, question, knowledge, source }: AttackEntry): string {
  return `## ${number}. ${name}\n\n${doc} ${question} Its keys know: ${knowledge.join(', or ')}. Source: ${source}.`;
}

function aboutScenario({ file, question, findings }: CatalogueScenario): string {
  const rows = findings.map(({ metric, unit, than, expected, n, mean, low, high, met }) => [
    `\`${metric}\`${than === '' ? '' : ` against ${than}`}`,
    expected,
    mean === null ? 'no value' : `${shown(mean)} (${shown(low)} to ${shown(high)}) ${unit}`.trimEnd(),
    String(n),
    met === true ? 'yes' : 'NO',
  ]);
  const table = [['Measure', 'Expected', 'Found', 'n', 'Met'], ['---', '---', '---', '---', '---'], ...rows];
  return [
    `*${question}*`,
    `\`npm run -s sim -- run ${file} --check\``,
    table.map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
  ].join('\n\n');
}

/** Three digits. */
function shown(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '-';
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1000 || size < 0.001 ? value.toExponential(2) : String(Number(value.toPrecision(3)));
}
