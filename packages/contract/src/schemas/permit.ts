import { Type, type Static } from 'typebox';
import { PersonLookup } from './access-record.ts';
import { Area, Id, Instant, closed } from './basics.ts';

const Hours = Type.Integer({ minimum: 1, maximum: 24, description: 'how long it lasts; the province may allow less' });

/** To move although the code is yellow: one way, to one place, for some hours. */
export const PermitRequest = closed({ division: Area, hours: Hours });
export type PermitRequest = Static<typeof PermitRequest>;

export const OfficerPermit = closed({ ...PersonLookup.properties, division: Area, hours: Hours });
export type OfficerPermit = Static<typeof OfficerPermit>;

export const MovementPermit = closed({ permitId: Id, division: Area, from: Instant, until: Instant });
export type MovementPermit = Static<typeof MovementPermit>;

/** Nobody of that document, and somebody outside one's division, are answered alike. */
export const OfficerPermitIssued = closed({ found: Type.Boolean(), permit: Type.Union([MovementPermit, Type.Null()]) });
