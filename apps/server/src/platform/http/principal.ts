import type { Access, schemas } from '@tongxing/contract';

/** Who is calling, as far as the route needs to know. */
export interface AccountPrincipal {
  readonly kind: 'account';
  readonly accountId: string;
  readonly personId: string | null;
  readonly tokenHash: Buffer;
}
/** `personId` is whom the call is about: the citizen herself, or the dependant in whose place her guardian acts. */
export interface CitizenPrincipal extends AccountPrincipal {
  readonly personId: string;
  readonly actingFor?: { readonly guardianId: string };
}
export interface DevicePrincipal {
  readonly kind: 'device';
  readonly deviceId: string;
  readonly venueId: string;
  /** Of the venue. */
  readonly division: string;
  readonly placeType: schemas.PlaceType;
  /** P-256, x ‖ y. */
  readonly publicKey: Uint8Array;
}
export interface PeerPrincipal {
  readonly kind: 'peer';
  readonly division: string;
}
export interface StaffPrincipal {
  readonly kind: 'staff';
  readonly staffId: string;
  readonly role: schemas.StaffRole;
  readonly division: string;
  /** Blind index of the personnel number: the same for every account of one person. Null while none has been entered. */
  readonly personIndex: Buffer | null;
  /** When somebody else last reset the password, and so may have known it. */
  readonly passwordResetAt: Date | null;
  readonly tokenHash: Buffer;
}
export interface GatewayPrincipal {
  readonly kind: 'gateway';
}
export type Principal = AccountPrincipal | DevicePrincipal | PeerPrincipal | StaffPrincipal | GatewayPrincipal | null;

export type PrincipalFor<A extends Access> = A extends 'public'
  ? null
  : A extends 'account'
    ? AccountPrincipal
    : A extends 'citizen'
      ? CitizenPrincipal
      : A extends 'device'
        ? DevicePrincipal
        : A extends 'gate'
          ? DevicePrincipal
          : A extends 'peer'
            ? PeerPrincipal
            : A extends 'reader'
              ? DevicePrincipal | PeerPrincipal
              : A extends 'gateway'
                ? GatewayPrincipal
                : StaffPrincipal;
