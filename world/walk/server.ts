import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, routes } from '@tongxing/contract';
import { manage } from '../simulators/ask.ts';
import { buildAssets, type Asset } from './assets.ts';
import { forward, refuse } from './forward.ts';
import { placeNames, walkPeople } from './people.ts';
import { readInstalled, sideNames, type Installed, type SideName, type WalkOptions } from './settings.ts';

export interface RunningWalk {
  readonly url: string;
  stop(): Promise<void>;
}

interface Surroundings {
  readonly options: WalkOptions;
  readonly installed: Installed;
  readonly assets: ReadonlyMap<string, Asset>;
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Where the checkpoints stand: a district of Taiyuan, a district of Jinan. */
const checkpointDivisions: Readonly<Record<SideName, string>> = { shanxi: '140105', shandong: '370102' };

/**
 * The walk: one page on this machine, on which a person lives the main story in a browser. It hands the page's requests on to the
 * nodes; besides, it shows the telephone's messages and has staff make enrolment codes, which no citizen could.
 */
export async function startWalk(options: WalkOptions): Promise<RunningWalk> {
  const [installed, assets] = await Promise.all([readInstalled(options.rootsFile), buildAssets()]);
  const server = createServer((request, response) => {
    answer({ options, installed, assets }, request, response).catch(() => refuse(response, 500));
  });
  await once(server.listen(options.port, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(walk: Surroundings, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cache-control', 'no-store');
  if (!isAddressedHere(request)) return refuse(response, 403);
  const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://walk');
  const asset = walk.assets.get(pathname);
  if (asset !== undefined) {
    response.setHeader('content-type', `${asset.mediaType}; charset=utf-8`);
    response.end(asset.content);
    return;
  }
  if (!isOfThisPage(request)) return refuse(response, 403);
  const [, first, ...rest] = pathname.split('/');
  if (isSide(first)) return forward(request, response, `${walk.options.nodes[first]}/${rest.join('/')}${search}`);
  if (pathname === '/walk.json') {
    return sendJson(response, { ...walk.installed, addresses: walk.options.nodes, people: walkPeople(), placeNames });
  }
  if (pathname === '/messages') return sendMessages(walk, response, searchParams.get('to'));
  if (pathname === '/enrolments' && request.method === 'POST') return enrol(walk, response, searchParams.get('side'));
  refuse(response, 404);
}

/** A foreign name that was made to lead to this machine is refused. */
function isAddressedHere({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  return host === '127.0.0.1' || host === 'localhost';
}

/** Another site's page in the same browser may neither read nor act here. */
function isOfThisPage({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'] ?? 'none';
  return site === 'same-origin' || site === 'none';
}

/** The messages of a telephone, for the people of the walk only. */
async function sendMessages({ options }: Surroundings, response: ServerResponse, to: string | null): Promise<void> {
  if (!walkPeople().some(({ phone }) => phone === to)) return refuse(response, 404);
  const { status, body } = await manage(options.smsManagementUrl, 'GET /messages', { to });
  if (status !== 200) return refuse(response, 502);
  sendJson(response, body);
}

/** A member of staff makes the code that sets up a checkpoint; the password stays here. */
async function enrol({ options }: Surroundings, response: ServerResponse, side: string | null): Promise<void> {
  if (!isSide(side)) return refuse(response, 404);
  const anonymous = createClient(options.nodes[side], fetch);
  const { token } = await anonymous.call(routes.staffSignIn, { body: options.staff[side] });
  const venue = { name: '虚拟商场东门', placeType: 'mall' as const, division: checkpointDivisions[side] };
  sendJson(response, await anonymous.as(token).call(routes.createEnrolment, { body: { venue } }));
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

function isSide(name: string | null | undefined): name is SideName {
  return sideNames.some((side) => side === name);
}
