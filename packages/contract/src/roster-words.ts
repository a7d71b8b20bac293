import type { Bilingual } from './schemas/basics.ts';
import type { OrganisationKind } from './schemas/roster.ts';

/** What an organisation sees of somebody, as she reads it before she agrees and on the notice that invites her. */
export const rosterSees: Readonly<Record<OrganisationKind, Bilingual>> = {
  employer: {
    zh: '您选定的姓名,和今日「可通行、不可通行、无法判断」三者之一。看不到颜色、原因、行程和检测。',
    en: 'The name you choose, and of today one of: may pass, may not, cannot tell. No colour, no reason, no itinerary, no test.',
  },
  school: {
    zh: '您选定的姓名,和今日「可到校、不可到校、无法判断」三者之一。看不到颜色、原因、行程和检测。',
    en: 'The name you choose, and of today one of: may come, may not, cannot tell. No colour, no reason, no itinerary, no test.',
  },
};
