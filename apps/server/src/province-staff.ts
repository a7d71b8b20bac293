import { schemas } from '@tongxing/contract';
import { Type } from 'typebox';

const closed = schemas.closed;
const Count = Type.Integer({ minimum: 1 });

/** What a province rules for its staff and for what they do: members of its profile. */
export const byStaff = {
  staff: closed({
    lookupsPerHour: Type.Integer({ minimum: 1, description: 'look-ups of people by one member of staff' }),
    proposalHours: Type.Integer({
      minimum: 1,
      maximum: 720,
      description: 'how long a proposal waits for a second person',
    }),
    resetPauseHours: Type.Integer({
      minimum: 0,
      description: 'how long an account whose password somebody else has reset takes no part in approvals',
    }),
    soleAdministratorHours: Type.Integer({
      minimum: 0,
      description: 'how long after the others have gone an administrator may act alone',
    }),
  }),
  picture: closed({
    freshMinutes: Type.Integer({ minimum: 1, description: 'how long before it is sent a picture may have been taken' }),
    originTries: Type.Integer({
      minimum: 1,
      description: 'after how many silences of the origin a reviewer looks at it',
    }),
  }),
  listing: closed({
    peoplePerList: Type.Integer({
      minimum: 1,
      description: 'people whom one list may colour before its approver has to be one of the province',
    }),
    peoplePerOfficerPerDay: Count,
    peoplePerDay: Count,
    withoutLinkPercent: Type.Integer({
      minimum: 0,
      maximum: 100,
      description:
        'of the people with an itinerary, how many may have been nowhere near: a list with more is not proposed',
    }),
    maximumDays: Type.Integer({ minimum: 1, maximum: 60 }),
    previewHours: Type.Integer({ minimum: 1, maximum: 168, description: 'how long a preview can be proposed upon' }),
  }),
  ingest: closed({
    positivesAlone: Type.Integer({
      minimum: 0,
      description: 'positive results of one sender that take effect on a day before a second person has to agree',
    }),
  }),
  manualColour: closed({
    perOfficerPerDay: Count,
    perDay: Count,
    maximumDays: Type.Integer({ minimum: 1, maximum: 30 }),
  }),
  clearance: closed({
    perOfficerPerDay: Count,
    days: Type.Integer({ minimum: 1, maximum: 60, description: 'how long what was cleared does not count' }),
    reviewHours: Type.Integer({ minimum: 1, description: 'within which another person reviews it' }),
  }),
};
