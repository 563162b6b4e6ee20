import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Folder of Notebook Kit's modules for the browser. */
const kit = fileURLToPath(new URL('../', import.meta.resolve('@observablehq/notebook-kit/runtime')));

const here = fileURLToPath(import.meta.url);

/** Where to find what notebooks import as `observable:...`: our own runtime, and Notebook Kit's styles. */
export const observableNames = [
  { find: 'observable:runtime', replacement: fileURLToPath(new URL('page/runtime.ts', import.meta.url)) },
  { find: /^observable:styles/, replacement: `${kit}styles` },
];

/** Packages that notebooks may use by the names that the standard library of notebooks has for them. */
const bundled = ['@observablehq/inputs', '@observablehq/plot', 'htl'];

/** Parts of that library that load what is not here. No notebook uses them. */
const leftOut =
  /notebook-kit\/dist\/src\/runtime\/stdlib\/(?:dot|duckdb|leaflet|mapboxgl|md|mermaid|tex|vega-lite|xlsx|zip)\.js$/;

const fromNetwork = /^https:\/\/[^/]+\/npm\/((?:@[^/@]+\/)?[^/@]+)(?:@[^/]+)?\/\+esm$/;
const absent = '\0left-out:';

/**
 * Notebook Kit's standard library fetches packages from a network when a page is looked at. This puts those that notebooks
 * use into the page instead. A cell that asks for another one fails, and says which.
 */
export function offline(): Plugin {
  return {
    name: 'offline-notebooks',
    enforce: 'pre',
    resolveId(id, importer) {
      const name = fromNetwork.exec(id)?.[1];
      if (name !== undefined) return bundled.includes(name) ? this.resolve(name, here) : `${absent}${name}`;
      if (importer !== undefined && id.startsWith('.')) {
        const path = fileURLToPath(new URL(id, `file://${importer}`));
        if (leftOut.test(path)) return `${absent}${id}`;
      }
      return null;
    },
    load(id) {
      if (id.startsWith(absent)) return missing(id.slice(absent.length));
      if (/notebook-kit\/.*\/stdlib\/inputs\.css$/.test(id.split('?')[0])) {
        return '@import "@observablehq/inputs/dist/index.css";';
      }
      return null;
    },
  };
}

/** A module in the old style, whose names need not be known: each of them throws when it is used. */
function missing(name: string): string {
  const message = JSON.stringify(`${name} is not part of notebooks that work offline`);
  return `const fail = () => { throw new Error(${message}); };
module.exports = new Proxy(fail, { get: (_, name) => (name === '__esModule' ? undefined : fail) });`;
}
