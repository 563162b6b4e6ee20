import { Lexer } from 'yaml';

/** More tokens than 512 KiB of any scenario have; a parser takes most of a second for as many. */
const mostTokens = 250_000;

/** Groups within lists within groups: scenarios have about eight. */
export const mostLevels = 50;

/** The lexer's marks, which stand for no text: document, flow error, scalar. */
const marks = ['\u0002', '\u0018', '\u001f'];
const scalarMark = '\u001f';

/** Where a text becomes more than a scenario can be, before anything is made of it. */
export interface ExceededLimit {
  readonly offset: number;
  readonly what: 'levels' | 'tokens';
}

/** Reads tokens one by one, so it ends where the limit is exceeded. */
export function exceededLimit(text: string): ExceededLimit | undefined {
  let offset = 0;
  let tokens = 0;
  let previous = '';
  let flowLevels = 0;
  let isLineStart = true;
  let indent = 0;
  /** Columns of the groups and lists that the line stands in. */
  const columns: number[] = [];
  for (const token of new Lexer().lex(text)) {
    const isScalar = previous === scalarMark;
    previous = token;
    if (marks.includes(token)) continue;
    if (++tokens > mostTokens) return { offset, what: 'tokens' };
    const isSpace = !isScalar && /^ +$/.test(token);
    if (isLineStart && isSpace) indent = token.length;
    else if (!isScalar && (token === '[' || token === '{')) ++flowLevels;
    else if (!isScalar && (token === ']' || token === '}')) --flowLevels;
    else if (flowLevels <= 0 && !isSpace && !/^[#\r\n]/.test(token)) {
      const opensLevel = isLineStart || (!isScalar && (token === '-' || token === '?'));
      if (isLineStart) while (columns.length > 0 && (columns.at(-1) as number) >= indent) columns.pop();
      if (opensLevel) columns.push(indent);
    }
    if (flowLevels + columns.length > mostLevels) return { offset, what: 'levels' };
    if (!isSpace) isLineStart = false;
    if (token.includes('\n')) {
      isLineStart = true;
      indent = 0;
    }
    offset += token.length;
  }
  return undefined;
}
