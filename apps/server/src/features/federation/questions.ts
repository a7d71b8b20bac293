import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { dayOf, toEdge } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import { subjectIndex } from '../identity/index.ts';
import { commitAll } from '../transparency/index.ts';

export type Question = schemas.AttestationRequest['subjects'][number];
export type Match = schemas.AttestationClaims['match'];

type Deps = Pick<NodeContext, 'clock' | 'province' | 'seal'>;

/**
 * Counts questions about different subjects over all peers, known or not; one that comes again, because its answer was lost or came too
 * early, is counted once. Answers those that are within today's limit of their subject.
 */
export async function countQuestions(tx: Tx, deps: Deps, questions: readonly Question[]): Promise<Question[]> {
  const today = dayOf(deps.clock.now());
  // In the order of the index: two requests about the same people wait for each other in turn.
  const indexed = questions
    .map((question) => ({ question, index: subjectIndex(deps, question.subject) }))
    .toSorted((a, b) => a.index.compare(b.index));
  await insertRows(
    tx,
    'subject_question',
    indexed,
    {
      document_index: ['bytea', ({ index }) => index],
      asked_on: ['date', () => today],
      request_id: ['uuid', ({ question }) => question.requestId],
    },
    sql`on conflict do nothing`,
  );
  const { rows } = await sql<{ document_index: Buffer }>`
    select document_index from subject_question
     where document_index = any(${indexed.map(({ index }) => index)}::bytea[]) and asked_on = ${today}
     group by document_index
    having count(*) > ${deps.province.recognition.questionsPerSubjectPerDay}`.execute(tx);
  const used = new Set(rows.map((row) => row.document_index.toString('base64')));
  const within = new Set(
    indexed.filter(({ index }) => !used.has(index.toString('base64'))).map(({ question }) => question),
  );
  return questions.filter((question) => within.has(question));
}

interface Kept {
  readonly question: Question;
  readonly personId: string;
  readonly answer: { readonly match: Match; readonly facts?: unknown };
}

/** Keeps questions about people of this province for them to see, and commits to what was said: once, however often it is said. */
export async function keepQuestions(
  tx: Tx,
  deps: Deps,
  peer: string,
  purpose: string,
  asked: readonly Kept[],
): Promise<void> {
  const said = asked.filter(({ answer }) => answer.facts !== undefined);
  const commitmentOf = await committedBefore(tx, peer, said);
  const fresh = said.filter((entry) => !commitmentOf.has(entry));
  const ids = await commitAll(
    tx,
    deps,
    'attestation',
    fresh.map(({ question }) => statement(peer, question.requestId, question.consent.grade)),
  );
  fresh.forEach((entry, position) => commitmentOf.set(entry, ids[position] as string));
  const now = deps.clock.now();
  await insertRows(
    tx,
    'attestation_request',
    asked.toSorted((a, b) => a.personId.localeCompare(b.personId)),
    {
      person_id: ['uuid', ({ personId }) => personId],
      request_id: ['uuid', ({ question }) => question.requestId],
      peer: ['text', () => peer],
      purpose: ['text', () => purpose],
      consent_grade: ['text', ({ question }) => question.consent.grade],
      match: ['text', ({ answer }) => answer.match],
      asked_at: ['timestamptz', () => now],
      commitment_id: ['uuid', (entry) => commitmentOf.get(entry) ?? null],
    },
    sql`on conflict (person_id, request_id) do update
        set peer = excluded.peer, purpose = excluded.purpose, consent_grade = excluded.consent_grade,
            match = excluded.match, asked_at = excluded.asked_at, commitment_id = excluded.commitment_id`,
  );
}

/** The commitments of answers whose very statement was committed to when the question came before. */
async function committedBefore(tx: Tx, peer: string, said: readonly Kept[]): Promise<Map<Kept, string>> {
  if (said.length === 0) return new Map();
  const { rows } = await sql<{ person_id: string; request_id: string; consent_grade: string; commitment_id: string }>`
    select person_id, request_id, consent_grade, commitment_id from attestation_request
      join ${rowsOf(said, {
        person_id: ['uuid', ({ personId }) => personId],
        request_id: ['uuid', ({ question }) => question.requestId],
      })} using (person_id, request_id)
     where peer = ${peer} and commitment_id is not null`.execute(tx);
  const found = new Map(rows.map((row) => [`${row.person_id} ${row.request_id} ${row.consent_grade}`, row]));
  return new Map(
    said.flatMap((entry) => {
      const { personId, question } = entry;
      const before = found.get(`${personId} ${question.requestId} ${question.consent.grade}`);
      return before === undefined ? [] : [[entry, before.commitment_id] as const];
    }),
  );
}

/** What the log holds of an answer about a person: who was told something, on what ground. */
function statement(peer: string, requestId: string, consentGrade: string) {
  return { requestId, peer, consentGrade };
}

/** What an attestation committed to in the log, for its proof. */
export async function committedAttestation(read: Read, personId: string, requestId: string) {
  const row = await read
    .selectFrom('attestation_request')
    .select(['peer', 'consent_grade', 'commitment_id'])
    .where('person_id', '=', personId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  if (row === undefined || row.commitment_id === null) return undefined;
  return { commitmentId: row.commitment_id, value: statement(row.peer, requestId, row.consent_grade) };
}

export async function listQuestions(deps: Pick<NodeContext, 'db'>, personId: string) {
  const rows = await deps.db
    .selectFrom('attestation_request')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('asked_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    requestId: row.request_id,
    peer: row.peer,
    askedAt: toEdge(row.asked_at),
    purpose: row.purpose,
    consentGrade: row.consent_grade,
    match: row.match,
  }));
}
