import { posix } from 'node:path';

/**
 * The address of a page of the site as seen from another one, both as paths from the site's folder. Folders are spelt out
 * to their `index.html`, since nothing serves it where pages are opened as files.
 */
export function linkTo(target: string, from: string): string {
  const [path, anchor] = target.split('#');
  const relative = posix.relative(posix.dirname(from), path).split('/').map(encodeURIComponent).join('/');
  return anchor === undefined ? relative : `${relative}#${anchor}`;
}

/** Where the pages of the site are. */
export const PAGES = {
  index: 'index.html',
  attacks: 'attacks/index.html',
  attackGallery: 'attacks/gallery.html',
  docs: 'docs/index.html',
  playground: 'playground.html',
  scenario: (page: string): string => `scenarios/${page}/index.html`,
} as const;
