import { readdirSync, readFileSync } from 'node:fs';

/** A place where the code says that it simplifies. */
export interface Simplification {
  readonly file: string;
  /** The sentence behind "Simplified:", in one line. */
  readonly sentence: string;
}

/** Every "Simplified:" in the comments of the sources, by file. */
export function simplifications(folders: readonly string[] = ['sim', 'src']): Simplification[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
    )
    .sort()
    .flatMap((file) => sentencesIn(readFileSync(file, 'utf8')).map((sentence) => ({ file, sentence })));
}

/** What comments of a source text say behind "Simplified:", up to the end of the sentence. */
export function sentencesIn(source: string): string[] {
  return source.split('Simplified:').slice(1).map(firstSentence);
}

function firstSentence(rest: string): string {
  const lines: string[] = [];
  for (const line of rest.split('\n')) {
    // The first line begins in the middle of a comment; others are of the same comment, paragraph and sentence.
    const own = lines.length === 0 ? line : (/^\s*(?:\*(?!\/)|\/\/) ?(.*)$/.exec(line)?.[1] ?? '');
    if (own.trim() === '') break;
    lines.push(own.replace(/\*\/\s*$/, '').trim());
    if (own.includes('*/')) break;
  }
  const text = lines.join(' ').replace(/\s+/g, ' ').trim();
  return /^.*?\.(?=\s+\p{Lu}|$)/u.exec(text)?.[0] ?? text;
}
