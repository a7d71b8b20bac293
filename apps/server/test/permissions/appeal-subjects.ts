import { currentFacts, recordReport } from '../../src/features/facts/index.ts';
import { transact } from '../../src/platform/db.ts';
import { newId } from '../../src/platform/ids.ts';
import type { TestNode } from '../node.ts';

/** Appeals and hearings of one person in a division, straight into the tables: one to be read, one to be acted on. */
export interface AppealSubjects {
  readonly appealId: string;
  readonly attachmentId: string;
  readonly decidedId: string;
  readonly hearingId: string;
  readonly concludedId: string;
}

export async function insertAppeals(node: TestNode, personId: string, division: string): Promise<AppealSubjects> {
  const factId = await insertFact(node, personId);
  const appealId = await insertAppeal(node, personId, division, factId);
  const decidedId = await insertAppeal(node, personId, division, factId);
  const attachmentId = newId(node.clock.now());
  await node.context.db
    .insertInto('appeal_attachment')
    .values({
      person_id: personId,
      appeal_id: appealId,
      attachment_id: attachmentId,
      media_type: 'image/png',
      size: 3,
      content_sealed: node.context.seal.seal('appeal', 'AAAA'),
      received_at: node.clock.now(),
    })
    .execute();
  return {
    appealId,
    decidedId,
    attachmentId,
    hearingId: await insertHearing(node, personId, division, 'stay-not-declared'),
    concludedId: await insertHearing(node, personId, division, 'contact-not-declared'),
  };
}

async function insertFact(node: TestNode, personId: string): Promise<string> {
  const receivedAt = node.clock.now();
  const fact = { kind: 'contact' as const, observedAt: receivedAt, data: { degree: 'close', since: '2026-11-20' } };
  const report = { personId, source: 'health-commission' as const, receivedAt, facts: [fact] };
  await transact(node.context.db, (tx) => recordReport(tx, report));
  const facts = await currentFacts(node.context.db, personId);
  return facts.find(({ kind }) => kind === 'contact')?.id ?? 'none';
}

async function insertAppeal(node: TestNode, personId: string, division: string, factId: string): Promise<string> {
  const { db, seal } = node.context;
  const now = node.clock.now();
  const appealId = newId(now);
  const key = { person_id: personId, appeal_id: appealId };
  const dueAt = new Date(now.getTime() + 86_400_000);
  await db
    .insertInto('appeal')
    .values({
      ...key,
      number: 'SS-20261124-00000000',
      kind: 'appeal',
      ground: 'not-mine',
      lane: 'usual',
      state: 'open',
      division,
      decision_id: newId(now),
      fact_id: factId,
      fact_source: 'health-commission',
      fact_kind: 'contact',
      statement_sealed: seal.seal('appeal', '不是我。'),
      filed_at: now,
      due_at: dueAt,
    })
    .execute();
  await db.insertInto('appeal_person').values({ appeal_id: appealId, person_id: personId }).execute();
  await db
    .insertInto('appeal_source')
    .values({ ...key, source: 'health-commission', division, state: 'asked', asked_at: now, due_at: dueAt })
    .execute();
  return appealId;
}

async function insertHearing(node: TestNode, personId: string, division: string, matter: string): Promise<string> {
  const now = node.clock.now();
  const hearingId = newId(now);
  await node.context.db
    .insertInto('hearing')
    .values({
      person_id: personId,
      hearing_id: hearingId,
      matter,
      places: [],
      state: 'heard',
      division,
      opened_at: now,
      due_at: now,
      heard_at: now,
    })
    .execute();
  await node.context.db.insertInto('hearing_person').values({ hearing_id: hearingId, person_id: personId }).execute();
  return hearingId;
}
