import { routes, type schemas } from '@tongxing/contract';
import { node } from './node';

export type Peer = schemas.Peer;

/** The provinces whose nodes this one recognises: their people can convert their code here. */
export async function peers(): Promise<readonly Peer[]> {
  return (await node().call(routes.listPeers, {})).peers;
}

export async function peerOf(division: string): Promise<Peer | undefined> {
  return (await peers()).find((peer) => peer.division === division);
}

/** An address of a page of the app that a node serves. What is asked stands behind the `#`, so that no server is told of it. */
export function appPage({ baseUrl }: Peer, page: string, asked: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(asked).map((name) => `${name}=${encodeURIComponent(asked[name] as string)}`);
  return `${baseUrl}app/#/pages/${page}/index?${pairs.join('&')}`;
}
