import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../../src/cli/command-line.ts';

/** A topic of few actors. */
export const tinyScenario = `# Does it run?
name: tiny
epochs: 12
topics:
  - name: eth
    truth: { process: gbm-return }
    rewardPerEpoch: 100
    inferers:
      - { policy: honest, count: 3 }
      - { policy: noisy, count: 1 }
    forecasters: [{ policy: regime-ema, count: 2 }]
    reputers: [{ policy: honest, count: 2 }]
`;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A text as one line, however it was broken into lines that fit. */
export function flowing(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** A terminal's variables as they usually are, so that nothing depends on who runs the tests. */
export const usualEnvironment = { LANG: 'C.UTF-8', TERM: 'xterm' } as const;

/** Runs a command line in this process; `interruptAfter` milliseconds somebody presses Ctrl-C. */
export async function command(args: readonly string[], interruptAfter?: number): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const code = await runCommandLine(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    environment: usualEnvironment,
    onInterrupt: (handler) => {
      const timer = interruptAfter === undefined ? undefined : setTimeout(handler, interruptAfter);
      return () => clearTimeout(timer);
    },
  });
  return { code, stdout, stderr };
}

/** What a person sees of the results on a terminal of `columns`; 0: what stands in a file. */
export async function screenOf(
  args: readonly string[],
  columns: number,
  environment: Readonly<Record<string, string>> = usualEnvironment,
): Promise<{ code: number; text: string }> {
  let text = '';
  const write = (piece: string) => {
    text += piece;
    return true;
  };
  const code = await runCommandLine(args, {
    stdout: columns === 0 ? { write } : { write, isTTY: true, columns },
    stderr: { write: () => true },
    environment,
    onInterrupt: () => () => {},
  });
  return { code, text };
}

/** A folder for one test file, with the tiny scenario in it. */
export function workplace(): { folder: string; scenario: string; results: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-cli-'));
  const scenario = path.join(folder, 'tiny.yaml');
  writeFileSync(scenario, tinyScenario);
  return {
    folder,
    scenario,
    results: path.join(folder, 'results'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
