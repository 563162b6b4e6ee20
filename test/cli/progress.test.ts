import { describe, expect, it } from 'vitest';
import { progressBar, speedInWords } from '../../src/cli/progress.ts';

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
