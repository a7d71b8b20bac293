import { list, record, text, whole, type Infer } from '../shape.ts';
import { healthNumber, instant } from '../wire.ts';
import { healthRecordShape, type CommissionAnswers } from './shapes.ts';

const MOST = 10_000;

/** The log as a state file keeps it. */
const logShape = record({
  /** Another name with every new log, so that a cursor of a lost one is noticed. */
  name: text(/^[0-9a-f]{8}$/, 'eight hexadecimal digits'),
  /** How many changes were forgotten before the first one here. */
  forgotten: whole(0, Number.MAX_SAFE_INTEGER),
  changes: list(record({ documentNumber: healthNumber, records: list(healthRecordShape, 50), at: instant }), MOST),
});

type Log = Infer<typeof logShape>;
export type Change = Log['changes'][number];

/** Which records changed, in the order in which they did: the latest ten thousand. */
export class ChangeLog {
  readonly #log: Log;

  /** @param name eight hexadecimal digits, for a log that begins empty */
  constructor(memory: unknown, name: string) {
    this.#log = memory === undefined ? { name, forgotten: 0, changes: [] } : logShape(memory, 'memory');
  }

  get memory(): Log {
    return this.#log;
  }

  /** Notes every person whose records differ. */
  note(before: CommissionAnswers, after: CommissionAnswers, at: string): void {
    const persons = new Set([...Object.keys(before.persons), ...Object.keys(after.persons)]);
    for (const person of persons) {
      const records = after.persons[person] ?? [];
      if (JSON.stringify(records) === JSON.stringify(before.persons[person] ?? [])) continue;
      this.#log.changes.push({ documentNumber: person, records, at });
    }
    const surplus = Math.max(0, this.#log.changes.length - MOST);
    this.#log.changes.splice(0, surplus);
    this.#log.forgotten += surplus;
  }

  /** At most `most` changes after a cursor, or undefined where they are no longer all there. */
  after(cursor: string | undefined, most: number): { changes: Change[]; next: string; more: boolean } | undefined {
    const { name, forgotten, changes } = this.#log;
    const [log, count] = (cursor ?? `${name}-0`).split('-') as [string, string];
    const start = Number(count) - forgotten;
    if (log !== name || start < 0 || start > changes.length) return undefined;
    const end = Math.min(start + most, changes.length);
    return { changes: changes.slice(start, end), next: `${name}-${forgotten + end}`, more: end < changes.length };
  }
}
