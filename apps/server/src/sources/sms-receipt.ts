import { timingSafeEqual } from 'node:crypto';
import type { ReceiptSignatures } from '../features/notification/index.ts';
import type { Clock } from '../platform/clock.ts';
import { signParameters, type SourceEndpoint } from './signed-request.ts';

const toleranceMs = 300_000;

/** Receipts are signed with the node's own secret at the gateway, over the members of the body, in the manner of {@link signParameters}. */
export function createReceiptSignatures(clock: Clock, { appId, secret }: SourceEndpoint): ReceiptSignatures {
  return {
    verify(headers, body) {
      const [from, timestamp, sign] = [headers['x-app-id'], headers['x-timestamp'], headers['x-sign']];
      if (from !== appId || typeof timestamp !== 'string' || typeof sign !== 'string') return false;
      if (!/^\d{1,15}$/.test(timestamp)) return false;
      if (Math.abs(clock.now().getTime() - Number(timestamp)) > toleranceMs) return false;
      if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
      const expected = Buffer.from(signParameters({ ...body, appId, timestamp }, secret));
      const given = Buffer.from(sign);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
