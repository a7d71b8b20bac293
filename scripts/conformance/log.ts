import { isSignedByLog, sha256 } from './keys.ts';
import { tilePath, tileWidth } from './merkle.ts';
import { must } from './requirement.ts';
import type { Session } from './session.ts';

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** What is signed: the text with its last newline. */
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly id: string; readonly signature: Buffer }[];
}

const shape = /^([^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*$/;
const line = /^— (\S+) ([A-Za-z0-9+/]+=*)$/;

/** Takes a signed note apart (C2SP signed-note, tlog-checkpoint). @throws Failed when it has another shape */
export function readCheckpoint(note: string): Checkpoint {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [, origin = '', size = '', root = ''] = shape.exec(text) ?? [];
  must(origin !== '', 'no origin, size and root');
  const lines = note.slice(end + 2).split('\n');
  must(lines.pop() === '', 'no newline at the end');
  const signatures = lines.map((each) => {
    const [, name = '', content = ''] = line.exec(each) ?? [];
    must(name !== '', 'a signature line in no form');
    const bytes = Buffer.from(content, 'base64');
    return { name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
  });
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), text, signatures };
}

/** Whether the log's own key has signed it, under the name and id that belong to the key (signed-note, type 1). */
export function isSignedByItsLog({ origin, text, signatures }: Checkpoint, key: Buffer): boolean {
  const id = sha256(Buffer.concat([Buffer.from(`${origin}\n`), Buffer.from([1]), key]))
    .subarray(0, 4)
    .toString('hex');
  return signatures.some(
    (each) => each.name === origin && each.id === id && isSignedByLog(key, Buffer.from(text), each.signature),
  );
}

/** The checkpoint as the node has it now. */
export async function fetchCheckpoint(session: Session): Promise<Checkpoint> {
  const { status, body } = await session.get('log/checkpoint');
  must(status === 200, `status ${status}`);
  return readCheckpoint(body.toString());
}

const hashBytes = 32;

/** The first hashes of a tile. A log may have dropped a partial tile whose full one exists: its beginning is the same. */
export async function fetchHashes(session: Session, level: number, index: number, width: number): Promise<Buffer[]> {
  const body = await fetchTile(session, level, index, width);
  must(body.length % hashBytes === 0, `a tile of ${body.length} bytes`);
  return Array.from({ length: body.length / hashBytes }, (_, at) =>
    body.subarray(at * hashBytes, (at + 1) * hashBytes),
  ).slice(0, width);
}

/** The first entries of a bundle: each behind its length as a big-endian uint16. */
export async function fetchEntries(session: Session, index: number, width: number): Promise<Buffer[]> {
  const body = await fetchTile(session, 'entries', index, width);
  const entries: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const length = at + 2 <= body.length ? body.readUInt16BE(at) : Infinity;
    must(at + 2 + length <= body.length, 'the last entry is cut off');
    entries.push(body.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  must(entries.length >= width, `${entries.length} entries in a bundle of ${width}`);
  return entries.slice(0, width);
}

async function fetchTile(session: Session, level: number | 'entries', index: number, width: number): Promise<Buffer> {
  for (const asked of new Set([width, tileWidth])) {
    const path = `log/${tilePath(level, index, asked)}`;
    const { status, body } = await session.once(path, () => session.get(path));
    if (status === 200) return body;
    must(asked !== tileWidth, `status ${status} for ${path}`);
  }
  throw new Error('there is no width that was not asked for');
}
