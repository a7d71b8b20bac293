import type { GatewayPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ReceiptSignatures } from './ports.ts';

/** The gateway for text messages, by its signature over the request. @throws Refusal signature-invalid */
export function authorizeGateway(
  deps: { readonly receiptSignatures: ReceiptSignatures },
  request: { readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: unknown },
): GatewayPrincipal {
  if (!deps.receiptSignatures.verify(request.headers, request.body)) throw new Refusal('signature-invalid');
  return { kind: 'gateway' };
}
