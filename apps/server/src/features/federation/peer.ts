import type { TrustedNode } from '@tongxing/codec';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NodeContext } from '../../node-context.ts';
import {
  federationKey,
  signResponse,
  useNonce,
  verifyRequest,
  type VerifiedRequest,
} from '../../platform/http-signatures/index.ts';
import type { PeerPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { TrustListSource } from './trust-list.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'config' | 'signer'> & { readonly trustList: TrustListSource };

const verified = new WeakMap<FastifyRequest, VerifiedRequest>();

/** Who the peer is that signed a request. @throws Refusal peer-unknown, signature-invalid, signature-expired, nonce-replayed */
export async function authorizePeer(deps: Deps, request: FastifyRequest): Promise<PeerPrincipal> {
  const now = deps.clock.now();
  const recognised = await deps.trustList.nodes();
  let peer: TrustedNode | undefined;
  const proof = await verifyRequest(
    {
      method: request.method,
      targetUri: deps.config.http.publicUrl + request.url,
      headers: request.headers,
      body: request.rawBody ?? Buffer.alloc(0),
    },
    {
      now,
      keyFor: (kid) => {
        peer = recognised.find((node) => federationPoint(node, kid, now) !== undefined);
        return peer && federationPoint(peer, kid, now);
      },
    },
  );
  if (peer === undefined || peer.division === deps.config.division) throw new Refusal('peer-unknown');
  await useNonce(deps.db, proof);
  verified.set(request, proof);
  return { kind: 'peer', division: peer.division };
}

/** Signs the answer to a peer's request, so that it answers no other. A request that did not verify gets no signature. */
export async function sealAnswer(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string | Buffer,
): Promise<void> {
  const proof = verified.get(request);
  if (proof === undefined) return;
  const fields = await signResponse({
    status: reply.statusCode,
    body: Buffer.from(payload),
    request: {
      method: request.method,
      targetUri: deps.config.http.publicUrl + request.url,
      headers: request.headers,
      label: proof.label,
    },
    key: await federationKey(deps.signer),
    created: deps.clock.now(),
  });
  void reply.headers({ ...fields });
}

/** The federation key of a node by its id in hex, as the point x ‖ y on P-256, where it is valid now. */
export function federationPoint(node: TrustedNode, kid: string, now: Date): Uint8Array | undefined {
  const key = federationKeyOf(node, kid, now);
  return key && Buffer.concat([key.x, key.y]);
}

/** The federation key of a node by its id in hex, where it is valid now. */
export function federationKeyOf(node: TrustedNode, kid: string, now: Date): TrustedNode['keys'][number] | undefined {
  const at = now.getTime() / 1000;
  return node.keys.find(
    (candidate) =>
      candidate.use === 'federation' &&
      candidate.suite === 'ES256' &&
      Buffer.from(candidate.kid).toString('hex') === kid &&
      candidate.validFrom <= at &&
      at < candidate.validTo,
  );
}
