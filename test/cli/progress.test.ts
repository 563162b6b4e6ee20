import { describe, expect, it } from 'vitest';
import { progressBar, speedInWords, tellBesideBar } from '../../src/cli/progress.ts';

/** A terminal that remembers what it was sent, without its control characters. */
function terminal(isTTY: boolean) {
  let text = '';
  const stream = {
    isTTY,
    columns: 120,
    write: (piece: string) => {
      text += piece;
      return true;
    },
    on: () => {},
    off: () => {},
    removeListener: () => {},
  };
  return { stream, text: () => text };
}

/** Lines that a terminal shows which was sent this; one that does not wrap cuts them. */
function screen(sent: string, columns: number): string[] {
  const lines = [''];
  let [row, column] = [0, 0];
  let saved = [0, 0];
  for (const [piece] of sent.replaceAll('\u001b', '␛').matchAll(/␛\[[?\d;]*[A-Za-z]|␛[78]|./gsu)) {
    if (piece === '␛7') saved = [row, column];
    else if (piece === '␛8') [row, column] = saved;
    else if (piece === '\r' || /^␛\[1?G$/.test(piece)) column = 0;
    else if (piece === '\n') [row, column] = [row + 1, 0];
    else if (piece === '␛[2K') lines[row] = '';
    else if (/^␛\[0?K$/.test(piece)) lines[row] = (lines[row] ?? '').slice(0, column);
    else if (!piece.startsWith('␛') && column < columns) {
      const line = (lines[row] ?? '').padEnd(column);
      lines[row] = line.slice(0, column) + piece + line.slice(column + 1);
      ++column;
    }
    lines[row] ??= '';
  }
  return lines;
}

describe('what is told beside a bar', () => {
  it('stays, whole, and what follows the bar comes after it', async () => {
    const { stream, text } = terminal(true);
    const narrow = { ...stream, columns: 60 };
    const environment = { LANG: 'C.UTF-8', TERM: 'xterm' };
    const tell = tellBesideBar(narrow, environment);
    const bar = await progressBar(narrow, true, { environment });
    bar.start(1000);
    tell('No worker serves these 60 runs. Start some: allora-sim worker --redis redis://127.0.0.1:7111\n');
    bar.update(500);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(screen(text(), 60)).toEqual([
      'No worker serves these 60 runs. Start some: allora-sim',
      'worker --redis redis://127.0.0.1:7111',
      expect.stringMatching(/^█.* 50% \| 500\/1000 epochs/),
    ]);
    tell('Waiting.\n');
    bar.update(600);
    bar.stop();
    narrow.write('60 runs\n');
    expect(screen(text(), 60)).toEqual([
      'No worker serves these 60 runs. Start some: allora-sim',
      'worker --redis redis://127.0.0.1:7111',
      'Waiting.',
      '60 runs',
      '',
    ]);
  });
  it('is told as it is where no bar is drawn', () => {
    const { stream, text } = terminal(false);
    tellBesideBar(stream)(`${'word '.repeat(50)}\n`);
    expect(text()).toBe(`${'word '.repeat(50)}\n`);
  });
});

describe('progressBar', () => {
  it('shows bar, epochs, speed and the time left on a terminal', async () => {
    const { stream, text } = terminal(true);
    const bar = await progressBar(stream, true, { what: 'check', environment: { LANG: 'C.UTF-8', TERM: 'xterm' } });
    bar.start(1000);
    await new Promise((resolve) => setTimeout(resolve, 120));
    bar.update(500);
    await new Promise((resolve) => setTimeout(resolve, 120));
    bar.stop();
    expect(text()).toMatch(/check █+░+ 50% \| 500\/1000 epochs \| \S+ left \| [\d.]+ epochs\/s/);
  });
  it('shows nothing where nobody looks, or when it is not wanted', async () => {
    for (const [isTTY, wanted] of [
      [false, true],
      [true, false],
    ]) {
      const { stream, text } = terminal(isTTY);
      const bar = await progressBar(stream, wanted);
      bar.start(10);
      bar.update(5);
      bar.stop();
      expect(text()).toBe('');
    }
  });
  it('rounds the speed to three digits', () => {
    expect([speedInWords(0, 10), speedInWords(1234, 1000), speedInWords(1, 3000)]).toEqual(['...', '1230', '0.333']);
  });
});
