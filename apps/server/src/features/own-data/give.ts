import type { schemas } from '@tongxing/contract';
import { isSealed, type DataClass, type DataClasses } from '../../data-classes.ts';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { columnWords } from './column-words.ts';
import { holdings, type Holding } from './holdings.ts';
import { others } from './others.ts';
import { keysOf, rowsOwned } from './owned.ts';

export interface GiveDeps extends Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'> {
  readonly dataClasses: DataClasses;
}

/** One document stays one that a phone can take in: files beyond that are named by their size and digest. */
const most = { rows: 5000, smallBytes: 16 * 1024, fileBytes: 16 * 1024 * 1024 };

/** Who of an office did something stands in its own records; a person learns the role, as under who looked at her data. */
const ofStaff =
  /^(staff_id|(answered|cleared|reviewed|claimed|decided|proposed|approved|closed|concluded)_by(_person)?)$/;
const ofSomebody = new Set(['guardian_id', 'dependant_id', 'member_id', 'declared_by', 'filed_by', 'added_by']);

const about = {
  zh: '本文件是本平台保存的您的全部信息。每张表的名称、每个字段的中文名都在文件中;加密保存的内容已解密,请妥善保管。',
  en: 'Everything this platform holds of you. What each table and column is called stands in the document; what is stored sealed has been opened: keep it safe.',
};

/** Everything that is held of a person. What identifies anybody else, members of staff too, is not in it. */
export async function ownDataDocument(deps: GiveDeps, read: Read, personId: string): Promise<schemas.OwnDataDocument> {
  const keys = await keysOf(read, personId);
  const files = { left: most.fileBytes };
  const tables: schemas.OwnDataDocument['tables'] = [];
  for (const holding of holdings) {
    if (holding.title === undefined) continue;
    const rows = await rowsOwned(read, holding, keys, most.rows + 1);
    if (rows.length === 0) continue;
    tables.push({
      table: holding.table,
      title: holding.title,
      complete: rows.length <= most.rows,
      rows: rows.slice(0, most.rows).map((row) => given(deps, holding, row, personId, files)),
    });
  }
  const names = new Set(tables.flatMap(({ rows }) => rows.flatMap((row) => Object.keys(row))));
  return {
    format: 'tongxing-own-data/1',
    at: toEdge(deps.clock.now()),
    issuer: deps.province.name,
    about,
    tables,
    columns: Object.fromEntries([...names].map((name) => [name, wordsOf(name)])),
    leftOut: others.map(({ table, why }) => ({ table, why })),
  };
}

/** The columns of a holding that are given out. */
export function givenColumns(classes: DataClasses, { table, without = [] }: Holding): string[] {
  return Object.entries(classes[table] ?? {})
    .filter(([column, held]) => held !== 'index' && !ofStaff.test(column) && !without.includes(column))
    .map(([column]) => nameOf(column));
}

function nameOf(column: string): string {
  return column.replace(/_sealed$/, '');
}

function wordsOf(name: string): schemas.Bilingual {
  const [zh, en] = columnWords[name] ?? [name, name];
  return { zh, en };
}

function given(
  deps: GiveDeps,
  holding: Holding,
  row: Readonly<Record<string, unknown>>,
  personId: string,
  files: { left: number },
): Record<string, unknown> {
  const names = new Set(givenColumns(deps.dataClasses, holding));
  const classes = deps.dataClasses[holding.table] ?? {};
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => names.has(nameOf(column)))
      .map(([column, value]) => {
        if (ofSomebody.has(column) && value !== null) return [column, value === personId ? 'herself' : 'somebody-else'];
        return [nameOf(column), valueOf(deps, classes[column], value, files)];
      }),
  );
}

function valueOf(deps: GiveDeps, held: DataClass | undefined, value: unknown, files: { left: number }): unknown {
  if (value instanceof Date) return toEdge(value);
  if (!Buffer.isBuffer(value)) return value;
  if (!isSealed(held)) return value.toString('base64url');
  const bytes = deps.seal.openBytes(held.sealed, value);
  if (bytes.length > most.smallBytes) files.left -= bytes.length;
  const described = { bytes: bytes.length, sha256: sha256(bytes).toString('base64url') };
  if (bytes.length > most.smallBytes && files.left < 0) return described;
  const text = textOf(bytes);
  if (text === undefined) return { ...described, base64: bytes.toString('base64') };
  return /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text;
}

/** Undefined for a picture or another file. */
function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
