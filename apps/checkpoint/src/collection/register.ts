import { encodeBase64Url } from '@tongxing/codec';
import { dayInChina, keyOf } from '@tongxing/device';
import { putSample, readText, tubeIn, type Desk, type Sample, type SampledPerson } from '@tongxing/device/collection';

/** What came of somebody who was scanned, or read, or typed. */
export type Registered =
  | { readonly kind: 'in'; readonly maskedName: string | undefined; readonly lastFour: string; readonly place: number }
  /** She is in an open tube already. */
  | { readonly kind: 'twice'; readonly tube: string }
  | { readonly kind: 'full' }
  /** A health code that does not tell whose it is. */
  | { readonly kind: 'untold' }
  | { readonly kind: 'label'; readonly number: string }
  | { readonly kind: 'other' }
  /** The device could not keep it. */
  | { readonly kind: 'unsaved' };

/** Who somebody is, and what may be shown of it. */
export interface Person {
  readonly person: SampledPerson;
  readonly lastFour: string;
  readonly maskedName?: string;
}

/** Puts whoever was scanned or read into a tube. On the disk when this settles. */
export async function registerText(desk: Desk, tube: string, text: string): Promise<Registered> {
  const read = readText(text, dayInChina(desk.tools.now()));
  if (read.kind === 'document') return registerPerson(desk, tube, byDocument(read.person));
  if (read.kind !== 'code') return read;
  const whose = await desk.tools.whose(text);
  return whose === undefined ? { kind: 'untold' } : registerPerson(desk, tube, { person: { text }, ...whose });
}

export function byDocument(person: Exclude<SampledPerson, { text: string }>): Person {
  return { person, lastFour: person.documentNumber.slice(-4) };
}

export async function registerPerson(desk: Desk, tube: string, who: Person): Promise<Registered> {
  const { person, lastFour, maskedName } = who;
  const key = await digestOf('text' in person ? keyOf(person.text) : `${person.documentType}:${person.documentNumber}`);
  const takenAt = new Date(desk.tools.now() * 1000).toISOString();
  const sample: Sample = { sampleId: desk.tools.newId(), takenAt, lastFour, person, key };
  let outcome: Registered = { kind: 'full' };
  await desk.change((collection) => {
    const before = collection.tubes.find(({ samples }) => samples.some((each) => each.key === key));
    const here = tubeIn(collection, tube);
    if (before !== undefined) outcome = { kind: 'twice', tube: before.tube };
    if (before !== undefined || here === undefined || here.samples.length >= here.size) return collection;
    outcome = { kind: 'in', maskedName, lastFour, place: here.samples.length + 1 };
    return putSample(collection, tube, sample);
  });
  return outcome;
}

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return encodeBase64Url(new Uint8Array(digest).subarray(0, 16));
}
