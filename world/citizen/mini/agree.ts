import { createClient, routes } from '@tongxing/contract';
import type { Citizen } from '../../clients/citizen.ts';
import type { Mini } from './open-mini.ts';

/**
 * What the pages of both provinces do in the browser of her phone with the address that a mini-program has copied (they are walked in
 * `conversion.test.ts`): she agrees at home, and the page that she is sent back to leaves the code at the node of where she is going.
 * @param nodeUrl of the province that asks
 */
export async function agreeInBrowser({ telephone }: Mini, { client }: Citizen, nodeUrl: string): Promise<void> {
  const [, query] = /\/app\/#\/pages\/authorise\/index\?(.*)$/.exec(telephone.clipboard ?? '') ?? [];
  const asked = new URLSearchParams(query);
  const codeChallenge = asked.get('challenge') ?? '';
  const { authorizationCode } = await client.call(routes.grantConsent, {
    body: {
      audience: asked.get('audience') ?? '',
      purpose: asked.get('purpose') === 'transfer' ? 'transfer' : 'conversion',
      fields: ['colour'],
      codeChallenge,
    },
  });
  await createClient(nodeUrl, fetch).call(routes.leaveConsentReturn, { body: { codeChallenge, authorizationCode } });
}
