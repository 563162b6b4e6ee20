import { describe, expect, it } from 'vitest';
import { unusable } from '../../../src/distributed/bullmq/redis-server.ts';
import { redisTrouble } from '../../../src/distributed/bullmq/redis-trouble.ts';

const withCode = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

describe('trouble with a Redis', () => {
  it.each([
    [withCode('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1'), 'nothing listens there', true],
    [withCode('ENOTFOUND'), 'no machine of that name', true],
    [withCode('ECONNRESET'), 'it broke off the connection', true],
    [new Error('connect ETIMEDOUT'), 'it does not answer', true],
    [new Error('Connection is closed.'), 'it broke off the connection', true],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'NODE_EXTRA_CA_CERTS', false],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'made out to another name', false],
    [new Error('WRONGPASS invalid username-password pair or user is disabled.'), 'password is wrong', false],
    [new Error('NOAUTH Authentication required.'), 'it wants a password', false],
    [new Error("NOPERM this user has no permissions to run the 'info' command"), 'may not do', false],
    [new Error("OOM command not allowed when used memory > 'maxmemory'."), 'its memory is full', true],
    [
      new Error(
        "ERR Error running script (call to f_1): @user_script:7: @user_script: 7: -OOM command not allowed when used memory > 'maxmemory'.",
      ),
      'its memory is full',
      true,
    ],
    [new Error('MISCONF Errors writing to the AOF file: No space left on device'), 'cannot write to its disk', true],
    [new Error("READONLY You can't write against a read only replica."), 'it is a replica', true],
    [new Error('LOADING Redis is loading the dataset in memory'), 'still reading', true],
    [new Error('MOVED 3999 127.0.0.1:6381'), 'part of a cluster', false],
  ])('%s is told in words, with what to do', (error, words, mayPass) => {
    expect(redisTrouble(error)?.text).toContain(words);
    expect(redisTrouble(error)?.mayPass).toBe(mayPass);
  });

  it.each([
    new Error('Missing lock for job run-1. moveToFinished'),
    new Error('Cannot read properties of undefined'),
    new TypeError('JSON is not defined'),
    'nothing',
    new Error('toString'),
    withCode('constructor'),
  ])('%s is none', (error) => {
    expect(redisTrouble(error)).toBeUndefined();
  });

  it('is followed by what the server said, shortened', () => {
    const said = unusable('redis://host:1', new Error(`NOAUTH ${'x'.repeat(200)}`));
    expect(said).toMatch(/^Redis at redis:\/\/host:1: it wants a password\. .*\(NOAUTH x{93}\.\.\.\)$/);
    expect(unusable('redis://host:1', new Error('Something else'))).toBe('Redis at redis://host:1: Something else');
  });
});
