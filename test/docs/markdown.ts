import { readdirSync, readFileSync } from 'node:fs';

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** Line of its fence, from 1. */
  readonly line: number;
  /** Word behind the fence; empty: none. */
  readonly language: string;
  readonly text: string;
  /** What HTML comments right above it say, without their marks: `not run: it takes an hour`. */
  readonly marks: readonly string[];
}

/** Pages of the documentation, the README first. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .sort(),
];

export function textOf(page: string): string {
  return readFileSync(page, 'utf8');
}

/** All fenced blocks of a page, in order. */
export function blocksOf(page: string, text: string = textOf(page)): Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  for (let l = 0; l < lines.length; ++l) {
    const fence = /^( *)(`{3,})(\S*)/.exec(lines[l]);
    if (fence === null) continue;
    const [, indent, ticks, language] = fence;
    const end = lines.findIndex((line, at) => at > l && line.trimEnd() === `${indent}${ticks}`);
    if (end < 0) throw new Error(`${page}:${l + 1} a block that does not end`);
    const own = lines.slice(l + 1, end).map((line) => line.slice(indent.length));
    blocks.push({ page, line: l + 1, language, text: `${own.join('\n')}\n`, marks: marksAbove(lines, l) });
    l = end;
  }
  return blocks;
}

function marksAbove(lines: readonly string[], fence: number): string[] {
  const marks: string[] = [];
  for (let l = fence - 1; l >= 0; --l) {
    const mark = /^ *<!-- (.*) -->$/.exec(lines[l]);
    if (mark === null) break;
    marks.unshift(mark[1]);
  }
  return marks;
}

/** What a mark with this word says behind its colon; undefined without one. */
export function marked({ marks }: Block, word: string): string | undefined {
  const found = marks.find((mark) => mark === word || mark.startsWith(`${word}: `));
  return found?.slice(word.length + 2).trim();
}

/** A page without its fenced blocks, code spans and comments: the text in which links are links. */
export function proseOf(text: string): string {
  return text
    .replace(/^( *)(`{3,})[^\n]*\n[\s\S]*?^\1\2 *$/gm, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]]/g, ' '));
}
