import { describe, expect, it } from 'vitest';
import { plantedProject } from './planted-project.ts';
import { runTool } from './run-tool.ts';

function lint(file: string, text: string): { code: number | null; output: string } {
  const { folder, remove } = plantedProject({ [file]: text });
  try {
    return runTool(folder, '@biomejs/biome', ['ci', '--colors=off', '--error-on-warnings', top(file)]);
  } finally {
    remove();
  }
}

const top = (file: string): string => file.split('/')[0] as string;

describe('the formatter', () => {
  it('accepts a file in the house style', () => {
    expect(lint('sim/math/half.ts', 'export const half = (x: number): number => x / 2;\n').code).toBe(0);
  });
  it('fails on a file that is formatted otherwise', () => {
    const { code, output } = lint('sim/math/half.ts', 'export const half = (x: number): number => x/2\n');
    expect(code).not.toBe(0);
    expect(output).toContain('format');
  });
});

describe('the linter', () => {
  const planted: [what: string, line: string][] = [
    ['Math.exp', 'export const planted = (x: number): number => Math.exp(x);\n'],
    ['Math.log passed on as a function', 'export const planted = [1, 2].map(Math.log);\n'],
    ['Math.random', 'export const planted = (): number => Math.random();\n'],
    ['Math by another name', 'const { exp } = Math;\nexport const planted = exp;\n'],
    ['a power with an exponent that varies', 'export const planted = (x: number): number => x ** 0.5;\n'],
    ['a power that is assigned', 'export let planted = 3;\nplanted **= 2;\n'],
    ['the clock', 'export const planted = (): number => Date.now();\n'],
    ['the process', 'export const planted = (): number => process.pid;\n'],
    ['the console', "export const planted = (): void => console.log('x');\n"],
    ['the global object', 'export const planted = globalThis;\n'],
    ['a module of Node', "import { sep } from 'node:path';\n\nexport const planted = sep;\n"],
    ['a module of Node without its prefix', "import { sep } from 'path';\n\nexport const planted = sep;\n"],
  ];
  it.each(planted)('fails on %s in sim/', (_what, text) => {
    expect(lint('sim/protocol/planted.ts', text).code).not.toBe(0);
  });
  it('lets sim/ use the exactly specified functions and constant powers', () => {
    const text = 'export const fine = (x: number): number => Math.sqrt(Math.abs(x)) * Math.PI * 2 ** -52;\n';
    expect(lint('sim/protocol/fine.ts', text).code).toBe(0);
  });
  it('lets src/ use what sim/ may not', () => {
    expect(lint('src/io/fine.ts', 'export const fine = (): number => Math.exp(Date.now());\n').code).toBe(0);
  });
  it('fails on a test that is skipped in the source', () => {
    const text = "import { it } from 'vitest';\n\nit.skip('does nothing', () => {});\n";
    expect(lint('test/math/planted.test.ts', text).code).not.toBe(0);
  });
});
