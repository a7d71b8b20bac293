import type { IngestFault, people } from '@tongxing/contract';
import { dayOf } from '../../../platform/clock.ts';
import { readCell, type Cell } from './cell.ts';
import { readValue, splitMembers, type Column, type Surroundings, type Value, type Values } from './column.ts';
import { readDocument } from './read-document.ts';
import type { Moment } from './read-moment.ts';

/** Something wrong with a cell, or with the row where there is no column. */
export interface CellFault {
  readonly column: string | null;
  readonly fault: IngestFault;
}

/** A row that can be used: whom it is about, and its values by the names of the kind's columns. */
export interface ReadRow {
  readonly documents: readonly people.DocumentReference[];
  readonly values: Values;
  readonly isWithdrawn: boolean;
}

interface Shape {
  readonly columns: Readonly<Record<string, Column>>;
  readonly inOrder?: readonly [string, string];
}

/**
 * Reads a row, or says everything that is wrong with it. @param texts its cells as they came, by the names of the kind's columns
 */
export function readRow(shape: Shape, texts: ReadonlyMap<string, string>, around: Surroundings): ReadRow | CellFault[] {
  const cells = new Map<string, Cell>();
  for (const [name, text] of texts) {
    if (text.includes('\ufffd')) return [{ column: null, fault: 'characters-unreadable' }];
    const cell = readCell(text);
    if (cell.text !== '') cells.set(name, cell);
  }
  const faults: CellFault[] = [];
  const documents = 'document' in shape.columns ? readDocuments(shape, cells, around, faults) : [];
  const values: Record<string, Value> = {};
  const hasMembers = cells.has('members');
  // A table of tubes names nobody: who is in one is known where it was collected with this system.
  const isOfTube = !texts.has('document') && cells.has('tube');
  for (const [name, column] of Object.entries(shape.columns)) {
    const cell = cells.get(name);
    const shown = column.names[0] ?? name;
    if (cell === undefined) {
      if (column.needed === true && !(name === 'document' && (hasMembers || isOfTube)))
        faults.push({ column: shown, fault: 'cell-missing' });
      continue;
    }
    const value = readValue(column.type, cell, around);
    if (typeof value === 'object' && 'fault' in value) faults.push({ column: shown, fault: value.fault });
    else values[name] = value;
  }
  if (shape.inOrder !== undefined && isReversed(values, shape.inOrder)) {
    faults.push({ column: shape.columns[shape.inOrder[1]]?.names[0] ?? null, fault: 'dates-reversed' });
  }
  if (values['method'] === 'pool' && values['tube'] === undefined) {
    faults.push({ column: shape.columns['tube']?.names[0] ?? null, fault: 'tube-missing' });
  }
  if (faults.length > 0) return faults;
  return { documents, values, isWithdrawn: values['withdrawn'] === 'yes' };
}

function readDocuments(
  { columns }: Shape,
  cells: ReadonlyMap<string, Cell>,
  around: Surroundings,
  faults: CellFault[],
): people.DocumentReference[] {
  const text = (name: string) => cells.get(name)?.text ?? '';
  const own = cells.get('document');
  const numbers = [...(own === undefined ? [] : [own]), ...splitMembers(text('members')).map(readCell)];
  return numbers.flatMap((number) => {
    const reference = readDocument(number, text('documentType'), text('country'), dayOf(around.now));
    if (typeof reference !== 'string') return [reference];
    const column = reference === 'document-type-unknown' ? 'documentType' : number === own ? 'document' : 'members';
    faults.push({ column: columns[column]?.names[0] ?? null, fault: reference });
    return [];
  });
}

/** Days are compared where one of the two has no time. */
function isReversed(values: Values, [first, second]: readonly [string, string]): boolean {
  const [from, to] = [values[first], values[second]] as [Exclude<Moment, string>?, Exclude<Moment, string>?];
  if (from === undefined || to === undefined) return false;
  return from.hasTime && to.hasTime ? to.instant < from.instant : to.day < from.day;
}
