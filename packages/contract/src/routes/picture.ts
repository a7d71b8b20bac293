import { defineRoute } from '../route.ts';
import { closed, Id } from '../schemas/basics.ts';
import * as picture from '../schemas/picture.ts';

const tag = 'conversion';
const params = closed({ conversionId: Id });

export const sendPicture = defineRoute({
  name: 'sendPicture',
  method: 'POST',
  path: '/conversions/:conversionId/picture',
  summary: { zh: '上传原健康码截图', en: 'Send a screenshot of the original code' },
  tag,
  access: 'citizen',
  params,
  body: picture.PictureUpload,
  bodyLimit: 4_100_000,
  limit: { per: 'account', count: 10, seconds: 600 },
  status: 202,
  response: picture.Picture,
  problems: ['picture-not-wanted', 'picture-type-refused', 'picture-size-refused'],
});

export const getPicture = defineRoute({
  name: 'getPicture',
  method: 'GET',
  path: '/conversions/:conversionId/picture',
  summary: { zh: '截图核对的结果', en: 'What was found in the screenshot' },
  tag,
  access: 'citizen',
  params,
  status: 200,
  response: picture.Picture,
});
