import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reasonOf } from '../io/text-file.ts';
import type { ScenarioBundle } from '../web/contract.ts';
import { Door, refusalOf, refusals } from './access.ts';
import { type Answer, documentOf, jsonAnswer, nothingThere, RequestError, send, textAnswer } from './answer.ts';
import * as api from './api.ts';
import { pagePolicy, resultPolicy } from './headers.ts';
import { Records } from './listing.ts';
import { namedFolders, offeredScenarios } from './offered-scenarios.ts';
import { pageEndings, resultEndings, servedFile, stepsOf } from './paths.ts';
import { saveScenario } from './save-scenario.ts';

export interface ExplorerOptions {
  /** Folder of all results, and as the user would write it. */
  readonly root: string;
  readonly shownRoot?: string;
  /** Folder of the bundled pages. */
  readonly pages: string;
  /** Folders whose scenarios the playground offers. */
  readonly scenarios: readonly string[];
  /** Where it saves scenarios, as the user would write it. */
  readonly saveTo: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** A server that is listening. */
export interface Explorer {
  /** With the token; it works once. */
  readonly address: string;
  readonly port: number;
  /** Ends it, whoever is connected. */
  close(): Promise<void>;
}

interface Circumstances {
  readonly options: ExplorerOptions;
  readonly door: Door;
  readonly port: number;
  readonly records: Records;
  readonly scenarios: () => Promise<ScenarioBundle>;
}

/**
 * Serves the pages and the folder of results on 127.0.0.1, to one browser.
 *
 * @throws when the port is taken
 */
export async function startExplorer(options: ExplorerOptions): Promise<Explorer> {
  const server = createServer();
  const port = await listen(server, options.port);
  const door = new Door(port);
  const records = new Records(options.root, options.shownRoot ?? options.root);
  const scenarios = offeredScenarios(namedFolders(options.scenarios));
  const circumstances = { options, door, port, records, scenarios };
  server.on('request', async (request, response) => {
    try {
      await send(await answer(request, circumstances), request, response);
    } catch {
      // The reader has left, or a file ended before its length.
      response.destroy();
    }
  });
  return {
    address: `http://127.0.0.1:${port}/?token=${door.token}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function answer(request: IncomingMessage, circumstances: Circumstances): Promise<Answer> {
  const { door, port } = circumstances;
  const refused = refusalOf(request, port);
  if (refused !== undefined) return textAnswer(refused.status, refused.message);
  const target = request.url ?? '';
  const end = target.indexOf('?');
  const address = end < 0 ? target : target.slice(0, end);
  const query = new URLSearchParams(end < 0 ? '' : target.slice(end + 1));
  const token = address === '/' ? query.get('token') : null;
  if (!door.knows(request)) {
    if (token === null || request.method !== 'GET') return textAnswer(403, refusals.noCookie);
    const entered = door.enter(token);
    return 'cookie' in entered ? toStart(entered.cookie) : textAnswer(entered.status, entered.message);
  }
  if (token !== null) return toStart();
  try {
    return request.method === 'POST'
      ? await posted(address, request, circumstances)
      : await got(address, query, circumstances);
  } catch (error) {
    if (error instanceof RequestError) return textAnswer(error.status, error.message);
    return textAnswer(500, `This failed: ${reasonOf(error).split('\n')[0]}`);
  }
}

/** To the first page, without the token in the address. */
function toStart(cookie?: string): Answer {
  return { status: 303, headers: { Location: '/', ...(cookie === undefined ? {} : { 'Set-Cookie': cookie }) } };
}

async function posted(address: string, request: IncomingMessage, { options, records }: Circumstances): Promise<Answer> {
  switch (address) {
    case '/api/report':
      return api.report(await documentOf(request), records);
    case '/api/scenarios': {
      const { status, body } = await saveScenario(await documentOf(request), options.saveTo);
      return jsonAnswer(body, status);
    }
    default:
      throw new RequestError(404, nothingThere);
  }
}

async function got(address: string, query: URLSearchParams, circumstances: Circumstances): Promise<Answer> {
  const { options, records, scenarios } = circumstances;
  switch (address) {
    case '/':
      return file(options.pages, 'index.html', pageEndings, pagePolicy);
    case '/scenarios.json':
      return jsonAnswer(await scenarios());
    case '/api/runs':
      return api.listing(query, records);
    case '/api/run':
      return api.details(query, records);
    case '/api/compare':
      return api.comparison(query, records);
    case '/api/series':
      return api.series(query, records);
    default:
      return address.startsWith('/results/')
        ? file(options.root, address.slice('/results/'.length), resultEndings, resultPolicy)
        : file(options.pages, address.slice(1), pageEndings, pagePolicy);
  }
}

/** A file below a folder. @param written its path as it stands in the address */
function file(folder: string, written: string, endings: readonly string[], policy: string): Answer {
  const steps = stepsOf(written);
  const served = steps && servedFile(folder, steps, endings);
  if (served === undefined) throw new RequestError(404, nothingThere);
  return {
    status: 200,
    headers: { 'Content-Type': served.type, 'Content-Security-Policy': policy },
    body: served.file,
  };
}
