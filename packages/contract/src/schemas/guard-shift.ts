import { Type, type Static } from 'typebox';
import { Bilingual, Id, Instant, closed } from './basics.ts';
import { IdentityClaim } from './identity.ts';
import { StaffSignIn } from './staff.ts';

const { username, password } = StaffSignIn.properties;

/** A guard begins her shift at the device she stands at, with her own account. */
export const ShiftOpening = closed({ username, password });

export const GuardShift = closed({ shiftId: Id, endsAt: Instant });
export type GuardShift = Static<typeof GuardShift>;

const { documentType, documentNumber, name, issuingCountry } = IdentityClaim.properties;

export const DocumentLookup = closed({ shiftId: Id, documentType, documentNumber, name, issuingCountry });
export type DocumentLookup = Static<typeof DocumentLookup>;

/** By the rule of the place. Who is not known here and who has no colour are answered alike. */
export const DocumentLookedUp = closed({ verdict: Type.Enum(['pass', 'stop', 'cannot-tell']), say: Bilingual });
export type DocumentLookedUp = Static<typeof DocumentLookedUp>;
