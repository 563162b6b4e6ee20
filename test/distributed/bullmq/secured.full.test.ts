import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { freePort, redisProgram, startRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { endPrograms, program, worker } from './processes.ts';
import { ofEpochs, onQueue, shortRuns, told, writeSweep } from './sweeps.ts';

const redisAt = redisProgram();
const hasTls = existsSync('/usr/bin/openssl');
afterEach(endPrograms);

/** All commands that a queue needs, for a user who may do nothing else. */
const commands = [
  // What the client says when it connects, and asks.
  ...['ping', 'hello', 'auth', 'select', 'client|setname', 'info', 'client|list'],
  ...['evalsha', 'eval', 'script|load', 'get', 'set', 'del', 'exists', 'expire', 'pexpire', 'type'],
  ...['hget', 'hset', 'hsetnx', 'hmget', 'hmset', 'hgetall', 'hdel', 'hincrby', 'hexists', 'hlen', 'incr'],
  ...['lpush', 'rpush', 'lpop', 'rpop', 'rpoplpush', 'lrem', 'lrange', 'llen', 'lpos', 'lindex', 'lmove', 'ltrim'],
  ...['sadd', 'srem', 'smembers', 'sismember', 'scard', 'spop'],
  ...['zadd', 'zrem', 'zcard', 'zcount', 'zrange', 'zrangebyscore', 'zrevrange', 'zrevrangebyscore', 'zscore'],
  ...['zpopmin', 'zremrangebyrank', 'zremrangebyscore', 'zrank', 'bzpopmin'],
  ...['xadd', 'xtrim', 'xread', 'xlen'],
];

describe.skipIf(redisAt === undefined)('a server that is secured', () => {
  it('serves a user who has rights to keys of this program only', async () => {
    const redis = await startRedis(redisAt as string);
    onTestFinished(() => redis.remove());
    const rights = ['on', '>secret', '~allora-sim*', '-@all', ...commands.map((command) => `+${command}`)];
    await redis.client.call('ACL', 'SETUSER', 'sim', ...rights);
    const user = { url: redis.url.replace(/:\/\/.*@/, '://sim:secret@') };
    const folder = temporaryFolder();
    const serving = await worker(user);
    const experiment = writeSweep(folder, 'user', ofEpochs(shortRuns(10)));
    const { ran } = await onQueue(experiment, path.join(folder, 'results'), user);
    expect(told(await ran)).toMatchObject({ runs: 10, failed: 0 });
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toBe(0);
    const refused = (await redis.client.call('ACL', 'LOG')) as unknown[];
    expect(refused).toEqual([]);
    const used = [...(await redis.client.info('commandstats')).matchAll(/cmdstat_(\S+?):/g)].map(([, name]) => name);
    console.log(
      `Commands used: ${used
        .filter((name) => !/^(acl|config|monitor)/.test(name))
        .sort()
        .join(' ')}`,
    );

    await redis.client.call('ACL', 'SETUSER', 'sim', '-set');
    const { code, stderr } = await (await onQueue(experiment, path.join(folder, 'others'), user)).ran;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Redis at \S+: the user may not do what a queue needs\. Give it the rights .*\n$/);
  });

  it.skipIf(!hasTls)(
    'is used over TLS by those who know its certificate, and tells others what is missing',
    async () => {
      const folder = temporaryFolder();
      const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => path.join(folder, name));
      const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
      const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate];
      execFileSync('openssl', [...made, ...names], { stdio: 'ignore' });
      const port = await freePort();
      const tls = ['--tls-port', `${port}`, '--tls-cert-file', certificate, '--tls-key-file', key];
      const redis = await startRedis(redisAt as string, [
        ...tls,
        '--tls-ca-cert-file',
        certificate,
        '--tls-auth-clients',
        'no',
      ]);
      onTestFinished(() => redis.remove());
      const secure = { url: `rediss://:${redis.password}@localhost:${port}` };
      const known = { NODE_EXTRA_CA_CERTS: certificate };
      await worker(secure, [], known);
      const experiment = writeSweep(folder, 'secure', ofEpochs(shortRuns(10)));
      const sweep = (redisUrl: string, variables = {}) =>
        program(
          [
            'sweep',
            experiment,
            '--out',
            path.join(folder, 'results'),
            '--engine',
            'bullmq',
            '--redis',
            redisUrl,
            '--no-report',
            '--quiet',
          ],
          variables,
        );
      const unknown = sweep(secure.url);
      expect(await unknown.ended).toBe(1);
      expect(unknown.said()).toMatch(
        /^Redis at rediss:\/\/localhost:\d+: its certificate is signed by .*NODE_EXTRA_CA_CERTS/,
      );
      const othersName = sweep(secure.url.replace('localhost', '127.0.0.1'), known);
      expect(await othersName.ended).toBe(1);
      expect(othersName.said()).toContain('its certificate is made out to another name');
      const onPlainPort = sweep(redis.url.replace('redis:', 'rediss:'), known);
      expect(await onPlainPort.ended).toBe(1);
      expect(onPlainPort.said()).toContain('TLS on one side only');
      const inClear = sweep(secure.url.replace('rediss:', 'redis:'));
      expect(await inClear.ended).toBe(1);
      expect(inClear.said()).toMatch(/it broke off the connection|it does not answer/);
      const works = sweep(secure.url, known);
      expect([await works.ended, works.said()]).toEqual([0, expect.stringContaining('secure')]);
    },
  );
});
