import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as visit from '../schemas/visit.ts';

const tag = 'visit';
const ofVenue = { staff: ['admin', 'guard'], scope: 'own-division', divisionOf: 'the venue' } as const;
const params = closed({ venueId: Id, signId: Id });

export const getDisplayCard = defineRoute({
  name: 'getDisplayCard',
  method: 'GET',
  path: '/checkpoint/display-card',
  summary: { zh: '门口屏幕显示场所码所需的凭证', en: 'What a display at a door needs to show a place code' },
  tag,
  access: 'device',
  status: 200,
  response: visit.DisplayCard,
});

export const issuePlaceSign = defineRoute({
  name: 'issuePlaceSign',
  method: 'POST',
  path: '/checkpoint/venues/:venueId/signs',
  summary: { zh: '为场所签发一张可打印的场所码', en: 'Issue a place code to print for a venue' },
  tag,
  access: ofVenue,
  params: closed({ venueId: Id }),
  status: 201,
  response: visit.PlaceSignIssued,
  idempotencyKey: true,
});

export const listPlaceSigns = defineRoute({
  name: 'listPlaceSigns',
  method: 'GET',
  path: '/checkpoint/venues/:venueId/signs',
  summary: { zh: '一个场所签发过的打印场所码', en: 'The printed place codes of a venue' },
  tag,
  access: ofVenue,
  params: closed({ venueId: Id }),
  status: 200,
  response: closed({ signs: Type.Array(visit.PlaceSign) }),
});

export const getPlaceSignSheet = defineRoute({
  name: 'getPlaceSignSheet',
  method: 'GET',
  path: '/checkpoint/venues/:venueId/signs/:signId/sheet',
  summary: { zh: '下载场所码的打印页(PDF)', en: 'The place code as a page to print (PDF)' },
  tag,
  access: ofVenue,
  params,
  status: 200,
  response: { mediaType: 'application/pdf' },
  problems: ['place-code-ended'],
});

export const revokePlaceSign = defineRoute({
  name: 'revokePlaceSign',
  method: 'DELETE',
  path: '/checkpoint/venues/:venueId/signs/:signId',
  summary: { zh: '作废一张场所码,所有复印件随即失效', en: 'Revoke a printed place code with all its copies' },
  tag,
  access: ofVenue,
  params,
  status: 204,
  response: Type.Null(),
});

export const registerAtDoor = defineRoute({
  name: 'registerAtDoor',
  method: 'POST',
  path: '/checkpoint/visits',
  summary: {
    zh: '在门口扫群众的健康码,确认或登记其到访',
    en: 'Confirm or register a visit by reading the person’s code at the door',
  },
  tag,
  access: 'device',
  body: visit.DoorVisit,
  status: 200,
  response: visit.DoorVisitDone,
  problems: ['device-revoked', 'visit-code-refused'],
});

export const registerVisit = defineRoute({
  name: 'registerVisit',
  method: 'POST',
  path: '/me/visits',
  summary: { zh: '扫场所码登记到访', en: 'Register a visit with the place code I have scanned' },
  tag,
  access: 'citizen',
  body: visit.VisitRegistration,
  status: 201,
  response: visit.Visit,
  problems: [
    'place-code-unreadable',
    'place-code-old',
    'place-code-ended',
    'place-code-elsewhere',
    'visit-clock-wrong',
    'visit-too-late',
    'visit-signature-invalid',
    'too-many-visits',
  ],
  idempotencyKey: true,
});

export const listVisits = defineRoute({
  name: 'listVisits',
  method: 'GET',
  path: '/me/visits',
  summary: { zh: '我登记过的到访', en: 'Visits registered of me' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ visits: Type.Array(visit.Visit) }),
});

export const contestVisit = defineRoute({
  name: 'contestVisit',
  method: 'POST',
  path: '/me/visits/:visitId/contest',
  summary: { zh: '这次到访不是我:立即不再计入', en: 'That was not me: from now on the visit counts for nothing' },
  tag,
  access: 'citizen',
  params: closed({ visitId: Id }),
  status: 200,
  response: visit.Visit,
});
