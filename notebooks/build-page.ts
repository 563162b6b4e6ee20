import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { observable } from '@observablehq/notebook-kit/vite';
import { build } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { THEME } from '../src/report/theme.ts';
import { observableNames, offline } from './offline.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** How a cell names a file that it reads. */
export const attachment = /FileAttachment\("([^"]+)"\)/g;

/**
 * Builds a notebook as one page that needs nothing else.
 *
 * @param fileOf path of the file that a cell names
 * @returns the page's path, in `folder`
 */
export async function buildPage(name: string, folder: string, fileOf: (name: string) => string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const fresh = mkdtempSync(path.join(folder, '.new-'));
  try {
    // Names of files in the notebook by their paths.
    const names = new Map<string, string>();
    const withPaths = (code: string): string =>
      code.replaceAll(attachment, (_, file: string) => {
        const relative = path.relative(here, fileOf(file)).replaceAll('\\', '/');
        names.set(relative, file);
        return `FileAttachment("${relative}")`;
      });
    await bundle(name, fresh, withPaths);
    const built = path.join(fresh, `${name}.html`);
    const page = path.join(folder, `${name}.html`);
    writeFileSync(built, finished(readFileSync(built, 'utf8'), names));
    renameSync(built, page);
    return page;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function bundle(name: string, folder: string, withPaths: (code: string) => string): Promise<void> {
  await build({
    configFile: false,
    root: here,
    base: './',
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: observableNames },
    plugins: [
      offline(),
      observable({
        template: path.join(here, 'page', 'page.html'),
        transformTemplate: (template) => template.replace('<!-- theme -->', `<style>${style()}</style>`),
        transformNotebook: (notebook) => ({
          ...notebook,
          cells: notebook.cells.map((cell) => ({ ...cell, value: withPaths(cell.value) })),
        }),
      }),
      viteSingleFile(),
    ],
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2023',
      modulePreload: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      chunkSizeWarningLimit: Number.MAX_SAFE_INTEGER,
      reportCompressedSize: false,
      rolldownOptions: {
        input: path.join(here, `${name}.html`),
        // On a busy machine it would warn of the time that its plugins take.
        checks: { bundlerTimings: false },
      },
    },
  });
}

function style(): string {
  return `${THEME}\n${readFileSync(path.join(here, 'page', 'page.css'), 'utf8')}`;
}

/** What is shown as code names files as the notebook does, and can be scrolled with the keyboard where it is too wide. */
function finished(html: string, names: ReadonlyMap<string, string>): string {
  return html.replaceAll(/<pre(?: data-language="\w+")?><code[^>]*>.*?<\/code><\/pre>/gs, (shown) => {
    let text = shown.replace('<pre', '<pre tabindex="0" role="group" aria-label="Code"');
    for (const [file, name] of names) text = text.replaceAll(file, name);
    return text;
  });
}
