import type { schemas } from '@tongxing/contract';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { addEntries, isListable, requireDraft, takeOff, type DraftDeps } from '../listing/index.ts';
import { applyStatements, type ApplyDeps, type Counts } from './apply.ts';
import { endOf, orderKinds, type OrderTable } from './order-kinds.ts';
import { momentOf } from './reading/table-kind.ts';
import { tableKinds } from './reading/table-kinds.ts';
import type { GoodRow, Sink, Taken } from './sink.ts';
import { statementsOf, type StatementRow } from './statement.ts';
import type { FaultLine, UploadNamed } from './upload-store.ts';

export type OrdersDeps = ApplyDeps & DraftDeps;

type Named = Pick<UploadNamed, 'division' | 'listId'>;
type Subject = schemas.ListSubject | undefined;

/**
 * Isolation orders, case states and tags of arrivals. Rows that release count at once, by one person's word; rows that colour go onto
 * the draft of a list, which a second person reads and agrees to. Without a list they are refused, each by itself.
 */
export function ordersSink(deps: OrdersDeps, staff: StaffPrincipal, name: OrderTable, named: Named): Sink {
  return {
    shape: tableKinds[name],
    source: named.listId === undefined ? tableKinds[name].source : null,
    begin: async (tx) => {
      await subjectOf(tx, staff, name, named);
    },
    async take(tx, rows) {
      if (rows.length === 0) return { counts: {}, refused: [], waiting: [] };
      const subject = await subjectOf(tx, staff, name, named);
      const colours = ({ read }: GoodRow) =>
        !read.isWithdrawn && orderKinds[name].colours(read.values, deps.clock.now(), subject);
      const colouring = rows.filter(colours);
      const faults = colouring.map((row) => ({ row, fault: faultOf(deps, name, row, subject) }));
      const listed = faults.filter(({ fault }) => fault === undefined).map(({ row }) => row);
      const released = await release(
        tx,
        deps,
        name,
        named.division,
        rows.filter((row) => !colours(row)),
      );
      const added = await putOnList(tx, deps, name, named.listId, listed);
      return {
        counts: {
          ...released.counts,
          new: released.counts.new + added,
          unchanged: released.counts.unchanged + listed.length - added,
        },
        refused: faults.flatMap(({ fault }) => fault ?? []),
        waiting: released.waiting,
      };
    },
  };
}

/** What the draft says, if one was named. @throws Refusal not-found, also for a list of another division or kind, list-not-a-draft */
async function subjectOf(
  tx: Tx,
  staff: StaffPrincipal,
  name: OrderTable,
  { division, listId }: Named,
): Promise<Subject> {
  if (listId === undefined) return undefined;
  const list = await requireDraft(tx, staff, listId);
  if (list.division !== division || list.subject.kind !== orderKinds[name].list) throw new Refusal('not-found');
  return list.subject;
}

function faultOf(
  { clock }: OrdersDeps,
  name: OrderTable,
  { row, read: { values } }: GoodRow,
  subject: Subject,
): FaultLine | undefined {
  const { column, since, says } = orderKinds[name];
  const fault = (of: string, why: FaultLine['fault']): FaultLine => {
    return { row, position: 0, column: tableKinds[name].columns[of]?.names[0] ?? null, fault: why };
  };
  if (subject === undefined) return fault(column, 'list-needed');
  if (!says(values, subject)) return fault(column, 'of-another-list');
  return isListable(clock.now(), edgeOf(momentOf(values, since)?.instant)) ? undefined : fault(since, 'too-long-ago');
}

const edgeOf = (instant: Date | undefined) => toEdge(instant ?? new Date(0));

/** Answers how many were not on the list yet. */
async function putOnList(
  tx: Tx,
  deps: OrdersDeps,
  name: OrderTable,
  listId: string | undefined,
  rows: readonly GoodRow[],
): Promise<number> {
  if (listId === undefined || rows.length === 0) return 0;
  const { list: kind, since } = orderKinds[name];
  const entries = rows.flatMap(({ read: { documents, values } }): schemas.ListEntry[] => {
    const end = endOf(values);
    const until = end === undefined ? {} : { until: toEdge(end) };
    return documents.map((document) => ({ ...document, since: edgeOf(momentOf(values, since)?.instant), ...until }));
  });
  const { duplicates } = await addEntries(tx, deps, { listId, kind }, entries);
  return entries.length - duplicates;
}

/** Takes off the lists in force whom these rows release, and stores what they say. */
async function release(
  tx: Tx,
  deps: OrdersDeps,
  name: OrderTable,
  division: string,
  rows: readonly GoodRow[],
): Promise<{ counts: Counts; waiting: Taken['waiting'] }> {
  const { list: kind, releases } = orderKinds[name];
  const stated = rows.flatMap(({ read }) =>
    statementsOf(deps, tableKinds[name], read, division).map((statement) => ({ read, statement })),
  );
  const off = await takeOff(
    tx,
    deps,
    { kind, division },
    stated.map(({ read: { values }, statement: { documentIndex } }) => ({
      documentIndex,
      fits: (subject, since, isKnown) => releases(values, subject, since, isKnown),
    })),
  );
  const statements = stated.map(({ statement }) => statement);
  const isTakenBack = ({ data, documentIndex }: StatementRow) =>
    data === null && off.has(documentIndex.toString('hex'));
  const said = await applyStatements(
    tx,
    deps,
    statements.filter((statement) => !isTakenBack(statement)),
  );
  // What a list said is no upload's to replace, and yet it was taken back.
  const back = await applyStatements(tx, deps, statements.filter(isTakenBack));
  const counts = { ...said.counts };
  counts.withdrawn += back.counts.withdrawn + back.counts.unchanged;
  counts.waiting += back.counts.waiting;
  return { counts, waiting: [...said.waiting, ...back.waiting] };
}
