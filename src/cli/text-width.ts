/** Colours and other marks that a terminal does not show. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks begin with the escape character
const ansi = /\u001b\[[0-9;]*m/g;

/** What a reader takes for one character: a letter with its accents, a family of emoji. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters as wide as two, from first to last: Unicode's East Asian Width, W and F, in whole blocks. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], // Hangul Jamo, leading consonants
  [0x2e80, 0x303e], // radicals, CJK punctuation
  [0x3041, 0x33ff], // kana, CJK compatibility
  [0x3400, 0x4dbf], // CJK extension A
  [0x4e00, 0x9fff], // CJK
  [0xa000, 0xa4cf], // Yi
  [0xa960, 0xa97f], // Hangul Jamo extended
  [0xac00, 0xd7a3], // Hangul
  [0xf900, 0xfaff], // CJK compatibility ideographs
  [0xfe10, 0xfe19], // vertical forms
  [0xfe30, 0xfe6f], // CJK compatibility forms
  [0xff00, 0xff60], // fullwidth forms
  [0xffe0, 0xffe6], // fullwidth signs
  [0x17000, 0x18cff], // Tangut, Khitan
  [0x1b000, 0x1b2ff], // kana supplements
  [0x1f200, 0x1f265], // enclosed ideographs
  [0x20000, 0x3fffd], // CJK extensions B and on
];

/** Columns that a text takes in a terminal; colours take none. */
export function textWidth(text: string): number {
  // Most texts are of these characters alone.
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text.replace(ansi, ''))) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (/^[\p{Control}\p{Format}\p{Mark}]/u.test(grapheme)) return 0;
  // Shown as a picture by itself, or told to be by what follows it (variation selector 16).
  if (/^\p{Emoji_Presentation}/u.test(grapheme) || grapheme.includes('\ufe0f')) return 2;
  const code = grapheme.codePointAt(0) as number;
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** The text with blanks before or behind it, so that it takes `width` columns. */
export function padded(text: string, width: number, right = false): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return right ? blanks + text : text + blanks;
}

/** A text that is too long without its middle, where names tell the least. No colours. */
export function withoutMiddle(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  if (width < 1) return '';
  const front = begin(text, Math.ceil((width - 1) / 2));
  const letters = [...graphemes.segment(text)].map(({ segment }) => segment).reverse();
  const back = taken(letters, width - 1 - textWidth(front))
    .reverse()
    .join('');
  return `${front}…${back}`;
}

/** A text that is too long without its end. No colours. */
export function withoutEnd(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  return width < 1 ? '' : `${begin(text, width - 1)}…`;
}

/** As much of a text, from its start, as `width` columns hold. */
function begin(text: string, width: number): string {
  return taken(
    [...graphemes.segment(text)].map(({ segment }) => segment),
    width,
  ).join('');
}

function taken(letters: readonly string[], width: number): string[] {
  let used = 0;
  const end = letters.findIndex((letter) => {
    used += graphemeWidth(letter);
    return used > width;
  });
  return end < 0 ? [...letters] : letters.slice(0, end);
}

/**
 * Lines of at most `width` columns, broken between words; a word that is longer than a line is broken too. Blanks before
 * the text stay.
 *
 * @param indent blanks before every line but the first
 */
export function wrapped(text: string, width: number, indent = 0): string {
  const room = Math.max(indent + 4, width);
  const lines: string[] = [];
  let line = /^ */.exec(text)?.[0] ?? '';
  let isBlank = true;
  for (const word of text.trim().split(' ')) {
    const longer = isBlank ? line + word : `${line} ${word}`;
    isBlank = false;
    if (textWidth(longer) <= room) {
      line = longer;
      continue;
    }
    if (line.trim() !== '') lines.push(line);
    line = ' '.repeat(lines.length === 0 ? line.length : indent);
    let rest = word;
    while (textWidth(line + rest) > room) {
      const piece = begin(rest, room - line.length);
      lines.push(line + piece);
      rest = rest.slice(piece.length);
      line = ' '.repeat(indent);
    }
    line += rest;
  }
  return [...lines, line].join('\n');
}

/** A line that says what is left out of the lines above. */
export function moreLine(what: string, width: number): string {
  return `${wrapped(`  ... ${what}`, width, 4)}\n`;
}
