import { routes, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { Citizen } from './citizen.ts';
import type { Notice } from './fake-sources.ts';
import type { TestNode } from './node.ts';

/** A person's inbox, newest first. */
export async function inboxOf({ client }: Citizen): Promise<schemas.Message[]> {
  return (await client.call(routes.listMessages, { query: {} })).messages;
}

export async function personIdOf(node: TestNode, { person }: Citizen): Promise<string> {
  const index = node.context.seal.index('phone', person.phone);
  const row = await node.context.db
    .selectFrom('person')
    .select('person_id')
    .where('phone_index', '=', index)
    .executeTakeFirstOrThrow();
  return row.person_id;
}

/** What the channels took of one person's messages. */
export function takenBy(node: TestNode, to: string): Notice[] {
  return node.sources.notices.filter((notice) => notice.to === to && notice.outcome === 'accepted');
}

/** A receipt as the gateway posts it. */
export function receipt(node: TestNode, notice: Notice, status: 'delivered' | 'undelivered', sign = 'right') {
  return receipts(node, [[notice, status]], sign);
}

/** Receipts as the gateway pushes them. */
export function receipts(
  node: TestNode,
  said: readonly (readonly [Notice, 'delivered' | 'undelivered'])[],
  sign = 'right',
) {
  const at = node.clock.now().toISOString();
  return node.app.inject({
    method: 'POST',
    url: '/channels/sms/receipts',
    headers: { 'x-sign': sign },
    payload: {
      receipts: said.map(([{ clientId, to }, status]) => ({ messageId: 'sms-1', clientId, to, status, at })),
    },
  });
}

/** Everybody who is invented for a measurement: as many rows as persons, straight into the table. */
export async function inventPersons(node: TestNode, count: number): Promise<string[]> {
  const { seal, db } = node.context;
  const sealed = (kind: 'document' | 'name') => seal.seal(kind, kind);
  const phones = Array.from({ length: count }, (_, at) => `155${String(10_000_000 + at)}`);
  const { rows } = await sql<{ person_id: string }>`
    insert into person (person_id, document_type, document_sealed, name_sealed, name_index, phone_sealed, phone_index,
                        residence_division, verified_at)
    select gen_random_uuid(), '10', ${sealed('document')}::bytea, ${sealed('name')}::bytea, ''::bytea, phone_sealed, phone_index,
           '140105', ${node.clock.now()}
      from unnest(${phones.map((phone) => seal.seal('phone', phone))}::bytea[],
                  ${phones.map((phone) => seal.index('phone', phone))}::bytea[]) as t (phone_sealed, phone_index)
    returning person_id`.execute(db);
  return rows.map((row) => row.person_id);
}
