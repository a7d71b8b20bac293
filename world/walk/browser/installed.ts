import type { schemas } from '@tongxing/contract';
import type { RootKey } from '@tongxing/codec';
import { fromBase64Url } from './base64url.ts';
import type { Bilingual } from './words.ts';

export type SideName = 'shanxi' | 'shandong';

/** What comes with the page and from no node. */
export interface Installed {
  readonly roots: readonly { readonly kid: string; readonly x: string; readonly y: string }[];
  readonly sides: Readonly<Record<SideName, ProvinceLook>>;
  /** Base URL of each node, for those who want to look behind the page. */
  readonly addresses: Readonly<Record<SideName, string>>;
  readonly people: readonly WalkPerson[];
  readonly placeNames: Readonly<Record<string, Bilingual>>;
}

export interface ProvinceLook {
  readonly division: string;
  readonly name: Bilingual;
  readonly codeName: Bilingual;
  readonly brandColour: string;
  readonly scope: 'city' | 'province';
}

export interface WalkPerson {
  readonly id: string;
  readonly name: string;
  readonly documentNumber: string;
  readonly phone: string;
  readonly residenceDivision: string;
  readonly about: Bilingual;
  readonly place: Bilingual;
  readonly deviceId: string;
  readonly declaration: { readonly answers: schemas.HealthAnswers; readonly stays: schemas.Stay[] };
}

export async function fetchInstalled(): Promise<Installed> {
  return (await (await fetch('/walk.json')).json()) as Installed;
}

export function rootKeys({ roots }: Installed): RootKey[] {
  return roots.map(({ kid, x, y }) => ({
    kid: Uint8Array.from(kid.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    key: { suite: 'ES256', x: fromBase64Url(x), y: fromBase64Url(y) },
  }));
}

/** The province a person lives in, and the one she travels to. */
export function sidesOf({ sides }: Installed, person: WalkPerson): { home: SideName; away: SideName } {
  const inShanxi = person.residenceDivision.startsWith(sides.shanxi.division.slice(0, 2));
  return inShanxi ? { home: 'shanxi', away: 'shandong' } : { home: 'shandong', away: 'shanxi' };
}

/** What a resident's code is for: her city or her province. */
export function scopeOf(look: ProvinceLook, person: WalkPerson): string {
  return look.scope === 'city' ? `${person.residenceDivision.slice(0, 4)}00` : look.division;
}

/** Where a traveller's code is to hold: the province, or where codes are for cities, its capital. */
export function arrivalScope(look: ProvinceLook): string {
  return look.scope === 'city' ? `${look.division.slice(0, 2)}0100` : look.division;
}
