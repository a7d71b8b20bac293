import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as correction from '../schemas/correction.ts';

const tag = 'correction';
const params = closed({ hearingId: Id });

export const listHearings = defineRoute({
  name: 'listHearings',
  method: 'GET',
  path: '/me/hearings',
  summary: { zh: '申报与数据不一致时,请我说明的事项', en: 'Where declaration and data differ and I am asked' },
  tag,
  access: 'citizen',
  status: 200,
  response: correction.HearingList,
});

export const answerHearing = defineRoute({
  name: 'answerHearing',
  method: 'POST',
  path: '/me/hearings/:hearingId/statement',
  summary: { zh: '说明申报与数据为何不一致', en: 'Say why declaration and data differ' },
  tag,
  access: 'citizen',
  params,
  body: correction.HearingStatement,
  status: 200,
  response: correction.Hearing,
  problems: ['hearing-closed'],
});

export const listHearingQueue = defineRoute({
  name: 'listHearingQueue',
  method: 'GET',
  path: '/staff/hearings',
  summary: { zh: '已说明、待核对的事项', en: 'Hearings in which the person has been heard' },
  tag,
  access: { staff: ['reviewer'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: correction.HearingQueue,
});

export const concludeHearing = defineRoute({
  name: 'concludeHearing',
  method: 'POST',
  path: '/staff/hearings/:hearingId/conclusion',
  summary: { zh: '办结一次核对', en: 'Conclude a hearing' },
  tag,
  access: { staff: ['reviewer'], scope: 'own-division', divisionOf: 'the person' },
  params,
  body: correction.HearingConclusion,
  status: 200,
  response: correction.Hearing,
  problems: ['hearing-closed'],
});
