import { appealAnswers, laneNotes, type AppealAnswerCode, type LaneNote, type schemas } from '@tongxing/contract';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { spokenTime } from '../notification/index.ts';
import type { AppealDeps } from './deps.ts';
import type { AppealRow, SourceRow } from './store.ts';

type Deps = Pick<AppealDeps, 'clock' | 'seal'>;

/** Appeals of one person as she sees them, in the order of the rows. */
export async function describeAppeals(read: Read, deps: Deps, rows: readonly AppealRow[]): Promise<schemas.Appeal[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const personId = first.person_id;
  const ids = rows.map((row) => row.appeal_id);
  const sources = await read
    .selectFrom('appeal_source')
    .selectAll()
    .where('person_id', '=', personId)
    .where('appeal_id', 'in', ids)
    .execute();
  const attachments = await attachmentsOf(read, personId, ids);
  const answers = await answersOf(read, personId, ids);
  const certificates = await read
    .selectFrom('correction_certificate')
    .select(['appeal_id', 'certificate_id'])
    .where('person_id', '=', personId)
    .where('appeal_id', 'in', ids)
    .execute();
  return rows.map((row) => {
    const mine = <R extends { appeal_id: string }>(all: readonly R[]) =>
      all.filter((each) => each.appeal_id === row.appeal_id);
    const source = mine(sources)[0];
    const given = mine(answers).map((answer) => describeAnswer(deps, answer));
    return {
      appealId: row.appeal_id,
      number: row.number,
      kind: row.kind as schemas.AppealKind,
      ground: row.ground as schemas.Appeal['ground'],
      lane: row.lane as schemas.Appeal['lane'],
      laneNote: noteOf(row.lane_note as LaneNote | null),
      state: row.state as schemas.AppealState,
      waiting: row.state === 'open' ? waitingText(row, source) : null,
      ruleId: row.rule_id,
      factId: row.fact_id,
      filedAt: toEdge(row.filed_at),
      dueAt: toEdge(row.due_at),
      overdue: isOverdue(deps, row),
      departsAt: toEdgeOrNull(row.departs_at),
      source: source === undefined ? null : describeSource(source),
      unconfirmedSince: toEdgeOrNull(row.unconfirmed_since),
      attachments: mine(attachments).map(describeAttachment),
      answers: given,
      secondLook: secondLookOf(row, given.length),
      certificateId: mine(certificates)[0]?.certificate_id ?? null,
    };
  });
}

/** {@link describeAppeals} for one. */
export async function describeAppeal(read: Read, deps: Deps, row: AppealRow): Promise<schemas.Appeal> {
  const [appeal] = await describeAppeals(read, deps, [row]);
  return appeal as schemas.Appeal;
}

export function isOverdue({ clock }: Pick<Deps, 'clock'>, row: AppealRow): boolean {
  return row.due_at < (row.closed_at ?? clock.now());
}

function attachmentsOf(read: Read, personId: string, ids: readonly string[]) {
  return read
    .selectFrom('appeal_attachment')
    .select(['appeal_id', 'attachment_id', 'media_type', 'size', 'received_at'])
    .where('person_id', '=', personId)
    .where('appeal_id', 'in', [...ids])
    .orderBy('attachment_id')
    .execute();
}

function answersOf(read: Read, personId: string, ids: readonly string[]) {
  return read
    .selectFrom('appeal_answer')
    .select(['appeal_id', 'outcome', 'answer', 'text_sealed', 'answered_at'])
    .where('person_id', '=', personId)
    .where('appeal_id', 'in', [...ids])
    .orderBy('answer_id')
    .execute();
}

type AttachmentRow = Awaited<ReturnType<typeof attachmentsOf>>[number];
type AnswerRow = Awaited<ReturnType<typeof answersOf>>[number];

export function describeAttachment(row: Omit<AttachmentRow, 'appeal_id'>): schemas.AppealAttachment {
  return {
    attachmentId: row.attachment_id,
    mediaType: row.media_type as schemas.AppealAttachment['mediaType'],
    size: row.size,
    receivedAt: toEdge(row.received_at),
  };
}

function describeAnswer({ seal }: Pick<Deps, 'seal'>, row: AnswerRow): schemas.AppealAnswer {
  const code = row.answer as AppealAnswerCode;
  const { zh, en } = appealAnswers[code];
  return {
    outcome: row.outcome as schemas.AppealAnswer['outcome'],
    answer: { code, text: { zh, en } },
    text: seal.open('appeal', row.text_sealed),
    answeredAt: toEdge(row.answered_at),
  };
}

function describeSource(row: SourceRow): NonNullable<schemas.Appeal['source']> {
  return {
    source: row.source,
    peer: row.peer,
    askedAt: toEdge(row.asked_at),
    dueAt: toEdge(row.due_at),
    answeredAt: toEdgeOrNull(row.answered_at),
    finding: row.finding as NonNullable<schemas.Appeal['source']>['finding'],
  };
}

function noteOf(code: LaneNote | null): schemas.Appeal['laneNote'] {
  return code === null ? null : { code, text: laneNotes[code] };
}

/** One further look, by another person, at what was rejected. */
function secondLookOf(row: AppealRow, answers: number): schemas.Appeal['secondLook'] {
  if (row.second_look_at === null) return row.state === 'rejected' ? 'possible' : 'none';
  return row.state === 'open' && answers < 2 ? 'under-way' : 'done';
}

/** Whom it waits for, and by when she is answered: no more than is known. */
function waitingText(row: AppealRow, source: SourceRow | undefined): schemas.Bilingual {
  const due = spokenTime(row.due_at);
  const asked = source?.state === 'asked' && row.unconfirmed_since === null;
  const who = asked
    ? { zh: '正在等待数据来源单位核实', en: 'The source of the record is checking it' }
    : { zh: '正在由工作人员审核', en: 'A person is looking at it' };
  return {
    zh: `编号${row.number}。${who.zh},最迟${due.zh}答复您;届时未答复的,会逐级督办并计入公开统计。`,
    en: `Case ${row.number}. ${who.en}. You are answered by ${due.en} at the latest; a late answer goes to the next level and is counted in public.`,
  };
}
