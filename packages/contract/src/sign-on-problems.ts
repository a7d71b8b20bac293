import { define } from './problem-definition.ts';

/** Signing in with the app of the province. */
export const signOnProblems = {
  'sign-on-ended': define(
    403,
    ['这次登录已失效或已经用过', '请回到登录页重新开始,或改用手机验证码登录。没有任何内容丢失,手机里的码仍可出示。'],
    [
      'This sign-in has run out or was used before',
      'Go back to the sign-in page and start again, or use a code sent to your phone. Nothing was lost; codes you hold can still be shown.',
    ],
  ),
  'sign-on-unavailable': define(
    503,
    ['省级 APP 的登录服务暂时没有回应', '请稍后再试,或改用手机验证码登录。没有任何内容丢失,手机里的码仍可出示。'],
    [
      'The sign-in of the provincial app does not answer at the moment',
      'Try again in a little while, or use a code sent to your phone. Nothing was lost; codes you hold can still be shown.',
    ],
  ),
  'sign-on-phone-required': define(
    409,
    ['省级 APP 没有提供已核实的手机号', '请先在那个 APP 里绑定手机号,或改用手机验证码登录。没有任何内容丢失。'],
    [
      'The provincial app has given no phone number that it has checked',
      'Add your number in that app first, or sign in with a code sent to your phone. Nothing was lost.',
    ],
  ),
  'sign-on-other-person': define(
    409,
    [
      '这个手机号在本省已是另一位实名用户',
      '如您刚换用这个号码,请带证件到社区服务点更换手机号,或拨打热线。没有登录,双方的信息都没有变化。',
    ],
    [
      "This phone number is already another person's here, by name",
      'If the number is new to you, take your document to a community desk to have it changed, or call the hotline. You were not signed in; nothing of anybody was changed.',
    ],
  ),
};
