import { deflateSync } from 'node:zlib';
import { tilePath } from '../merkle.ts';
import { statusOfStrip } from '../status-list.ts';
import type { Answer, Request } from '../send.ts';
import type { MakeFaults, NamedFault } from './faults.ts';
import type { Exchanged } from './rehearsal.ts';

const typed = (answer: Answer, type: string): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'content-type': type },
});

/** The body with one bit turned at a place. */
function turned(answer: Answer, at: number): Answer {
  const body = Buffer.from(answer.body);
  body[at < 0 ? body.length + at : at]! ^= 1;
  return { ...answer, body };
}

export const publishedFaults: MakeFaults = ({ forger, under }) => {
  const at = (path: string) => (request: Request) => request.url === under.setup.baseUrl + path;
  const when = (
    id: string,
    what: string,
    asked: (request: Request) => boolean,
    say: (exchange: Exchanged) => ReturnType<NamedFault['fault']>,
    entails: readonly string[] = [],
  ): NamedFault => ({ id, what, entails, fault: (exchange) => (asked(exchange.request) ? say(exchange) : undefined) });
  const list = at('federation/trust-list');
  const now = under.node.clock.now();
  const relisted = (answer: Answer, change: Parameters<typeof under.roots.sign>[2], without = '') => {
    const nodes = under.nodes.map((node) => ({ ...node, keys: node.keys.filter(({ use }) => use !== without) }));
    return { ...answer, body: Buffer.from(under.roots.sign(nodes, now, { version: 2, ...change })) };
  };
  const { index, uri } = statusOfStrip(under.setup.people.holder!.strip);
  const status = (request: Request) =>
    request.url === uri && request.headers['signature'] !== undefined && request.headers['if-none-match'] === undefined;
  const relist = (id: string, what: string, change: Parameters<typeof forger.listed>[2]) =>
    when(id, what, status, ({ request, answer }) => forger.listed(request, answer, change));
  const seconds = Math.floor(now.getTime() / 1000);
  const checkpoint = at('log/checkpoint');
  const times = ({ request, before }: Exchanged) => before.filter(({ url }) => url === request.url).length;
  const lastTile = (level: number | 'entries') => (request: Request) =>
    request.url.startsWith(`${under.setup.baseUrl}log/${tilePath(level, 1, 256)}`);
  const nowhere = at('federation/there-is-no-such-thing');

  return [
    when('TL-01', 'serves the list as anything', list, ({ answer }) => typed(answer, 'application/octet-stream')),
    // What it serves is then not what it has logged.
    when('TL-02', 'serves a list that one root has signed', list, ({ answer }) => turned(answer, -1), ['LOG-08']),
    when('TL-03', 'goes on with an expired list', list, ({ answer }) => relisted(answer, { expiresAt: seconds - 1 }), [
      'LOG-08',
    ]),
    when('TL-04', 'is listed without a status key', list, ({ answer }) => relisted(answer, {}, 'status'), [
      'LOG-08',
      'SL-04',
    ]),
    when('SL-01', 'serves status lists as anything', status, ({ request, answer }) =>
      forger.sealed(request, typed(answer, 'application/cbor')),
    ),
    when(
      'SL-02',
      'serves status lists to anybody',
      (request) => request.url === uri && request.headers['signature'] === undefined,
      ({ answer }) => ({ ...answer, status: 200, body: Buffer.from('list') }),
    ),
    relist('SL-03', 'leaves out the type of the token', (header) => header.delete(16)),
    when('SL-04', 'signs status lists with a signature that is none', status, ({ request, answer }) =>
      forger.sealed(request, turned(answer, -1)),
    ),
    relist('SL-05', 'names another list', (_header, claims) => claims.set(2, `${uri}0`)),
    relist('SL-06', 'signs lists ahead', (_header, claims) => claims.set(6, seconds + 3600)),
    relist('SL-07', 'serves lists that are over', (_header, claims) => claims.set(4, seconds - 1)),
    relist('SL-08', 'does not say how long a copy may be kept', (_header, claims) => claims.delete(65_534)),
    relist('SL-09', 'packs one bit', (_header, claims) => {
      const compressed = deflateSync(Buffer.alloc(1 << 18));
      claims.set(
        65_533,
        new Map<string, unknown>([
          ['bits', 1],
          ['lst', compressed],
        ]),
      );
    }),
    relist('SL-10', 'marks a strip that is valid', (_header, claims) => {
      const bytes = Buffer.alloc(1 << 18);
      bytes[index >> 2]! |= 3 << ((index & 3) * 2);
      claims.set(
        65_533,
        new Map<string, unknown>([
          ['bits', 2],
          ['lst', deflateSync(bytes)],
        ]),
      );
    }),
    when(
      'SL-11',
      'sends the whole list every time',
      (request) => request.headers['if-none-match'] !== undefined,
      ({ answer }) => ({ ...answer, status: 200 }),
    ),
    when('LOG-01', 'serves checkpoints as anything', checkpoint, ({ answer }) =>
      typed(answer, 'application/octet-stream'),
    ),
    when('LOG-02', 'has another origin than its list says', checkpoint, ({ answer }) =>
      forger.noted(answer, (note) => {
        note.origin = 'tongxing.invalid/another';
      }),
    ),
    when('LOG-03', 'signs checkpoints with a signature that is none', checkpoint, ({ answer }) => {
      const note = answer.body.toString();
      return { ...answer, body: Buffer.from(note.replace(/.{8}\n$/, 'AAAAAA==\n')) };
    }),
    when(
      'LOG-04',
      'signs a root that its tiles do not have',
      checkpoint,
      ({ answer }) =>
        forger.noted(answer, (note) => {
          note.root = Buffer.alloc(32, 7);
        }),
      ['LOG-09'],
    ),
    when('LOG-05', 'has changed an entry since', lastTile('entries'), ({ answer }) => turned(answer, -1)),
    when('LOG-06', 'has changed a full tile since', at(`log/${tilePath(0, 0, 256)}`), ({ answer }) =>
      turned(answer, 0),
    ),
    when(
      'LOG-07',
      'serves partial tiles as far as it has them',
      (request) => request.url.includes('log/tile/0/001.p/'),
      ({ answer }) => ({
        ...answer,
        body: Buffer.concat([answer.body, Buffer.alloc(32)]),
      }),
    ),
    when('LOG-08', 'does not log its trust lists', at(`log/${tilePath('entries', 0, 256)}`), ({ answer }) => {
      const body = Buffer.from(answer.body.toString('latin1').replaceAll('"trust-list"', '"trust-lost"'), 'latin1');
      return { ...answer, body };
    }),
    when('LOG-09', 'goes back to an earlier tree', checkpoint, (exchange) =>
      times(exchange) < 2
        ? undefined
        : forger.noted(exchange.answer, (note) => {
            note.size = 200;
          }),
    ),
    when('LOG-09', 'shows another tree later', checkpoint, (exchange) =>
      times(exchange) < 2
        ? undefined
        : forger.noted(exchange.answer, (note) => {
            note.root = Buffer.alloc(32, 7);
          }),
    ),
    when('GEN-01', 'calls problems JSON', nowhere, ({ answer }) => typed(answer, 'application/json')),
    when('GEN-02', 'speaks one language', nowhere, ({ answer }) => {
      const { cure: _cure, ...rest } = JSON.parse(answer.body.toString()) as { cure: unknown };
      return { ...answer, body: Buffer.from(JSON.stringify(rest)) };
    }),
    when('GEN-03', 'does not offer correction', at('openapi.json'), ({ answer }) => ({
      ...answer,
      body: Buffer.from(answer.body.toString().replaceAll(/"x-gbt-38963-service":\s*"correction"/g, '"x": 1')),
    })),
  ];
};
