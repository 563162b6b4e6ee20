import { spawn } from 'node:child_process';

/** What opens an address in the browser that its user likes best. */
const openers: Partial<Record<NodeJS.Platform, readonly [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  // The first word after "start" in quotes would be the title of a window.
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens an address in the browser; the program does not wait for it. @param failed is told why it was not opened */
export function openInBrowser(address: string, failed: (problem: string) => void): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => failed(`No browser was opened: there is no ${program}.`));
  child.unref();
}
