import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

/**
 * Links of all pages below a folder that lead nowhere: to no file of the folder, to an anchor that its page does not have, or
 * to an address that depends on where the site stands. `page: link`, sorted.
 */
export function brokenLinks(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const pages = files.filter((path) => path.endsWith('.html')).sort();
  const markup = new Map(pages.map((path) => [path, withoutScripts(readFileSync(join(folder, path), 'utf8'))]));
  return pages.flatMap((page) => {
    const broken = linksIn(markup.get(page) as string).filter((link) => !leadsSomewhere(link, page, folder, markup));
    return [...new Set(broken)].map((link) => `${page}: ${link}`);
  });
}

/** Number of links of a page, so that a test can tell that there were some to check. */
export function linksIn(markup: string): string[] {
  return [...markup.matchAll(/\s(?:href|src)="([^"]*)"/g)].map((match) => match[1].replaceAll('&amp;', '&'));
}

function leadsSomewhere(link: string, page: string, folder: string, markup: ReadonlyMap<string, string>): boolean {
  if (/^(https?|data|mailto):/.test(link)) return true;
  if (link === '' || link.startsWith('/')) return false;
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), decodeURIComponent(path));
  const file = join(folder, target);
  if (target.startsWith('..') || !existsSync(file) || !statSync(file).isFile()) return false;
  if (anchor === undefined || anchor === '') return true;
  return markup.get(target)?.includes(` id="${decodeURIComponent(anchor)}"`) ?? false;
}

/** Scripts themselves hold texts that look like links; what they load is kept. */
function withoutScripts(html: string): string {
  return html.replaceAll(/(<script[^>]*>)[\s\S]*?<\/script>/g, '$1').replaceAll(/<style>[\s\S]*?<\/style>/g, '');
}
