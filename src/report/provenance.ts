import type { RecordedFile } from '../record/manifest.ts';
import { escapeHtml, htmlTable } from './html.ts';
import type { Section } from './shell.ts';

/** What every manifest says of how it came about. */
export interface Made {
  readonly engineVersion: string;
  readonly nodeVersion: string;
  readonly codeHash: string;
  readonly wallSeconds: number;
  readonly finishedAt: string;
  readonly files: readonly RecordedFile[];
}

/** Where the numbers of a page come from, besides what its manifest says. */
export interface Provenance {
  /** What is folded away above the versions: titles as plain text, contents as markup. */
  readonly folded?: readonly (readonly [title: string, html: string])[];
  /** Markup that stands open above the versions. */
  readonly above?: string;
  /** Rows before those of every manifest, and after them. */
  readonly before?: readonly (readonly [what: string, value: string])[];
  readonly after?: readonly (readonly [what: string, value: string])[];
  /** What the wall time is of, where that is not the whole. */
  readonly wallTime?: string;
}

/** The last section of every page: sources, versions, hashes and files. */
export function provenanceSection(made: Made, about: Provenance): Section {
  const { engineVersion, nodeVersion, codeHash, wallSeconds, finishedAt, files } = made;
  const { folded = [], above = '', before = [], after = [], wallTime = 'wall time' } = about;
  const rows = [
    ...before,
    ['allora-sim', engineVersion],
    ['Node', nodeVersion],
    ["SHA-256 of the engine's code", codeHash],
    [wallTime, `${wallSeconds.toFixed(1)} s`],
    ['finished', finishedAt],
    ...after,
  ];
  const html = `${folded.map(([title, inner]) => `<details><summary>${escapeHtml(title)}</summary>${inner}</details>`).join('\n')}
${above}
<details open><summary>Versions, hashes and files</summary>
${htmlTable(['what', 'value'], rows)}
${htmlTable(
  ['file', 'rows', 'bytes', 'SHA-256'],
  files.map(({ path, rows: count, bytes, sha256 }) => [path, count ?? null, bytes, sha256]),
)}
</details>
`;
  return { id: 'provenance', title: 'Where this comes from', html };
}

/** A text as it was written. */
export function verbatim(text: string): string {
  return `<pre>${escapeHtml(text)}</pre>`;
}

/** What the columns of a table mean. */
export function dictionary(
  columns: readonly { readonly name: string; readonly unit: string; readonly doc: string }[],
): string {
  return htmlTable(
    ['column', 'unit', 'meaning'],
    columns.map(({ name, unit, doc }) => [name, unit, doc]),
  );
}
