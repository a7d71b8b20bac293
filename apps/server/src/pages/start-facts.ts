import type { TrustList } from '@tongxing/codec';
import { routes, type AnswerOf } from '@tongxing/contract';
import type { FastifyInstance } from 'fastify';
import type { TrustListSource } from '../features/federation/index.ts';
import type { NodeContext } from '../node-context.ts';
import type { ProvinceProfile } from '../province.ts';

/** What the start page tells. A part that cannot be read at the moment is undefined, and the page says so. */
export interface StartFacts {
  readonly province: ProvinceProfile;
  readonly now: Date;
  /** Which apps this node serves. */
  readonly apps: { readonly citizen: boolean; readonly checkpoint: boolean };
  readonly ready: boolean;
  readonly sources: AnswerOf<typeof routes.getSources>['sources'] | undefined;
  readonly log: { readonly origin: string; readonly size: number } | undefined;
  readonly trustList: TrustList | undefined;
}

type Deps = Pick<NodeContext, 'province' | 'clock'> &
  Pick<StartFacts, 'apps'> & { readonly trustList: Pick<TrustListSource, 'current'> };

/** Reads over the node's own public routes, as the reader at `address` would, so that the page never shows what they do not. */
export async function readStartPage(app: FastifyInstance, deps: Deps, address: string): Promise<StartFacts> {
  const [ready, sources, checkpoint, trustList] = await Promise.all([
    ask(app, routes.getReadiness.path, address),
    ask(app, routes.getSources.path, address),
    ask(app, routes.getLogCheckpoint.path, address),
    deps.trustList.current().then(
      (held) => held.trustList,
      () => undefined,
    ),
  ]);
  return {
    province: deps.province,
    now: deps.clock.now(),
    apps: deps.apps,
    ready: ready !== undefined,
    sources: sources === undefined ? undefined : (JSON.parse(sources) as AnswerOf<typeof routes.getSources>).sources,
    log: checkpoint === undefined ? undefined : readCheckpoint(checkpoint),
    trustList,
  };
}

async function ask(app: FastifyInstance, url: string, remoteAddress: string): Promise<string | undefined> {
  const { statusCode, body } = await app.inject({ url, remoteAddress });
  return statusCode === 200 ? body : undefined;
}

/** The first two lines of a checkpoint (C2SP tlog-checkpoint): origin and size. */
function readCheckpoint(note: string): StartFacts['log'] {
  const [origin = '', size = '0'] = note.split('\n', 2);
  return { origin, size: Number(size) };
}
