import { define, type ProblemDefinition } from './problem-definition.ts';

/** What somebody is answered who signs in, or says who she is. */
export const identityProblems = {
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
} as const satisfies Record<string, ProblemDefinition>;
