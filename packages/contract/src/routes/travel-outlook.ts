import { defineRoute } from '../route.ts';
import * as travel from '../schemas/travel-outlook.ts';

const tag = 'explanation';

export const askTravelOutlook = defineRoute({
  name: 'askTravelOutlook',
  method: 'POST',
  path: '/me/travel-outlook',
  summary: {
    zh: '我能去吗:到达那天会是什么颜色,要做什么检测,告诉谁',
    en: 'Can I go there: the colour I would have that day, the test I need, and whom to tell',
  },
  tag,
  access: 'citizen',
  limit: { per: 'account', count: 20, seconds: 60 },
  body: travel.TravelQuestion,
  status: 200,
  response: travel.TravelOutlook,
  problems: ['division-unknown', 'travel-date-invalid', 'destination-not-joined', 'destination-silent'],
});

export const tellRules = defineRoute({
  name: 'tellRules',
  method: 'POST',
  path: '/federation/rules',
  summary: {
    zh: '告诉其他省份:到本省某地的人按什么规则判定',
    en: 'Tell another province by which rules who comes to a place here is judged',
  },
  tag: 'federation',
  access: 'peer',
  body: travel.RulesQuestion,
  status: 200,
  response: travel.RulesAnswer,
  problems: [
    'peer-unknown',
    'signature-invalid',
    'signature-expired',
    'nonce-replayed',
    'division-unknown',
    'travel-date-invalid',
  ],
});
