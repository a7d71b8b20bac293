import type { schemas } from '@tongxing/contract';
import { roles, type Row, type StaffRow } from './row.ts';

/** Everybody who can call. */
export const callers = [
  'nobody',
  'garbage',
  'expired',
  'unverified',
  'citizen',
  'other citizen',
  'device',
  'revoked device',
  ...roles,
] as const;
export type Caller = (typeof callers)[number];

/** Where the subject lies, seen from the caller's division: that itself, a county in it, the province around it, a city beside it. */
export const places = ['own', 'below', 'above', 'beside'] as const;
export type Place = (typeof places)[number];

/** How a caller is answered when nothing but who it is counts, or `let in`. */
export function expectedAnswer(row: Row, caller: Caller): string {
  if (row === 'public') return 'let in';
  if (row === 'peer' || row === 'gate' || row === 'gateway' || (row === 'reader' && caller === 'nobody'))
    return 'signature-invalid';
  if (caller === 'nobody' || caller === 'garbage') return 'sign-in-required';
  if (caller === 'expired') return 'session-expired';
  const isCitizen = caller === 'citizen' || caller === 'other citizen';
  if (row === 'account') return isCitizen || caller === 'unverified' ? 'let in' : 'not-permitted';
  if (row === 'citizen' && caller === 'unverified') return 'verification-required';
  if (row === 'citizen') return isCitizen ? 'let in' : 'not-permitted';
  if ((row === 'device' || row === 'reader') && caller === 'revoked device') return 'device-revoked';
  if (row === 'device' || row === 'reader') return caller === 'device' ? 'let in' : 'not-permitted';
  return row.staff.some((role) => role === caller) ? 'let in' : 'not-permitted';
}

/** How staff of a role are answered about a subject in a place. */
export function expectedOfStaff(row: StaffRow, role: schemas.StaffRole, place: Place): string {
  if (!row.staff.includes(role)) return 'not-permitted';
  if (row.scope === 'self') return 'let in';
  if (place === 'above' || place === 'beside') return row.elsewhere ?? 'not-permitted';
  return row.tried === undefined || row.tried.staff.includes(role) ? 'let in' : row.tried.others;
}
