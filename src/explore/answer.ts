import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { OpenFile } from '../io/served-files.ts';
import { everywhere } from './headers.ts';

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | OpenFile;
}

/** Why a request cannot be answered, in words for a person. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const nothingThere = 'There is nothing at this address.';

export function textAnswer(status: number, text: string): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Security-Policy': "default-src 'none'" },
    body: `${text}\n`,
  };
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Security-Policy': "default-src 'none'" },
    body: JSON.stringify(value),
  };
}

/** Sends an answer; of HEAD its headers alone. */
export async function send({ status, headers, body = '' }: Answer, request: IncomingMessage, response: ServerResponse) {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.bytes;
  response.writeHead(status, { ...everywhere, ...headers, 'Content-Length': length });
  if (request.method === 'HEAD') {
    response.end();
    if (typeof body !== 'string') body.close();
  } else if (typeof body === 'string') response.end(body);
  else await pipeline(body.stream(), response);
}

const mostBodyBytes = 1_000_000;

/**
 * The document that a page of this server sends.
 *
 * @throws RequestError when it comes from elsewhere, is something else or too large
 */
export async function documentOf(request: IncomingMessage): Promise<unknown> {
  const { headers } = request;
  // Origins that are given were compared with the host before.
  if (headers.origin === undefined) throw new RequestError(403, 'A page of this server has to ask for this.');
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new RequestError(415, 'Expected a document of type application/json.');
  }
  // A document has a length, so that one that is too large is refused unread.
  const length = Number(headers['content-length'] ?? Number.NaN);
  if (!(length >= 0)) throw new RequestError(411, 'The document has no length.');
  if (length > mostBodyBytes) throw new RequestError(413, 'The document is too large; expected at most 1 MB.');
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new RequestError(400, 'This is not a document in JSON.');
  }
}
