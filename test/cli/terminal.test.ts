import { describe, expect, it } from 'vitest';
import { fittingParts } from '../../src/cli/progress.ts';
import { terminalOf } from '../../src/cli/terminal.ts';

const write = () => true;
const screen = (columns: number) => ({ write, isTTY: true, columns });
const pipe = { write };
const usual = { LANG: 'en_GB.UTF-8', TERM: 'xterm-256color' };

describe('terminalOf', () => {
  it('is as wide as the terminal, within what can be read; files and pipes are 80 wide everywhere', () => {
    const widths = [40, 80, 300, 5, 0].map((columns) => terminalOf(screen(columns), usual).columns);
    expect(widths).toEqual([40, 80, 120, 20, 80]);
    expect(terminalOf({ ...pipe, columns: 40 }, { ...usual, COLUMNS: '33' }).columns).toBe(80);
  });
  const colours: [environment: Record<string, string>, terminal: boolean, file: boolean][] = [
    [{}, true, false],
    [{ NO_COLOR: '1' }, false, false],
    [{ NO_COLOR: '' }, true, false],
    [{ FORCE_COLOR: '1' }, true, true],
    [{ FORCE_COLOR: '0' }, false, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false, false],
    [{ TERM: 'dumb' }, false, false],
  ];
  it.each(colours)('with %j has colours on a terminal: %s, in a file: %s', (environment, terminal, file) => {
    expect(terminalOf(screen(80), { ...usual, ...environment }).coloured).toBe(terminal);
    expect(terminalOf(pipe, { ...usual, ...environment }).coloured).toBe(file);
  });
  it('shows more than ASCII in a UTF-8 locale, the first that is set, and not on a dumb terminal', () => {
    const shown = (environment: Record<string, string>) => terminalOf(screen(80), environment).unicode;
    expect(shown({ LANG: 'C.utf8' })).toBe(true);
    expect(shown({ LANG: 'en_GB.UTF-8', LC_ALL: 'C' })).toBe(false);
    expect(shown({ LANG: 'C', LC_CTYPE: 'de_CH.UTF-8' })).toBe(true);
    expect(shown({ ...usual, TERM: 'dumb' })).toBe(false);
  });
  it('has no progress bars where a line cannot be drawn over', () => {
    expect(terminalOf(screen(80), usual).animated).toBe(true);
    expect(terminalOf(screen(80), { ...usual, TERM: 'dumb' }).animated).toBe(false);
    expect(terminalOf(pipe, { ...usual, FORCE_COLOR: '1' }).animated).toBe(false);
  });
});

describe('fittingParts', () => {
  const longest = [4, 22, 11, 16];
  it('leaves the parts out that do not fit in a line, the least important first', () => {
    for (let columns = 20; columns <= 120; ++columns) {
      const { bar, parts } = fittingParts({
        terminal: terminalOf(screen(columns), usual),
        start: '',
        parts: [],
        longest,
      });
      const behind = longest.slice(0, parts).reduce((sum, part, p) => sum + part + (p === 0 ? 1 : 3), 0);
      expect(bar + behind).toBeLessThan(columns);
      expect(bar).toBeGreaterThanOrEqual(5);
    }
    const of = (columns: number) =>
      fittingParts({ terminal: terminalOf(screen(columns), usual), start: '', parts: [], longest });
    expect([20, 40, 120].map((columns) => of(columns).parts)).toEqual([1, 2, 4]);
  });
});
