import { define, type ProblemDefinition } from './problem-definition.ts';

/** What somebody is answered who acts for another. */
export const familyProblems = {
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
} as const satisfies Record<string, ProblemDefinition>;
