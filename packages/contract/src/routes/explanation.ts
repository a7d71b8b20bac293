import { defineRoute } from '../route.ts';
import * as explanation from '../schemas/explanation.ts';

const tag = 'explanation';
/** An explanation asks the rules some thousand times. */
const dear = { count: 20, seconds: 60 } as const;

export const getExplanation = defineRoute({
  name: 'getExplanation',
  method: 'GET',
  path: '/me/explanation',
  summary: {
    zh: '为什么是这个颜色,怎样才能转绿',
    en: 'Why my colour is what it is, and what would make it green',
  },
  tag,
  access: 'citizen',
  limit: { per: 'account', ...dear },
  status: 200,
  response: explanation.Explanation,
  problems: ['no-decision-yet'],
});

export const getDecisionInputs = defineRoute({
  name: 'getDecisionInputs',
  method: 'GET',
  path: '/me/explanation/inputs',
  summary: {
    zh: '我的颜色所依据的全部信息和规则,可自行核对',
    en: 'All that my colour was decided from, to check it oneself',
  },
  tag,
  access: 'citizen',
  limit: { per: 'account', ...dear },
  status: 200,
  response: explanation.DecisionBundle,
  problems: ['no-decision-yet', 'decision-inputs-not-kept'],
});

export const explainPerson = defineRoute({
  name: 'explainPerson',
  method: 'POST',
  path: '/staff/person-explanations',
  summary: {
    zh: '向来电人说明:为什么是这个颜色,怎样才能转绿',
    en: 'Explain to a person of my division why her colour is what it is, and what would make it green',
  },
  tag,
  access: { staff: ['hotline', 'reviewer'], scope: 'own-division', divisionOf: 'the person' },
  limit: { per: 'staff', ...dear },
  body: explanation.PersonToExplain,
  status: 200,
  response: explanation.PersonExplained,
  problems: ['too-many-lookups'],
});
