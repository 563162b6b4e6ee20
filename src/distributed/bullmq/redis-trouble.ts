/** Why a server cannot be used, and what to do. */
export interface RedisTrouble {
  /** A sentence or two that follow the server's address. */
  readonly text: string;
  /** Whether it may pass by itself or by somebody's hand while this program waits. */
  readonly mayPass: boolean;
}

const guide = 'docs/distributed.md tells how';

/** By the code of the system, or by the first word of the server's answer. */
const troubles: Readonly<Record<string, RedisTrouble>> = {
  ECONNREFUSED: {
    text: `nothing listens there. Start the server (${guide}), or correct --redis.`,
    mayPass: true,
  },
  ENOTFOUND: { text: 'no machine of that name is known. Correct --redis.', mayPass: true },
  EAI_AGAIN: { text: 'the name cannot be looked up now. Correct --redis, or the name service.', mayPass: true },
  EHOSTUNREACH: { text: 'no way leads to that machine. Correct --redis, or the network.', mayPass: true },
  ENETUNREACH: { text: 'no way leads to that network. Correct --redis, or the network.', mayPass: true },
  ETIMEDOUT: {
    text: 'it does not answer. A firewall, another port, or TLS on one side only (rediss:// asks for it)?',
    mayPass: true,
  },
  ECONNRESET: { text: 'it broke off the connection. Does it stop, or want TLS (rediss://)?', mayPass: true },
  EPIPE: { text: 'it broke off the connection.', mayPass: true },
  EPROTO: { text: 'it does not speak TLS. Use redis://, or the port of TLS.', mayPass: false },
  ERR_SSL_WRONG_VERSION_NUMBER: { text: 'it does not speak TLS. Use redis://, or the port of TLS.', mayPass: false },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    text: 'its certificate is signed by itself. Name the file with it in NODE_EXTRA_CA_CERTS.',
    mayPass: false,
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    text: 'its certificate is signed by an authority that is unknown here. Name the file with it in NODE_EXTRA_CA_CERTS.',
    mayPass: false,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    text: 'its certificate is signed by an authority that is unknown here. Name the file with it in NODE_EXTRA_CA_CERTS.',
    mayPass: false,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    text: 'its certificate is made out to another name. Use that name in --redis.',
    mayPass: false,
  },
  WRONGPASS: {
    text: 'the user or the password is wrong. Correct them in --redis or in ALLORA_SIM_REDIS (signs such as @ : / % as %40 %3A %2F %25).',
    mayPass: false,
  },
  NOAUTH: {
    text: 'it wants a password. Give it: redis://:PASSWORD@HOST, best in the variable ALLORA_SIM_REDIS.',
    mayPass: false,
  },
  NOPERM: { text: `the user may not do what a queue needs. Give it the rights (${guide}).`, mayPass: false },
  OOM: {
    text: 'its memory is full (maxmemory reached, and noeviction, as it should be). Raise maxmemory (redis-cli config set maxmemory 1gb), or remove what else it holds.',
    mayPass: true,
  },
  MISCONF: {
    text: 'it cannot write to its disk and refuses changes. Make room there, or see its log.',
    mayPass: true,
  },
  READONLY: { text: 'it is a replica, which takes no changes. Name the primary in --redis.', mayPass: true },
  LOADING: { text: 'it is still reading its data.', mayPass: true },
  MASTERDOWN: { text: 'it is a replica without its primary. Name the primary in --redis.', mayPass: true },
  CLUSTERDOWN: { text: 'its cluster is down.', mayPass: true },
  MOVED: { text: 'it is part of a cluster, which queues do not run on. Use a single server.', mayPass: false },
};

/** What an error of the client tells about the server; undefined when it is about something else. */
export function redisTrouble(error: unknown): RedisTrouble | undefined {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const text = typeof message === 'string' ? message : String(error);
  if (typeof code === 'string' && Object.hasOwn(troubles, code)) return troubles[code];
  if (text === 'connect ETIMEDOUT' || text.includes('Command timed out')) return troubles.ETIMEDOUT;
  if (text.includes('wrong version number')) return troubles.ERR_SSL_WRONG_VERSION_NUMBER;
  if (text.includes('Connection is closed') || text.includes('Socket closed unexpectedly')) return troubles.EPIPE;
  // Answers of the server, also those that a script passes on: "OOM command not allowed ...", "ERR ... -OOM ...".
  const words = text.match(/\b[A-Z]{3,}\b/g) ?? [];
  const known = words.find((word) => Object.hasOwn(troubles, word));
  return known === undefined ? undefined : troubles[known];
}
