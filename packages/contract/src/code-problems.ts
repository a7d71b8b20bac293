import { define, type ProblemDefinition } from './problem-definition.ts';

/** What is answered about a code. */
export const codeProblems = {
  'no-decision-yet': define(
    409,
    ['还没有得出您的健康码颜色', '请先完成健康和行程申报;如已申报,请稍候几秒再试。'],
    ['Your colour has not been decided yet', 'Declare health and itinerary first; if you have, wait a few seconds.'],
  ),
  'permit-not-offered': define(
    409,
    ['本省不办理这样的限时通行', '请减少小时数,或联系居住地社区。没有保存任何内容。'],
    [
      'This province does not offer such a permit',
      'Ask for fewer hours, or contact the community. Nothing was stored.',
    ],
  ),
  'permit-not-for-colour': define(
    409,
    ['限时通行只为黄码办理', '绿码可以直接通行;红码请按要求留在原地,联系社区。没有保存任何内容。'],
    [
      'A movement permit is for a yellow code only',
      'With a green code you need none; with a red one stay where you are and contact the community. Nothing was stored.',
    ],
  ),
  'permit-used': define(
    409,
    ['这次黄码的限时通行已经办理过', '如仍未到家,请联系社区,由工作人员办理。没有保存任何内容。'],
    [
      'The permit for this yellow code has been used',
      'If you are not home yet, contact the community, where an officer can issue one. Nothing was stored.',
    ],
  ),
  'travel-date-invalid': define(
    422,
    ['日期不在可以查询的范围内', '请选择今天起 30 天内的日期。没有保存任何内容。'],
    ['This day cannot be asked about', 'Choose a day from today to 30 days ahead. Nothing was stored.'],
  ),
  'destination-not-joined': define(
    422,
    ['目的地所在省份尚未加入互认', '请拨打目的地的政务服务热线(区号加 12345)了解当地规定。没有保存任何内容。'],
    [
      'The province of the destination has not joined recognition',
      'Call the hotline of the destination (its area code and 12345) for the rules there. Nothing was stored.',
    ],
  ),
  'destination-silent': define(
    503,
    ['暂时查不到目的地的规则', '请几分钟后再试,或拨打目的地的政务服务热线(区号加 12345)。没有保存任何内容。'],
    [
      'The rules of the destination cannot be had at the moment',
      'Try again in a few minutes, or call the hotline of the destination (its area code and 12345). Nothing was stored.',
    ],
  ),
  'decision-inputs-not-kept': define(
    409,
    ['这次判定早于依据的保存,无法导出', '重新申报后会有新的判定,届时可以导出。现在的颜色和原因不受影响,可以照常查看。'],
    [
      'This decision was made before its inputs were kept',
      'Declare again and the next decision can be exported. Your colour and its reasons stay and can be read as before.',
    ],
  ),
  'code-missing': define(
    409,
    ['您还没有健康码', '请先申领健康码。'],
    ['You do not have a code yet', 'Apply for a code first.'],
  ),
  'code-expired': define(
    409,
    ['健康码已过有效期', '请点击「健康码更新」重新申领。'],
    ['Your code has run out', 'Renew it.'],
  ),
  'strip-places-exhausted': define(
    503,
    ['今日码的签发名额已满', '请稍后再试。已有的码不受影响,仍可出示;急需通行时请出示证件。'],
    [
      'No more codes can be signed for today',
      'Try again later. Codes you hold are not affected; if you cannot wait, show your document.',
    ],
  ),
  'too-many-devices': define(
    409,
    ['登录的设备已达上限', '请先移除一台不用的设备。现有设备上的码不受影响。'],
    [
      'You already use as many devices as allowed',
      'Remove one you do not use. Codes on your devices are not affected.',
    ],
  ),
  'holder-key-invalid': define(
    422,
    ['设备提交的密钥无效', '请关闭并重新打开应用后再试。'],
    ['The key your device sent is not valid', 'Close and open the app, then try again.'],
  ),
} as const satisfies Record<string, ProblemDefinition>;
