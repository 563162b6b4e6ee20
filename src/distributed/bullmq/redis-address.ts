import { isIP } from 'node:net';

/** Where a Redis or Valkey server is, and as whom to go there. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  /** Empty: the default user. */
  readonly user: string;
  /** Empty: none. */
  readonly password: string;
  readonly tls: boolean;
}

/** How such an address is written. */
export const redisAddressForm =
  'redis://[[user]:password@]host[:port][/database], or rediss:// for TLS, such as redis://:secret@127.0.0.1:6379';

const usualPort = 6379;
const mostDatabase = 1_000_000;

/** Reads an address; undefined when it is none. */
export function redisAddress(text: string): RedisAddress | undefined {
  const url = /^rediss?:\/\//i.test(text) ? parsed(text) : undefined;
  if (url === undefined || url.hostname === '' || url.search !== '' || url.hash !== '') return undefined;
  const database = /^\/?(\d*)$/.exec(url.pathname)?.[1];
  if (database === undefined || Number(database) > mostDatabase) return undefined;
  try {
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? usualPort : Number(url.port),
      database: Number(database),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      tls: url.protocol === 'rediss:',
    };
  } catch {
    return undefined;
  }
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** The address as it may be shown: without user and password. */
export function shownAddress({ host, port, database, tls }: RedisAddress): string {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  return `${tls ? 'rediss' : 'redis'}://${name}:${port}${database === 0 ? '' : `/${database}`}`;
}

/** A text that was meant as an address, without what may be a password. */
export function withoutPassword(text: string): string {
  return text.replace(/^([a-z]*:?\/*)(.*)@/is, '$1***@');
}

/** Whether a password would cross a network unencrypted. */
export function crossesNetworkInClear({ host, tls }: RedisAddress): boolean {
  return !tls && !['localhost', '127.0.0.1', '::1'].includes(host) && !host.startsWith('127.');
}

/** How long a connection may take to be made, milliseconds. */
export const connectMilliseconds = 5000;

/** What the client is told of an address. A type and not an interface: the library wants one that could have more keys. */
type ConnectionOptions = {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly servername?: string };
  readonly connectTimeout: number;
  readonly maxRetriesPerRequest: null;
  readonly retryStrategy: (times: number) => number;
};

/** Options of a connection on which commands wait for a broken connection to be made again. */
export function connectionOptions({ host, port, database, user, password, tls }: RedisAddress): ConnectionOptions {
  return {
    host,
    port,
    db: database,
    ...(user !== '' && { username: user }),
    ...(password !== '' && { password }),
    ...(tls && { tls: isIP(host) === 0 ? { servername: host } : {} }),
    connectTimeout: connectMilliseconds,
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(100 * times, 1000),
  };
}
