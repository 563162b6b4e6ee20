import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/*
 * Who may ask. The address that the program prints holds a token; the first browser that brings it gets a cookie instead,
 * and the token is spent. Other programs on this machine and pages from elsewhere have neither.
 */

/** Why a request is refused. */
export interface Refusal {
  readonly status: 403 | 405 | 421;
  /** For a person. */
  readonly message: string;
}

export const refusals = {
  noCookie:
    'This page is for the browser that opened its address first. Stop "allora-sim explore" with Ctrl-C and start it again: it prints a new address.',
  wrongToken: 'This address is not valid. Open the one that "allora-sim explore" printed, as it stands there.',
  spent:
    'This address has been used already; it works once. Stop "allora-sim explore" with Ctrl-C and start it again: it prints a new address.',
  host: 'This server answers to 127.0.0.1 and localhost only.',
  foreign:
    'This request comes from another page. Copy the address that "allora-sim explore" printed into the address bar of the browser.',
  method: 'Only GET, HEAD and POST are understood.',
} as const;

/** 32 random bytes, as they can stand in an address. */
export const randomWord = (): string => randomBytes(32).toString('base64url');

/** Whether two words are the same, in a time that tells nothing about where they differ. */
export function sameWord(a: string, b: string): boolean {
  const digest = (word: string): Buffer => createHash('sha256').update(word).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** What is wrong with where a request comes from and how; undefined when nothing is. */
export function refusalOf({ method, headers }: IncomingMessage, port: number): Refusal | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? '')) return { status: 421, message: refusals.host };
  const origin = headers.origin;
  if (origin !== undefined && origin !== `http://${headers.host}`) return { status: 403, message: refusals.foreign };
  // What is typed, or opened from a terminal, comes from "none".
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return { status: 403, message: refusals.foreign };
  }
  if (!['GET', 'HEAD', 'POST'].includes(method ?? '')) return { status: 405, message: refusals.method };
  return undefined;
}

/** The one browser that is let in. */
export class Door {
  readonly token = randomWord();
  readonly #session = randomWord();
  readonly #cookie: string;
  #spent = false;

  /** @param port cookies of a host are shared by its ports: every server has a name of its own */
  constructor(port: number) {
    this.#cookie = `allora-sim-${port}`;
  }

  /** Whether the request brings the cookie. */
  knows({ headers }: IncomingMessage): boolean {
    return (headers.cookie ?? '').split(';').some((pair) => {
      const at = pair.indexOf('=');
      return pair.slice(0, at).trim() === this.#cookie && sameWord(pair.slice(at + 1).trim(), this.#session);
    });
  }

  /** Spends the token. @returns the cookie to set, or why there is none */
  enter(token: string): { readonly cookie: string } | Refusal {
    if (!sameWord(token, this.token)) return { status: 403, message: refusals.wrongToken };
    if (this.#spent) return { status: 403, message: refusals.spent };
    this.#spent = true;
    return { cookie: `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/` };
  }
}
