import { posix } from 'node:path';
import { linkTo, PAGES } from './links.ts';
import type { SiteScenario } from './scenario-files.ts';

/** What links of the documentation may lead to. Paths are from the folder of the project. */
export interface DocTargets {
  /** Page of the site for each document: `docs/scenarios.md` is `docs/scenarios.html`. */
  readonly documents: ReadonlyMap<string, string>;
  readonly scenarios: readonly SiteScenario[];
  /** Whether there is such a file. */
  readonly isFile: (path: string) => boolean;
}

/** Where a link leads: to an address, or nowhere in the site. Files that must be copied for it are named. */
export interface Resolved {
  readonly href: string | undefined;
  /** A file of the project that belongs at the same path of the site. */
  readonly copy?: string;
}

/**
 * A link of a document, rewritten for its page. Documents and scenarios become their pages; other files below `docs/` are
 * copied; what the site does not have leads nowhere.
 *
 * @param document path of the document that has it
 */
export function resolveLink(written: string, document: string, targets: DocTargets): Resolved {
  if (/^([a-z][a-z0-9+.-]*:|#)/i.test(written)) return { href: written };
  const page = targets.documents.get(document) ?? PAGES.docs;
  const [path, anchor] = written.split('#');
  const target = posix.normalize(posix.join(posix.dirname(document), decodeURI(path))).replace(/\/$/, '');
  const suffix = anchor === undefined ? '' : `#${anchor}`;
  const other = targets.documents.get(target);
  if (other !== undefined) return { href: linkTo(`${other}${suffix}`, page) };
  if (target === 'docs') return { href: linkTo(PAGES.docs, page) };
  if (target === 'scenarios') return { href: linkTo(PAGES.index, page) };
  const scenario = targets.scenarios.find(({ file }) => file === target);
  if (scenario !== undefined) return { href: linkTo(PAGES.scenario(scenario.page), page) };
  if (target.startsWith('docs/') && targets.isFile(target)) return { href: linkTo(target, page), copy: target };
  return { href: undefined };
}
