import { createClient, routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFederation, third, type Federation } from '../../../test/federation.ts';
import { day } from '../../../test/manual-clock.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

const ask = async () => {
  const { publicUrl } = federation.destination.context.config.http;
  return (await createClient(publicUrl, fetch).call(routes.listPeers, {})).peers;
};

describe('the nodes that a province recognises', () => {
  it('are told to anybody, each with where its app is, and without the province itself [M22]', async () => {
    const peers = await ask();
    expect(peers.map(({ division }) => division)).toEqual([federation.origin.division, third]);
    expect(peers[0]?.baseUrl).toBe(`${federation.origin.context.config.http.publicUrl}/`);
    expect(Object.keys(peers[0]?.name ?? {}).toSorted()).toEqual(['en', 'zh']);
  });

  it('are none once the trust list has expired', async () => {
    await federation.pass(400 * day);
    expect(await ask()).toEqual([]);
  });
});
