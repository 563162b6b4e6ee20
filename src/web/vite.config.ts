import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { THEME } from '../report/theme.ts';

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Bundles the pages of the explorer into `dist/web`, with all that they need: nothing is fetched from elsewhere. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [
    {
      name: 'theme',
      transformIndexHtml: (html) => html.replace('<!-- theme -->', `<style>${THEME}</style>`),
    },
  ],
  worker: { format: 'es' },
  build: {
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { input: [page('index.html'), page('playground.html')] },
  },
});
