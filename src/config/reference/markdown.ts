/* Pieces of Markdown that reference pages are made of. */

/** A heading of the second level, a text before and a body; what is empty is left out. */
export function section(title: string, body: string, before = ''): string {
  return [`## ${title}`, before, body].filter((part) => part !== '').join('\n\n');
}

/** Bars and line ends within cells are taken care of. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Says that a page is made, and by what. */
const madeBy = '<!-- Made from the declarations: npm run -s sim -- schema --reference docs -->';

/** A page of the reference. */
export function page(title: string, intro: string, ...sections: readonly string[]): string {
  return `${[`# ${title}`, madeBy, intro, ...sections].join('\n\n')}\n`;
}
