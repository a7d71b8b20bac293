import type { schemas } from '@tongxing/contract';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { addEntries, isListable, requireDraft, type DraftDeps } from '../listing/index.ts';
import { contactsTable } from './reading/contacts-table.ts';
import { momentOf, textOf } from './reading/table-kind.ts';
import type { GoodRow, Sink } from './sink.ts';
import type { FaultLine, UploadNamed } from './upload-store.ts';

export type ContactsDeps = DraftDeps;

/**
 * People onto the draft of a list of contacts: its ground, document number and end were given with the draft, and nobody is coloured
 * before a second person has read its preview and agreed.
 * @throws Refusal upload-list-needed
 */
export function contactsSink(
  deps: ContactsDeps,
  staff: StaffPrincipal,
  { division, listId }: Pick<UploadNamed, 'division' | 'listId'>,
): Sink {
  if (listId === undefined) throw new Refusal('upload-list-needed');
  return {
    shape: contactsTable,
    source: null,
    begin: async (tx) => {
      await requireContacts(tx, staff, listId, division);
    },
    async take(tx, rows) {
      if (rows.length === 0) return { counts: {}, refused: [], waiting: [] };
      const degree = await requireContacts(tx, staff, listId, division);
      const judged = rows.map((row) => ({ row, fault: faultOf(deps, row, degree) }));
      const good = judged.filter(({ fault }) => fault === undefined).map(({ row }) => entryOf(row));
      const refused = judged.flatMap(({ fault }) => fault ?? []);
      if (good.length === 0) return { counts: {}, refused, waiting: [] };
      const { duplicates } = await addEntries(tx, deps, { listId, kind: 'contacts' }, good);
      return { counts: { new: good.length - duplicates, unchanged: duplicates }, refused, waiting: [] };
    },
  };
}

/** The degree of the list. @throws Refusal not-found, also for a list of another division or kind, list-not-a-draft */
async function requireContacts(tx: Tx, staff: StaffPrincipal, listId: string, division: string): Promise<string> {
  const list = await requireDraft(tx, staff, listId);
  if (list.division !== division || list.subject.kind !== 'contacts') throw new Refusal('not-found');
  return list.subject.degree;
}

function faultOf({ clock }: ContactsDeps, { row, read }: GoodRow, degree: string): FaultLine | undefined {
  const said = textOf(read.values, 'degree');
  const { columns } = contactsTable;
  if (said !== undefined && said !== degree) {
    return { row, position: 0, column: columns['degree']?.names[0] ?? null, fault: 'of-another-list' };
  }
  if (isListable(clock.now(), sinceOf(read))) return undefined;
  return { row, position: 0, column: columns['since']?.names[0] ?? null, fault: 'too-long-ago' };
}

function entryOf({ read }: GoodRow): schemas.ListEntry {
  const [document] = read.documents;
  if (document === undefined) throw new Error('a row of this table names one document');
  const { documentType, documentNumber, issuingCountry } = document;
  const country = issuingCountry === undefined ? {} : { issuingCountry };
  return { documentType, documentNumber, ...country, since: sinceOf(read) };
}

const sinceOf = ({ values }: GoodRow['read']) => toEdge(momentOf(values, 'since')?.instant ?? new Date(0));
