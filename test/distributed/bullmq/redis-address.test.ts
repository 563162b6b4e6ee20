import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  connectionOptions,
  crossesNetworkInClear,
  type RedisAddress,
  redisAddress,
  shownAddress,
  withoutPassword,
} from '../../../src/distributed/bullmq/redis-address.ts';

const usual: RedisAddress = { host: '127.0.0.1', port: 6379, database: 0, user: '', password: '', tls: false };

/** An address as a person writes it, every sign that means something escaped. */
function written({ host, port, database, user, password, tls }: RedisAddress): string {
  const name = host.includes(':') ? `[${host}]` : host;
  const identity = user === '' && password === '' ? '' : `${escaped(user)}:${escaped(password)}@`;
  return `${tls ? 'rediss' : 'redis'}://${identity}${name}:${port}/${database}`;
}

function escaped(text: string): string {
  return encodeURIComponent(text);
}

const secret = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 20 });
const address: fc.Arbitrary<RedisAddress> = fc.record({
  host: fc.constantFrom('127.0.0.1', 'localhost', 'redis.example.org', '::1', 'fe80::17'),
  port: fc.integer({ min: 1, max: 65_535 }),
  database: fc.integer({ min: 0, max: 15 }),
  user: fc.constantFrom('', 'somebody', 'a@b:c/d'),
  password: secret,
  tls: fc.boolean(),
});

describe('the address of a Redis', () => {
  it('is read as it is written, whatever signs user and password have', () => {
    fc.assert(
      fc.property(address, (one) => {
        expect(redisAddress(written(one))).toEqual(one);
      }),
    );
  });

  it.each([
    ['redis://127.0.0.1', usual],
    ['REDIS://127.0.0.1/', usual],
    ['redis://:secret@127.0.0.1:6380', { ...usual, password: 'secret', port: 6380 }],
    [
      'rediss://me:a%40b@redis.example.org/3',
      { host: 'redis.example.org', port: 6379, database: 3, user: 'me', password: 'a@b', tls: true },
    ],
    ['redis://[::1]:1', { ...usual, host: '::1', port: 1 }],
  ])('%s is one', (text, expected) => {
    expect(redisAddress(text)).toEqual(expected);
  });

  it.each([
    '127.0.0.1:6379',
    'http://127.0.0.1',
    'redis://',
    'redis://127.0.0.1:99999',
    'redis://127.0.0.1/one',
    'redis://127.0.0.1/99999999',
    'redis://127.0.0.1?db=1',
    'redis://:%zz@127.0.0.1',
  ])('%s is none', (text) => {
    expect(redisAddress(text)).toBeUndefined();
  });

  it('is shown without user and password', () => {
    fc.assert(
      fc.property(address, (one) => {
        const shown = shownAddress(one);
        expect(redisAddress(shown)).toEqual({ ...one, user: '', password: '' });
        expect(shown).not.toContain('@');
      }),
    );
    expect(shownAddress({ ...usual, host: '::1', database: 2, tls: true })).toBe('rediss://[::1]:6379/2');
  });

  it('is shown without what may be a password where it is none', () => {
    const marked = secret.map((text) => `hush${text}hush`);
    fc.assert(
      fc.property(marked, fc.constantFrom('redis://', 'redis:/', 'redis:', 'http://', ''), (password, scheme) => {
        const shown = withoutPassword(`${scheme}:${password}@host:1/x`);
        expect(shown).not.toContain('hush');
        expect(shown.endsWith('@host:1/x')).toBe(true);
      }),
    );
    expect(withoutPassword('redis://host:port')).toBe('redis://host:port');
    expect(withoutPassword('redis://:se\ncr\u2028et@host')).toBe('redis://***@host');
  });

  it.each([
    ['redis://:p@127.0.0.1', false],
    ['redis://:p@localhost', false],
    ['redis://:p@[::1]', false],
    ['redis://:p@10.0.0.1', true],
    ['rediss://:p@10.0.0.1', false],
  ])('%s takes a password over a network in clear: %s', (text, expected) => {
    expect(crossesNetworkInClear(redisAddress(text) as RedisAddress)).toBe(expected);
  });

  it('names the machine to its certificate unless it is a number', () => {
    expect(connectionOptions({ ...usual, tls: true }).tls).toEqual({});
    expect(connectionOptions({ ...usual, host: 'redis.example.org', tls: true }).tls).toEqual({
      servername: 'redis.example.org',
    });
    expect(connectionOptions(usual)).not.toHaveProperty('tls');
    expect(connectionOptions(usual)).not.toHaveProperty('password');
  });
});
