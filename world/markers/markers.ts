import * as cast from '../people/cast.ts';
import { markersIn, type Marker } from './forms.ts';
import { searchTables } from './tables.ts';
import type { Traffic } from './traffic.ts';

/** A place outside the database where personal data must not be. */
export interface Place {
  readonly name: string;
  read(): string | Promise<string>;
}

export interface Markers {
  /** @throws Error naming what was found where, never the value. Answers how many values and texts were looked through. */
  check(): Promise<number>;
}

/** Name, document number and phone of everybody in the cast. */
export function markersOfCast(): Marker[] {
  return Object.entries(cast).flatMap(([who, person]) => {
    if (typeof person !== 'object' || !('documentNumber' in person)) return [];
    const { name, documentNumber } = person;
    return [
      { what: `the name of ${who}`, value: name },
      { what: `the document number of ${who}`, value: documentNumber },
      ...('phone' in person ? [{ what: `the phone of ${who}`, value: person.phone }] : []),
    ];
  });
}

/**
 * After a step nothing that names a person, and no secret of hers, is in any column of any table, in what the processes print, in an
 * address that was called, in a problem that was answered, or in what a node publishes.
 */
export function createMarkers(surroundings: {
  readonly databases: Readonly<Record<string, string>>;
  /** Asked anew at every check: processes end and start. */
  readonly places: () => readonly Place[];
  readonly traffic: Traffic;
  readonly planted?: readonly Marker[];
}): Markers {
  const { databases, places, traffic, planted = markersOfCast() } = surroundings;
  return {
    async check() {
      const markers = [...planted, ...traffic.secrets];
      const found: string[] = [];
      let searched = 0;
      for (const [division, url] of Object.entries(databases)) {
        const tables = await searchTables(url, markers);
        searched += tables.searched;
        found.push(...tables.found.map((place) => `${place} of ${division}`));
      }
      const everywhere: readonly Place[] = [
        ...places(),
        { name: 'the address of a request', read: () => traffic.urls.join('\n') },
        { name: 'a problem document', read: () => traffic.problems.join('\n') },
      ];
      for (const { name, read } of everywhere) {
        searched += 1;
        for (const { what } of markersIn(Buffer.from(await read(), 'utf8'), markers)) found.push(`${what} in ${name}`);
      }
      if (found.length > 0) throw new Error(`personal data where none may be: ${found.join('; ')}`);
      return searched;
    },
  };
}

/** A node as far as its places are looked through. */
export interface MarkedNode {
  readonly division: string;
  readonly url: string;
  readonly isUp: () => boolean;
  readonly processes: () => readonly { readonly role: string; output(): string }[];
}

/** What the nodes print and publish. What an ended process has printed counts on; a node that is down publishes nothing. */
export function placesOf(nodes: readonly MarkedNode[]): () => Place[] {
  const printed = new Map<object, Place>();
  return () => {
    for (const { division, processes } of nodes) {
      for (const each of processes()) {
        printed.set(each, { name: `the output of ${each.role} of ${division}`, read: () => each.output() });
      }
    }
    return [...printed.values(), ...nodes.filter((node) => node.isUp()).flatMap(publishedBy)];
  };
}

/** What a node tells whoever asks: its pages and figures. What it does not have is not looked through. */
function publishedBy({ division, url }: { division: string; url: string }): Place[] {
  return ['/', '/sources', '/metrics'].map((path) => ({
    name: `${path} of ${division}`,
    async read() {
      const answer = await fetch(url + path);
      return answer.ok ? answer.text() : '';
    },
  }));
}
