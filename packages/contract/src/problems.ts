import { define, type ProblemDefinition } from './problem-definition.ts';
import { staffProblems } from './staff-problems.ts';

export type { ProblemDefinition, ProblemText } from './problem-definition.ts';

/** Every problem a caller can be answered with. */
export const problems = {
  // What any route can answer.
  'invalid-input': define(
    400,
    ['提交的内容格式不正确', '请按提示修改后再次提交。本次没有保存任何内容。'],
    ['What was sent is not in the expected form', 'Correct it as shown and send it again. Nothing was stored.'],
  ),
  'sign-in-required': define(
    401,
    ['需要先登录', '请用手机号和验证码登录。'],
    ['You need to sign in first', 'Sign in with your phone number and a code.'],
  ),
  'session-expired': define(
    401,
    ['登录已过期', '请重新登录。您已有的码在有效期内仍可出示。'],
    ['Your session has ended', 'Sign in again. Codes you already hold can still be shown while they are valid.'],
  ),
  'not-permitted': define(
    403,
    ['您没有做这件事的权限', '如需办理,请联系本单位管理员。没有任何内容被更改。'],
    ['You are not permitted to do this', 'Ask your administrator if you need to. Nothing was changed.'],
  ),
  'not-found': define(404, ['没有找到', '请核对后再试。'], ['Not found', 'Check what you asked for and try again.']),
  'too-large': define(
    413,
    ['提交的内容过大', '请减少内容后再次提交。本次没有保存任何内容。'],
    ['What was sent is too large', 'Send less and try again. Nothing was stored.'],
  ),
  'unsupported-media-type': define(
    415,
    ['不支持这种内容类型', '请用 application/json 提交。本次没有保存任何内容。'],
    ['This content type is not supported', 'Send application/json. Nothing was stored.'],
  ),
  internal: define(
    500,
    ['系统出了问题', '请稍后再试;如仍不行,请把编号告诉客服热线。本次没有保存任何内容。'],
    [
      'Something went wrong on our side',
      'Try again later; if it persists, tell the hotline the number. Nothing was stored.',
    ],
  ),
  'temporarily-unavailable': define(
    503,
    ['服务暂时不可用', '请稍后再试。已有的码不受影响,仍可出示。'],
    ['The service is unavailable for the moment', 'Try again later. Codes you hold are not affected.'],
  ),
  'storage-full': define(
    503,
    [
      '系统存储空间已满,暂时不能保存',
      '本次没有保存任何内容;已保存的内容都在,查询和已有的码不受影响。请过几分钟再提交。',
    ],
    [
      'The node has no space left to store anything',
      'Nothing was stored this time; what was stored before is kept, and you can still look up and show your code. Send it again in a few minutes.',
    ],
  ),
  'idempotency-key-reused': define(
    422,
    ['这个 Idempotency-Key 已用于另一个请求', '请为新的请求换一个新的键。本次没有保存任何内容。'],
    [
      'This Idempotency-Key was used for another request',
      'Use a new key for a new request. Nothing was stored this time.',
    ],
  ),

  // Signing in and who somebody is.
  'phone-code-wrong': define(
    403,
    ['验证码不正确', '请核对短信中的 6 位数字,或重新获取验证码。'],
    ['The code is not right', 'Check the 6 digits in the message, or ask for a new code.'],
  ),
  'phone-code-expired': define(
    403,
    ['验证码已失效', '请重新获取验证码。'],
    ['The code has run out', 'Ask for a new code.'],
  ),
  'phone-code-too-soon': define(
    429,
    ['验证码刚刚已发送', '请查看短信;一分钟后可以重新获取。'],
    ['A code was sent a moment ago', 'Look for the message; you can ask again after a minute.'],
  ),
  'sms-unavailable': define(
    503,
    ['短信暂时发送不出去', '请稍后再试。没有任何内容丢失。'],
    ['Text messages cannot be sent right now', 'Try again in a little while. Nothing was lost.'],
  ),
  'document-number-invalid': define(
    422,
    ['证件号码有误', '请对照证件逐位核对后重新填写。本次没有保存任何内容。'],
    ['The document number is not valid', 'Compare it with your document digit by digit. Nothing was stored.'],
  ),
  'identity-mismatch': define(
    422,
    ['姓名与证件号码不一致', '请按证件填写姓名和号码;如确实无误,请到社区服务中心核实。本次没有保存任何内容。'],
    [
      'Name and document number do not belong together',
      'Write both as they stand on the document; if they are right, have them checked at a community centre. Nothing was stored.',
    ],
  ),
  'registry-unavailable': define(
    503,
    ['人口库暂时没有回应', '请过几分钟再提交,不用重新登录。'],
    ['The population registry does not answer', 'Send it again in a few minutes; you stay signed in.'],
  ),
  'verification-required': define(
    403,
    ['需要先完成实名认证', '请先填写姓名和证件号码完成实名认证。'],
    ['Your identity must be verified first', 'Give your name and document number to be verified.'],
  ),
  'already-verified': define(
    409,
    ['本账号已用另一份证件完成实名认证', '如需更换,请联系客服热线。原有内容没有改变。'],
    ['This account is already verified with another document', 'Call the hotline to change it. Nothing was changed.'],
  ),
  'document-linked-elsewhere': define(
    409,
    [
      '这份证件已用另一个手机号完成实名认证',
      '请用原手机号登录;号码已停用的,请到社区服务中心或拨打热线更换。没有任何内容被更改。',
    ],
    [
      'This document is verified with another phone number',
      'Sign in with that number; if you no longer have it, have it changed at a community centre or by the hotline. Nothing was changed.',
    ],
  ),
  'login-wrong': define(
    403,
    ['用户名或密码不正确', '请核对后再试。'],
    ['User name or password is not right', 'Check both and try again.'],
  ),
  'name-taken': define(
    409,
    ['用户名已被使用', '请换一个用户名。本次没有保存任何内容。'],
    ['This user name is taken', 'Choose another. Nothing was stored.'],
  ),

  // Declaring.
  'pledge-required': define(
    422,
    ['需要确认如实申报的承诺', '请阅读承诺书并确认后再提交。本次没有保存任何内容。'],
    ['The pledge of truth must be confirmed', 'Read the pledge and confirm it. Nothing was stored.'],
  ),
  'stay-invalid': define(
    422,
    ['行程的时间或地点有误', '请核对:开始早于结束、不晚于现在、在最近 14 天以内,地区代码存在。本次没有保存任何内容。'],
    [
      'A stay has a wrong time or place',
      'Check that it starts before it ends, is not in the future, lies within 14 days, and that the division exists. Nothing was stored.',
    ],
  ),
  'correction-used': define(
    409,
    ['今天已更正过一次', '明天可以再次更正。新的症状、行程、住址或电话随时可以申报。'],
    [
      'You have corrected once today',
      'You may correct again tomorrow. A new symptom, trip, address or phone can be declared at any time.',
    ],
  ),
  'nothing-to-correct': define(
    409,
    ['还没有可以更正的申报', '请先完成健康申报。'],
    ['There is no declaration to correct', 'Declare first.'],
  ),

  // The code.
  'no-decision-yet': define(
    409,
    ['还没有得出您的健康码颜色', '请先完成健康和行程申报;如已申报,请稍候几秒再试。'],
    ['Your colour has not been decided yet', 'Declare health and itinerary first; if you have, wait a few seconds.'],
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

  // The checkpoint.
  'enrolment-invalid': define(
    403,
    ['登记码无效或已使用', '请向管理员索取新的登记码。'],
    ['The enrolment code is not valid or was used', 'Ask the administrator for a new one.'],
  ),
  'device-revoked': define(
    403,
    ['本设备已被停用', '请联系管理员。未上传的记录仍保存在设备上。'],
    ['This device has been revoked', 'Contact the administrator. Records not yet sent stay on the device.'],
  ),
  'batch-signature-invalid': define(
    422,
    ['上传的批次签名不正确', '请重新上传。记录仍保存在设备上。'],
    ['The signature of the batch is not right', 'Send it again. The records stay on the device.'],
  ),

  // Conversion and recognition.
  'conversion-open': define(
    409,
    ['您已有一份正在办理的转码申请', '请等待其结果,或先撤回。已填写的内容都已保留。'],
    ['You already have an application under way', 'Wait for its result or withdraw it. What you entered is kept.'],
  ),
  'conversion-finished': define(
    409,
    ['这份申请已经办结', '如有需要,可以重新申请。'],
    ['This application is finished', 'You may apply again if you need to.'],
  ),
  'origin-unknown': define(
    422,
    ['该省尚未加入互认', '请核对原健康码所在的省份。本次没有保存任何内容。'],
    ['That province has not joined recognition', 'Check which province issued your code. Nothing was stored.'],
  ),
  'peer-unknown': define(
    401,
    ['对方节点不在信任列表中', '请核对信任列表的版本。'],
    ['The peer is not in the trust list', 'Check the version of the trust list.'],
  ),
  'signature-invalid': define(
    401,
    ['请求签名不正确', '请按 RFC 9421 重新签名。没有处理任何内容。'],
    ['The request signature is not valid', 'Sign again as RFC 9421 says. Nothing was processed.'],
  ),
  'signature-expired': define(
    401,
    ['请求签名已过期或时间有误', '请校准时钟后重新签名。'],
    ['The request signature has expired or its time is wrong', 'Set the clock and sign again.'],
  ),
  'nonce-replayed': define(
    401,
    ['这个请求已经收到过', '请用新的 nonce 重新签名。'],
    ['This request was received before', 'Sign again with a new nonce.'],
  ),

  ...staffProblems,
} as const satisfies Record<string, ProblemDefinition>;

export type ProblemCode = keyof typeof problems;

export const problemTypePrefix = 'urn:tongxing:problem:';
