import { randomUUID } from 'node:crypto';
import { demoClients, signRequest } from './signature.ts';

/** Telephones that the carriers' gateway saw come into a province. */
export interface SeenArrival {
  readonly phone: string;
  readonly division: string;
  readonly transport: 'train' | 'plane' | 'coach' | 'car' | 'ship' | 'other';
  /** RFC 3339 */
  readonly arrivedAt: string;
}

/**
 * Pushes arrivals to a node as the carriers' gateway does, signed like its receipts. The gateway knows nothing of consents: it tells of every
 * phone, and what may be looked at is the node's to know. Answers the status.
 */
export async function pushArrivals(
  node: { readonly url: string; readonly division: string },
  arrivals: readonly SeenArrival[],
  { now, eventId = randomUUID() }: { readonly now: number; readonly eventId?: string },
): Promise<number> {
  const appId = `tongxing-${node.division}`;
  const body = { eventId, arrivals };
  const timestamp = String(now * 1000);
  const response = await fetch(`${node.url}/channels/carriers/arrivals`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-app-id': appId,
      'x-timestamp': timestamp,
      'x-sign': signRequest(body, appId, timestamp, demoClients[appId] ?? ''),
    },
    body: JSON.stringify(body),
  });
  return response.status;
}
