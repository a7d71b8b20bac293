import type { FastifyRequest } from 'fastify';
import type { NodeContext } from '../../node-context.ts';
import { useNonce, verifyRequest } from '../../platform/http-signatures/index.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { devicePrincipal, type DeviceReader } from './device.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'config'> & { readonly deviceOf: DeviceReader };

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Which gate has signed a request: `keyid` is the id of its device, the key the one it was enrolled with. A gate needs no token, which
 * could be read from its memory and used elsewhere. @throws Refusal device-unknown, device-revoked, signature-invalid,
 * signature-expired, nonce-replayed
 */
export async function authorizeGate(deps: Deps, request: FastifyRequest): Promise<DevicePrincipal> {
  let gate: DevicePrincipal | undefined;
  const proof = await verifyRequest(
    {
      method: request.method,
      targetUri: deps.config.http.publicUrl + request.url,
      headers: request.headers,
      body: request.rawBody ?? Buffer.alloc(0),
    },
    {
      now: deps.clock.now(),
      keyFor: async (kid) => {
        if (!idPattern.test(kid) || (await deps.deviceOf(kid)) === undefined) throw new Refusal('device-unknown');
        gate = await devicePrincipal(deps, kid);
        return gate.publicKey;
      },
    },
  );
  if (gate === undefined) throw new Refusal('device-unknown');
  await useNonce(deps.db, proof);
  return gate;
}
