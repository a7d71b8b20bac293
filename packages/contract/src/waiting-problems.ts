import { define } from './problem-definition.ts';

/** Of applications that wait their turn, of families and of trips. */
export const waitingProblems = {
  'conversion-queue': define(
    429,
    [
      '现在申请的人很多,已为您排号',
      '请保留此页,轮到您时系统会自动提交,不用重新填写;本次没有保存任何内容。已有的码仍可出示。',
    ],
    [
      'Many are applying right now; you have been given a place',
      'Keep this page: it is sent by itself when your turn comes, and nothing is entered again. Nothing was stored this time. Codes you hold can still be shown.',
    ],
  ),
  'guardian-consent-required': define(
    422,
    ['未满 14 周岁的孩子需要监护人同意', '请在孩子的申请中勾选监护人同意后再次提交;其他家人的申请不受影响。'],
    [
      'For a child under fourteen its guardian has to agree',
      'Confirm it in the application of the child and send it again; those of the others are not affected.',
    ],
  ),
  'dependant-agreement-required': define(
    422,
    ['这位家人有自己的手机号,需要本人同意', '请本人登录原省份授权后,用该授权再次提交;其他家人的申请不受影响。'],
    [
      'This member of the family has a phone of her own and has to agree herself',
      'Have her sign in at her own province and grant it, then send it again with that; the others are not affected.',
    ],
  ),
  'trip-invalid': define(
    422,
    ['行程的时间或顺序有误', '请按先后顺序填写各段的到达和离开时间,不超过 30 天。本次没有保存任何内容。'],
    [
      'The times or the order of the trip are not right',
      'State the legs in order with arrival and departure, thirty days ahead at most. Nothing was stored.',
    ],
  ),
};
