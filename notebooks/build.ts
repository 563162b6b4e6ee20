import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DataSet, fileNamed, makeDataSet } from './data-sets.ts';

/*
 * `npm run notebooks`: makes what the notebooks read and builds each of them as one page that needs nothing else, in
 * results/notebooks. `npm run notebooks -- NAME...` builds those named only; --out FOLDER puts pages and results there.
 */

const here = fileURLToPath(new URL('.', import.meta.url));
const words = process.argv.slice(2);
const flag = words.indexOf('--out');
const results = path.resolve(flag < 0 ? path.join(here, '..', 'results') : (words.splice(flag, 2)[1] ?? '.'));

const known = readdirSync(here)
  .filter((file) => file.endsWith('.html'))
  .map((file) => path.basename(file, '.html'))
  .sort();
const names = words.map((word) => path.basename(word, '.html'));
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`"${unknown}" is no notebook; expected ${known.join(', ')}.\n`);
  process.exit(2);
}

try {
  const { attachment, buildPage } = await import('./build-page.ts');
  const made = new Map<string, DataSet>();
  for (const name of names.length > 0 ? names : known) {
    for (const [, file] of readFileSync(path.join(here, `${name}.html`), 'utf8').matchAll(attachment)) {
      const set = file.split('/')[0];
      if (!made.has(set)) made.set(set, makeDataSet(set, results));
    }
    const page = await buildPage(name, path.join(results, 'notebooks'), (file) => fileNamed(file, made));
    process.stdout.write(`${path.relative(process.cwd(), page)}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
