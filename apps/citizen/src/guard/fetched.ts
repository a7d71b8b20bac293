import { sha256 } from '@tongxing/codec/es256';
import type { Fetched, Holdings, TextStore } from '@tongxing/device';
import { toBase64Url } from '@/phone/base64';
import { keeping } from '@/vendor/keeping';

/** What was fetched without its lists: those are files, by names that say what is in them. */
interface Listed extends Omit<Fetched, 'trustList' | 'statusLists'> {
  readonly trustList: string;
  readonly statusLists: readonly (readonly [uri: string, file: string])[];
}

const name = 'fetched';

/**
 * What was fetched: signed lists that anybody may read, as files, since storage has 10 MB and the status lists of a hundred million people
 * have two at least. Files that are new are written first, then what names them, and then those go that nothing names: a program that
 * ends in between has the lists of before.
 */
export function createFetched(store: TextStore): Holdings['fetched'] & { empty(): Promise<void> } {
  const listed = async () => {
    const text = await store.read(name);
    return text === undefined ? undefined : (JSON.parse(text) as Listed);
  };
  return {
    async get() {
      const held = await listed();
      if (held === undefined) return undefined;
      const { trustList: trustFile, statusLists: files, ...rest } = held;
      const trustList = await keeping.readFile(trustFile);
      const statusLists = new Map<string, Uint8Array>();
      for (const [uri, file] of files) {
        const token = await keeping.readFile(file);
        if (token !== undefined) statusLists.set(uri, token);
      }
      const isWhole = trustList !== undefined && statusLists.size === files.length;
      return isWhole ? { ...rest, trustList, statusLists } : undefined;
    },
    async put({ trustList, statusLists, ...rest }) {
      const before = await listed();
      const had = filesOf(before);
      const kept = async (content: Uint8Array) => {
        const file = `tongxing-guard-${toBase64Url(sha256(content))}`;
        if (!had.has(file)) await keeping.writeFile(file, content);
        return file;
      };
      const lists: [string, string][] = [];
      for (const [uri, token] of statusLists) lists.push([uri, await kept(token)]);
      const now: Listed = { ...rest, trustList: await kept(trustList), statusLists: lists };
      await store.write(name, JSON.stringify(now));
      const needed = filesOf(now);
      for (const file of had) if (!needed.has(file)) await keeping.removeFile(file);
    },
    async empty() {
      const held = await listed();
      await store.remove(name);
      for (const file of filesOf(held)) await keeping.removeFile(file);
    },
  };
}

function filesOf(listed: Listed | undefined): ReadonlySet<string> {
  if (listed === undefined) return new Set();
  return new Set([listed.trustList, ...listed.statusLists.map(([, file]) => file)]);
}
