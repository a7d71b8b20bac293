import type { schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { keyFor } from '../../platform/signer.ts';

export type Claims =
  | { readonly kind: 'conversion'; readonly claims: schemas.ConversionClaims }
  | { readonly kind: 'correction'; readonly claims: schemas.CorrectionClaims }
  | { readonly kind: 'closure'; readonly claims: schemas.ClosureClaims };

/** The claims of a certificate with the node's signature: compact JWS (RFC 7515), ES256, typ `tongxing-<kind>+jwt`. */
export async function signClaims({ signer }: Pick<NodeContext, 'signer'>, { kind, claims }: Claims): Promise<string> {
  const { kid } = await keyFor(signer, 'federation');
  const part = (text: string) => Buffer.from(text).toString('base64url');
  const header = part(JSON.stringify({ alg: 'ES256', typ: `tongxing-${kind}+jwt`, kid }));
  const input = `${header}.${part(canonicalJson(claims))}`;
  const [signature = new Uint8Array()] = await signer.sign(kid, [Buffer.from(input)]);
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}
