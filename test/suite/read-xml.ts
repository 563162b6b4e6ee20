/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Characters that no XML document may have. */
export const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** Reads XML without comments, instructions and CDATA; throws on what is not well formed. */
export function readXml(document: string): Element {
  const wrong = forbidden.exec(document);
  if (wrong !== null) throw new Error(`a character that XML forbids at ${wrong.index}`);
  const body = document.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /<\/([A-Za-z]+)>|<([A-Za-z]+)((?: [A-Za-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let at = 0;
  while (at < body.length) {
    token.lastIndex = at;
    const found = token.exec(body);
    if (found === null) throw new Error(`not XML: ${body.slice(at, at + 60)}`);
    const [all, closing, opening, attributes, empty, text] = found;
    const here = open[open.length - 1];
    if (closing !== undefined && open.pop()?.name !== closing) throw new Error(`</${closing}> closes another element`);
    if (text !== undefined) here.text += unescaped(text);
    if (opening !== undefined) {
      const element = { name: opening, attributes: attributesOf(attributes), children: [], text: '' };
      here.children.push(element);
      if (empty === '') open.push(element);
    }
    at += all.length;
  }
  if (open.length !== 1 || root.children.length !== 1 || root.text.trim() !== '')
    throw new Error('not one whole element');
  return root.children[0];
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([A-Za-z]+)="([^"]*)"/g)].map(([, name, value]) => {
    // A parser takes white space in attributes for blanks.
    return [name, unescaped(value.replace(/[\t\n\r]/g, ' '))] as const;
  });
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error(`an attribute twice: ${text}`);
  return Object.fromEntries(pairs);
}

function unescaped(text: string): string {
  return text.replace(/&([^;]*;?)/g, (_, entity: string) => {
    const name = /^(?:#(\d+)|([a-z]+));$/.exec(entity);
    const value = name?.[1] === undefined ? entities[name?.[2] ?? ''] : String.fromCodePoint(Number(name[1]));
    if (value === undefined) throw new Error(`&${entity} is no entity`);
    return value;
  });
}
