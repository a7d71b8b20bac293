import { applicationProblems } from './application-problems.ts';
import { appealProblems } from './appeal-problems.ts';
import { checkpointProblems } from './checkpoint-problems.ts';
import { pictureProblems } from './picture-problems.ts';
import { define, type ProblemDefinition } from './problem-definition.ts';
import { faceProblems } from './face-problems.ts';
import { ingestProblems } from './ingest-problems.ts';
import { listingProblems } from './listing-problems.ts';
import { ownDataProblems } from './own-data-problems.ts';
import { releaseProblems } from './release-problems.ts';
import { rosterProblems } from './roster-problems.ts';
import { signOnProblems } from './sign-on-problems.ts';
import { staffProblems } from './staff-problems.ts';
import { guestStayProblems } from './guest-stay-problems.ts';
import { temporarilyUnavailable } from './unreachable.ts';
import { visitProblems } from './visit-problems.ts';
import { waitingProblems } from './waiting-problems.ts';

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
  'client-too-old': define(
    403,
    [
      '应用版本太旧,不能再提交',
      '本次没有保存任何内容,已填写的内容都在,手机里的码照常出示。请更新:网页请刷新;小程序请关闭后重新打开。',
    ],
    [
      'This version of the app is too old to send anything',
      'Nothing was stored; what you entered is kept, and the code on this phone can be shown as before. Update: reload the page, or close the mini-program and open it again.',
    ],
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
  'too-slow': define(
    408,
    ['内容没有在限定时间内传完', '请检查网络后再试。本次没有保存任何内容。'],
    ['What was sent did not arrive in time', 'Check the network and try again. Nothing was stored.'],
  ),
  'headers-too-large': define(
    431,
    ['请求附带的信息过长', '请关闭并重新打开应用后再试。本次没有保存任何内容。'],
    ['What came along with the request is too long', 'Close and open the app, then try again. Nothing was stored.'],
  ),
  'too-many-requests': define(
    429,
    ['操作太频繁', '请稍等片刻再试,已填写的内容请保留。本次没有保存任何内容。已有的码仍可出示。'],
    [
      'Too many requests in a short time',
      'Wait a moment and try again; keep what you entered. Nothing was stored. Codes you hold can still be shown.',
    ],
  ),
  internal: define(
    500,
    ['系统出了问题', '请稍后再试;如仍不行,请把编号告诉客服热线。本次没有保存任何内容。'],
    [
      'Something went wrong on our side',
      'Try again later; if it persists, tell the hotline the number. Nothing was stored.',
    ],
  ),
  'temporarily-unavailable': temporarilyUnavailable,
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
  'phone-code-limit': define(
    429,
    ['这个手机号获取验证码的次数已达上限', '请过一段时间再获取。已登录的设备和已有的码不受影响。'],
    [
      'This phone has been sent as many codes as allowed for now',
      'Ask again later. Devices that are signed in and codes you hold are not affected.',
    ],
  ),
  'phone-code-guesses-used': define(
    429,
    [
      '验证码输错的次数已达上限',
      '为保护您的账号,请过一段时间再登录;如急需办理,请到社区服务中心。已登录的设备和已有的码不受影响。',
    ],
    [
      'The code was entered wrongly too often',
      'To protect your account, sign in again later; if it is urgent, go to a community centre. Devices that are signed in and codes you hold are not affected.',
    ],
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
  'name-invalid': define(
    422,
    ['姓名中有不能使用的字符', '请按证件填写姓名,不要加数字或符号。本次没有保存任何内容。'],
    [
      'The name has characters that a name cannot have',
      'Write it as it stands on the document, without digits or signs. Nothing was stored.',
    ],
  ),
  // Also where the document is tied to another phone: who only knows a name and a number learns nothing more.
  'identity-mismatch': define(
    422,
    [
      '未能在这个手机号上确认这份证件',
      '请按证件核对姓名和号码;用别的手机号认证过的,请用那个手机号登录后更换手机号;仍不行的,请带证件到社区服务中心核实。本次没有保存任何内容。',
    ],
    [
      'This document could not be confirmed on this phone',
      'Compare name and number with the document. If you were verified with another phone, sign in with that one and change it; if neither helps, take the document to a community centre. Nothing was stored.',
    ],
  ),
  'verification-limit': define(
    429,
    ['实名认证的次数已达上限', '请对照证件核对姓名和号码,过一段时间再试,或到社区服务中心办理。本次没有保存任何内容。'],
    [
      'Your identity has been checked as often as allowed for now',
      'Compare name and number with your document and try again later, or go to a community centre. Nothing was stored.',
    ],
  ),
  'registry-unavailable': define(
    503,
    ['核验身份的登记机关暂时没有回应', '请过几分钟再提交,不用重新登录。'],
    ['The registry that confirms identities does not answer', 'Send it again in a few minutes; you stay signed in.'],
  ),
  'verification-required': define(
    403,
    ['需要先完成实名认证', '请先填写姓名和证件号码完成实名认证。'],
    ['Your identity must be verified first', 'Give your name and document number to be verified.'],
  ),
  'already-verified': define(
    409,
    [
      '本账号已用另一份证件完成实名认证',
      '登记机关没有确认两份证件属于同一人。请核对号码,或联系客服热线。原有内容没有改变。',
    ],
    [
      'This account is already verified with another document',
      'The registry does not know that both belong to one person. Check the number, or call the hotline. Nothing was changed.',
    ],
  ),
  'phone-in-use': define(
    409,
    [
      '这个手机号已用于另一人的实名认证',
      '请换一个手机号;如这是运营商重新发放的号码,请带证件到社区服务中心办理。原有内容没有改变。',
    ],
    [
      'Somebody else is verified with this phone',
      'Use another phone; if the number was newly given to you, take your document to a community centre. Nothing was changed.',
    ],
  ),

  // Acting for somebody.
  'relation-unconfirmed': define(
    422,
    [
      '登记机关没有确认您与这位家人的关系',
      '请核对证件号码和姓名;户口不在一起的,请用出生医学证明编号,或到社区服务中心办理。本次没有保存任何内容。',
    ],
    [
      'The registry does not confirm that you are related',
      'Compare number and name; if you are not in one household register, use the birth certificate or go to a community centre. Nothing was stored.',
    ],
  ),
  'dependant-of-age': define(
    422,
    ['这位家人已成年', '成年人需要本人同意:请选择「成年家人」,验证码会发到其手机。本次没有保存任何内容。'],
    [
      'This person is of age',
      'An adult must agree herself: choose "adult", and a code is sent to her phone. Nothing was stored.',
    ],
  ),
  'dependant-phone-needed': define(
    422,
    [
      '需要这位家人自己的手机号',
      '请填写其本人的手机号,不能用您的;没有手机的,请一起到社区服务中心办理。本次没有保存任何内容。',
    ],
    [
      'A phone of her own is needed',
      'Give her phone, not yours; if she has none, go to a community centre together. Nothing was stored.',
    ],
  ),
  'too-many-dependants': define(
    409,
    ['由您代办的家人已达上限', '请先结束一位不再需要代办的家人。原有内容没有改变。'],
    ['You act for as many people as allowed', 'End one first that no longer needs it. Nothing was changed.'],
  ),
  'dependant-unknown': define(
    403,
    ['您现在不能为这位家人办理', '代办关系可能已结束。请打开「代办的家人」查看。没有任何内容被更改。'],
    ['You cannot act for this person now', 'It may have ended. Look at the people you act for. Nothing was changed.'],
  ),
  'not-for-others': define(
    403,
    ['这件事只能由本人办理', '请切换回本人后再办理,或请其本人办理。没有任何内容被更改。'],
    ['Only the person herself can do this', 'Switch back to yourself, or let the person do it. Nothing was changed.'],
  ),
  'login-wrong': define(
    403,
    ['用户名或密码不正确', '请核对后再试。'],
    ['User name or password is not right', 'Check both and try again.'],
  ),
  'login-too-soon': define(
    429,
    ['用户名或密码连续输错', '请等待片刻再试;忘记密码的,请联系本单位管理员。'],
    [
      'User name or password was wrong several times',
      'Wait a while; if you forgot the password, ask your administrator.',
    ],
  ),
  'name-taken': define(
    409,
    ['用户名已被使用', '请换一个用户名。本次没有保存任何内容。'],
    ['This user name is taken', 'Choose another. Nothing was stored.'],
  ),

  'channel-code-invalid': define(
    403,
    ['登录凭证无效或已过期', '请退出小程序重新进入,再次点击登录。您已有的内容都已保留。'],
    [
      'What the app sent to sign you in is not valid or has run out',
      'Close and reopen the mini-program and sign in again. What you have is kept.',
    ],
  ),
  'channel-phone-required': define(
    409,
    ['首次登录需要授权手机号', '请点击「授权手机号」后再登录,或改用手机验证码登录。没有任何内容丢失。'],
    [
      'Your phone number is needed the first time',
      'Allow the app to give your phone number, or sign in with a code sent to your phone. Nothing was lost.',
    ],
  ),
  'channel-unavailable': define(
    503,
    ['微信或支付宝暂时没有回应', '请稍后再试,或改用手机验证码登录。已有的码不受影响,仍可出示。'],
    [
      'WeChat or Alipay does not answer at the moment',
      'Try again in a little while, or sign in with a code sent to your phone. Codes you hold are not affected.',
    ],
  ),

  // Calls of the community.
  'call-closed': define(
    409,
    ['这位居民已经得到告知', '请刷新名单;不需要再次拨打。'],
    ['This resident has been told already', 'Refresh the list; there is no need to call again.'],
  ),

  // Declaring.
  'pledge-required': define(
    422,
    ['需要确认如实申报的承诺', '请阅读承诺书并确认后再提交。本次没有保存任何内容。'],
    ['The pledge of truth must be confirmed', 'Read the pledge and confirm it. Nothing was stored.'],
  ),
  'stay-invalid': define(
    422,
    ['行程的时间有误', '请核对:开始早于结束、不晚于现在、在最近 14 天以内。本次没有保存任何内容。'],
    [
      'A stay has a wrong time',
      'Check that it starts before it ends, is not in the future, and lies within 14 days. Nothing was stored.',
    ],
  ),
  'division-unknown': define(
    422,
    ['没有这个行政区划', '请核对标出的地区代码:它须存在,并且在所填的时间内有效。本次没有保存任何内容。'],
    [
      'There is no such division',
      'Check the marked code of a place: it must exist, and at the time you gave. Nothing was stored.',
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

  // The checkpoint.
  'enrolment-invalid': define(
    403,
    ['登记码无效或已使用', '请向管理员索取新的登记码。'],
    ['The enrolment code is not valid or was used', 'Ask the administrator for a new one.'],
  ),
  'device-revoked': define(
    403,
    ['本设备已被停用', '请联系管理员换一台设备登记。停用前已上传的记录都已保存,之后的不再接受。'],
    [
      'This device has been revoked',
      'Ask the administrator to enrol another. Records sent before are kept; none is taken from it any more.',
    ],
  ),
  'device-unknown': define(
    401,
    ['没有登记过这台设备', '请核对 keyid 是否为登记时取得的设备编号,或联系管理员重新登记。没有记录任何内容。'],
    [
      'This device was never enrolled',
      'Compare keyid with the id the device got when it was enrolled, or ask the administrator to enrol it. Nothing was recorded.',
    ],
  ),
  'not-a-collecting-point': define(
    403,
    ['本设备所在场所不是采样点', '请用采样点登记的设备。记录仍保存在设备上。'],
    ['This device is at no collecting point', 'Use a device enrolled at one. The records stay on the device.'],
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

  ...rosterProblems,
  ...visitProblems,
  ...waitingProblems,
  ...ownDataProblems,
  ...guestStayProblems,
  ...faceProblems,
  ...signOnProblems,
  ...staffProblems,
  ...releaseProblems,
  ...applicationProblems,
  ...appealProblems,
  ...checkpointProblems,
  ...pictureProblems,
  ...ingestProblems,
  ...listingProblems,
} as const satisfies Record<string, ProblemDefinition>;

export type ProblemCode = keyof typeof problems;
