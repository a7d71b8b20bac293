import { people } from '@tongxing/contract';
import type { Seal } from '../../platform/seal.ts';

/** E.164. @throws Error for what the contract's `Phone` does not admit */
export function readPhone(text: string): string {
  const phone = people.parsePhone(text);
  if (phone === undefined) throw new Error('not a phone of the contract');
  return phone;
}

/**
 * The blind index of a phone, however it was written. Mainland numbers are indexed in their 11 digits, as they were before foreign
 * ones were known: an index cannot be rewritten without the number.
 */
export function phoneIndex(deps: { readonly seal: Seal }, phone: string): Buffer {
  return deps.seal.index('phone', people.domesticPhone(people.parsePhone(phone) ?? phone));
}

/** A sealed phone as E.164; the earliest rows hold 11 digits. */
export function openPhone(deps: { readonly seal: Seal }, sealed: Uint8Array): string {
  return readPhone(deps.seal.open('phone', sealed));
}
