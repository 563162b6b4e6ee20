import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { RedisServer } from '../../../src/distributed/bullmq/redis-server.ts';
import { watchServer } from '../../../src/distributed/bullmq/server-watch.ts';

/** A server whose tries end as `answer` says. */
function serverThat(answer: () => Promise<unknown>): RedisServer {
  const client = Object.assign(new EventEmitter(), { status: 'ready', set: answer });
  return { client, shown: 'redis://here:1' } as unknown as RedisServer;
}

const full = new Error("OOM command not allowed when used memory > 'maxmemory'.");

/** A watch with half a second of patience, and what it tells. */
function watched(answer: () => Promise<unknown>) {
  const told: string[] = [];
  const tell = (line: string): void => void told.push(line);
  const watch = watchServer({ server: serverThat(answer), patience: 0.5, tell, consolation: 'Go on.' });
  const begin = performance.now();
  let lostAfter: number | undefined;
  let message = '';
  watch.lost.catch((error: Error) => {
    lostAfter = (performance.now() - begin) / 1000;
    message = error.message;
  });
  return { watch, told, lostAfter: () => lostAfter, message: () => message };
}

/** Hears of the trouble again and again, as those do who try whenever the server can be used. */
async function hearing(watch: ReturnType<typeof watched>['watch'], seconds: number, also = () => {}): Promise<void> {
  for (const begin = performance.now(); performance.now() - begin < 1000 * seconds; await pause(20)) {
    watch.heard(full);
    also();
  }
}

describe('a server that is looked after', () => {
  it('is lost when tries find room again and again, and what is to be put there never does', async () => {
    const { watch, lostAfter, message } = watched(async () => 'OK');
    await hearing(watch, 1);
    watch.close();
    expect(lostAfter()).toBeGreaterThan(0.4);
    expect(lostAfter()).toBeLessThan(0.95);
    expect(message()).toMatch(/^Redis at redis:\/\/here:1: its memory is full .*\nGo on\.$/s);
  });

  it('is not lost as long as something works in between', async () => {
    const { watch, told, lostAfter } = watched(async () => 'OK');
    await hearing(watch, 1.2, watch.worked);
    watch.close();
    expect(lostAfter()).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('lets those who wait try again as soon as it answers', async () => {
    let answers = false;
    const { watch, lostAfter } = watched(async () => {
      if (!answers) throw full;
    });
    expect(watch.heard(full)).toBe(true);
    expect(watch.inTrouble()).toBe(true);
    let went = false;
    const waiting = watch.usable().then(() => {
      went = true;
    });
    await pause(100);
    expect(went).toBe(false);
    answers = true;
    await waiting;
    expect(watch.inTrouble()).toBe(false);
    await pause(500);
    watch.close();
    expect(lostAfter()).toBeUndefined();
  });

  it('is lost at once when it will never do', async () => {
    const { watch, lostAfter, message } = watched(async () => 'OK');
    watch.heard(new Error('WRONGPASS invalid username-password pair or user is disabled.'));
    await pause(10);
    watch.close();
    expect(lostAfter()).toBeLessThan(0.3);
    expect(message()).toContain('the user or the password is wrong');
  });

  it('is not troubled by errors about something else', () => {
    const { watch } = watched(async () => 'OK');
    expect(watch.heard(new Error('Missing lock for job 7'))).toBe(false);
    expect(watch.inTrouble()).toBe(false);
    watch.close();
  });
});
