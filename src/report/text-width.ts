/** Widths of the letters from space to tilde in DejaVu Sans, thousandths of the font's size. */
const WIDTHS = [
  ...[
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
  ],
  ...[
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
  ],
  ...[
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
  ],
  ...[
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
  ],
  ...[337, 636, 838],
];
const FIRST = 32;
/** Of any other letter. */
const OTHER = 640;
/** Bold letters are wider by so much. */
const BOLD = 1.1;

/**
 * Width of a line of text in DejaVu Sans, pixels. Fonts that take its place are narrower.
 *
 * @param size of the font, pixels
 */
export function textWidth(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const letter of text) sum += WIDTHS[letter.charCodeAt(0) - FIRST] ?? OTHER;
  return (sum / 1000) * size * (bold ? BOLD : 1);
}
