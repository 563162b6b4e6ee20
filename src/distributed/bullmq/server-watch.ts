import { EngineError } from '../engine-error.ts';
import type { Tell } from '../sweep-engine.ts';
import { inTime } from './in-time.ts';
import { keyPrefix } from './keys.ts';
import { type RedisServer, unusable } from './redis-server.ts';
import { redisTrouble } from './redis-trouble.ts';

/** Looks after a server that others use: waits while it cannot be used, up to a point. */
export interface ServerWatch {
  /** Rejects with an EngineError when the server could not be used for too long, or never will be. */
  readonly lost: Promise<never>;
  /** Takes an error that somebody had with the server. @returns whether it is about the server at all */
  heard(error: unknown): boolean;
  /** Takes it that something has just worked which is worth waiting for. */
  worked(): void;
  /** Whether the server cannot be used now, as far as is known. */
  inTrouble(): boolean;
  /** Resolves when the server can be used. @throws EngineError when it is lost */
  usable(): Promise<void>;
  close(): void;
}

export interface WatchOptions {
  readonly server: RedisServer;
  /** How long the server may be out of use, seconds, without anything that works in between. */
  readonly patience: number;
  readonly tell: Tell;
  /** What is true when the server is lost, for the last message. */
  readonly consolation: string;
}

/** How often a server in trouble is tried, milliseconds. */
const tryEvery = 250;
/** Trouble that is over sooner is not told, milliseconds. */
const tellAfter = 1500;
/**
 * Trouble that comes back sooner is the same trouble, milliseconds: where memory is almost full a try may find room when
 * what is to be put there does not.
 */
const calmAfter = 5000;
/**
 * How often a server is asked whether it is there although nobody has complained, and how long it may think, milliseconds;
 * not longer than it may be out of use.
 */
const askEvery = 5000;

export function watchServer({ server, patience, tell, consolation }: WatchOptions): ServerWatch {
  const { client, shown } = server;
  const asked = Math.min(askEvery, 1000 * patience);
  /** When the trouble began, or when something last worked in its midst; undefined without trouble. */
  let since: number | undefined;
  /** The server answers, but the trouble may not be over. */
  let calm: NodeJS.Timeout | undefined;
  let cause: unknown;
  let told = false;
  let toldFrom = 0;
  let timer: NodeJS.Timeout | undefined;
  let waiting: (() => void)[] = [];
  let closed = false;
  let lose: (error: EngineError) => void = () => {};
  const lost = new Promise<never>((_, reject) => {
    lose = reject;
  });
  lost.catch(() => {});

  /** Tries connection, password, rights and memory at once. */
  const probe = () => inTime(client.set(`${keyPrefix}:probe`, '', 'PX', 1000), asked);
  const over = (): void => {
    if (since !== undefined && told) {
      tell(`Redis at ${shown} can be used again after ${Math.round((performance.now() - toldFrom) / 1000)} s.\n`);
    }
    since = undefined;
    calm = undefined;
    told = false;
  };
  /** Those who wait try again. */
  const answered = (): void => {
    calm = setTimeout(over, calmAfter);
    for (const go of waiting) go();
    waiting = [];
  };
  const give = (): void => {
    closed = true;
    lose(new EngineError(`${unusable(shown, cause)}\n${consolation}`));
  };
  const look = async (): Promise<void> => {
    if (closed || since === undefined) return;
    const seconds = (performance.now() - since) / 1000;
    if (seconds >= patience || redisTrouble(cause)?.mayPass === false) return give();
    if (!told && seconds * 1000 > tellAfter) {
      told = true;
      toldFrom = since;
      tell(`${unusable(shown, cause)}\nWaiting up to ${patience} s for it; nothing is lost.\n`);
    }
    if (client.status === 'ready') {
      try {
        await probe();
        answered();
        return;
      } catch (error) {
        // What the connection says when it breaks tells more than that no answer came.
        if (redisTrouble(error) !== undefined && client.status === 'ready') cause = error;
      }
    }
    if (!closed) timer = setTimeout(look, tryEvery);
  };
  const heard = (error: unknown): boolean => {
    if (redisTrouble(error) === undefined) return false;
    if (closed) return true;
    cause = error;
    if (since === undefined) {
      since = performance.now();
      void look();
    } else if (calm !== undefined) {
      clearTimeout(calm);
      calm = undefined;
      timer = setTimeout(look, tryEvery);
    }
    return true;
  };
  const onError = (error: unknown): void => void heard(error);
  const onClose = (): void => {
    // While it is tried to make it again there are errors that tell more.
    if (since === undefined) heard(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' }));
  };
  client.on('error', onError);
  client.on('close', onClose);
  // A server that hangs closes nothing, and one that is full refuses nothing to those who only wait.
  const asking = setInterval(() => {
    if (since !== undefined || client.status !== 'ready') return;
    probe().catch((error) => since === undefined && heard(error));
  }, asked);
  return {
    lost,
    heard,
    worked() {
      if (since !== undefined) since = performance.now();
    },
    inTrouble: () => since !== undefined && calm === undefined,
    async usable() {
      if (since !== undefined && calm === undefined)
        await Promise.race([new Promise<void>((go) => waiting.push(go)), lost]);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(calm);
      clearInterval(asking);
      client.off('error', onError);
      client.off('close', onClose);
      // Errors of a connection that is let go are nobody's business.
      client.on('error', () => {});
    },
  };
}
