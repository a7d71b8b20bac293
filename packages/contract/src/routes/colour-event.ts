import { defineRoute } from '../route.ts';
import { Division, closed } from '../schemas/basics.ts';
import * as event from '../schemas/colour-event.ts';

const tag = 'conversion';

export const takeColourEvents = defineRoute({
  name: 'takeColourEvents',
  method: 'POST',
  path: '/federation/colour-events',
  summary: { zh: '接收原省份的颜色变化', en: 'Take in what an origin says of codes converted here' },
  tag: 'federation',
  access: 'peer',
  body: event.ColourEventBatch,
  bodyLimit: 1_000_000,
  status: 200,
  response: event.ColourEventAnswer,
  problems: ['peer-unknown', 'signature-invalid', 'signature-expired', 'nonce-replayed'],
});

export const listReceivedColours = defineRoute({
  name: 'listReceivedColours',
  method: 'GET',
  path: '/me/received-colours',
  summary: { zh: '其他省份告知的我的颜色及依据', en: 'What other provinces have said of my colour, and by which rule' },
  tag,
  access: 'citizen',
  status: 200,
  response: event.ReceivedColours,
});

export const listCodeHolders = defineRoute({
  name: 'listCodeHolders',
  method: 'GET',
  path: '/me/code-holders',
  summary: { zh: '哪些省份持有由我的码转换的码', en: 'Which provinces hold a code converted from mine' },
  tag,
  access: 'citizen',
  status: 200,
  response: event.CodeHolders,
});

export const endCodeHolder = defineRoute({
  name: 'endCodeHolder',
  method: 'POST',
  path: '/me/code-holders/end',
  summary: { zh: '不再告知该省,那里的转换码随之失效', en: 'Tell that province no more; the code converted there ends' },
  tag,
  access: 'citizen',
  body: closed({ division: Division }),
  status: 200,
  response: event.CodeHolders,
  problems: ['division-unknown'],
});
