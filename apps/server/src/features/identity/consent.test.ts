import { createHash, randomBytes } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifiedCitizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const codeChallenge = createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url');
const grant: schemas.ConsentGrant = { audience: '370000', purpose: 'conversion', fields: ['colour'], codeChallenge };

describe('consent', () => {
  it('is given for one province, a day and the fields she chose, and she sees it', async () => {
    const { client } = await verifiedCitizen(node);
    const granted = await client.call(routes.grantConsent, { body: grant });
    expect(Date.parse(granted.expiresAt) - node.clock.now().getTime()).toBe(86_400_000);
    const { consents } = await client.call(routes.listConsents, {});
    expect(consents).toMatchObject([
      {
        consentId: granted.consentId,
        audience: '370000',
        purpose: 'conversion',
        fields: ['colour'],
        withdrawnAt: null,
      },
    ]);
  });

  it('is given to provinces of the trust list only, and not to her own', async () => {
    const { client } = await verifiedCitizen(node);
    const give = (audience: string) => problemOf(client.call(routes.grantConsent, { body: { ...grant, audience } }));
    expect(await give('440000')).toBe('origin-unknown');
    expect(await give('140000')).toBe('origin-unknown');
    expect(await give('370000')).toBe('none');
  });

  it('can be withdrawn by who gave it, at the first time she does so, and by nobody else', async () => {
    const [{ client }, other] = [await verifiedCitizen(node), await verifiedCitizen(node)];
    const { consentId } = await client.call(routes.grantConsent, { body: grant });
    const params = { consentId };
    expect(await problemOf(other.client.call(routes.withdrawConsent, { params }))).toBe('not-found');
    await client.call(routes.withdrawConsent, { params });
    const withdrawn = async () => (await client.call(routes.listConsents, {})).consents[0]?.withdrawnAt;
    const first = await withdrawn();
    node.clock.forward(60);
    await client.call(routes.withdrawConsent, { params });
    expect(first).not.toBeNull();
    expect(await withdrawn()).toBe(first);
    expect((await other.client.call(routes.listConsents, {})).consents).toEqual([]);
  });
});
