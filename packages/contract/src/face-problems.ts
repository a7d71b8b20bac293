import { define } from './problem-definition.ts';

/** The face step of the real-name check. Whatever becomes of it, there is a way without. */
export const faceProblems = {
  'face-required': define(
    409,
    ['还需要刷脸核对一次', '请按提示刷脸;不方便的,可以用其他证件,或带证件到社区服务点办理。已填写的内容都在。'],
    [
      'One more check, by your face',
      'Follow the app; or use another document, or take yours to a community desk. What you entered is kept.',
    ],
  ),
  'face-not-needed': define(
    409,
    ['这次认证不需要刷脸', '请直接提交姓名和证件号码。本次没有保存任何内容。'],
    ['This check needs no face', 'Send your name and document number as they are. Nothing was stored.'],
  ),
  'face-elsewhere': define(
    409,
    [
      '这里不能刷脸',
      '请在您登录时用的小程序(微信或支付宝)里刷脸;也可以用其他证件,或带证件到社区服务点办理。已填写的内容都在。',
    ],
    [
      'Not by your face here',
      'Do it in the mini-program that you signed in with, of WeChat or Alipay; or use another document, or take yours to a community desk. What you entered is kept.',
    ],
  ),
  'face-invalid': define(
    403,
    ['这次刷脸已失效,或不是为这份证件做的', '请重新刷脸。已填写的内容都在。'],
    ['This face check has run out, or was not for this document', 'Please do it again. What you entered is kept.'],
  ),
  'face-failed': define(
    403,
    [
      '刷脸没有通过',
      '请在光线好的地方再试。也可以用其他证件,或带证件到社区服务点办理。您的照片没有留下。已填写的内容都在。',
    ],
    [
      'The face check was not passed',
      'Try again in good light. Or use another document, or take yours to a community desk. No picture of you was kept. What you entered is kept.',
    ],
  ),
  'face-limit': define(
    429,
    ['今天刷脸的次数已用完', '请带证件到社区服务点办理,或用其他证件;明天也可以再试。已填写的内容都在。'],
    [
      'No more face checks today',
      'Take your document to a community desk, or use another one; or try again tomorrow. What you entered is kept.',
    ],
  ),
  'face-unavailable': define(
    503,
    ['刷脸服务暂时没有回应', '请过几分钟再试,或带证件到社区服务点办理。已填写的内容都在。'],
    [
      'The face check does not answer at the moment',
      'Try again in a few minutes, or take your document to a community desk. What you entered is kept.',
    ],
  ),
};
