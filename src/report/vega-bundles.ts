import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readWholeText } from '../io/run-folder.ts';

/** The packages that draw the charts in a browser, in the order in which they must be loaded. */
export const PACKAGES = ['vega', 'vega-lite', 'vega-embed'];

/** JavaScript of the drawing libraries, as they ship for browsers. */
export function vegaBundles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return PACKAGES.map((name) => readWholeText(join(dirname(resolve(name)), `${name}.min.js`)));
}
