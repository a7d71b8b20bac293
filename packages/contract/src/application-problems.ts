import { define, type ProblemDefinition } from './problem-definition.ts';

/** What is answered around drafts, documents and reviews of applications. */
export const applicationProblems = {
  'draft-incomplete': define(
    422,
    ['草稿还没有填完', '请补上提示的内容后再提交,已填写的内容都已保留。'],
    ['The draft is not complete', 'Fill in what is shown and send it in; what you entered is kept.'],
  ),
  'conversion-not-draft': define(
    409,
    ['这份申请已经提交过', '请在「我的申请」中查看进展。没有任何内容被更改。'],
    ['This application has been sent in already', 'See how it stands under your applications. Nothing was changed.'],
  ),
  'conversion-unfinished': define(
    409,
    ['这份申请还没有办结,或已经通过', '请查看它的进展;办结后仍需要的,可以再次申请。没有任何内容被更改。'],
    [
      'This application is under way, or was approved',
      'See how it stands; once it has ended without a code you can apply again. Nothing was changed.',
    ],
  ),
  'conversion-not-waiting': define(
    409,
    ['这份申请现在不需要您继续', '系统会自动办理,请查看它的进展。没有任何内容被更改。'],
    ['This application needs nothing from you now', 'It goes on by itself; see how it stands. Nothing was changed.'],
  ),
  'documents-needed': define(
    409,
    ['还没有上传证明材料', '请先上传机票、车票等材料,再继续。没有任何内容被更改。'],
    ['No document has been sent yet', 'Send your tickets or other proof first, then go on. Nothing was changed.'],
  ),
  'consent-needed': define(
    422,
    ['需要您在原省份再次授权', '请完成授权后再继续,其余内容都已保留。没有任何内容被更改。'],
    [
      'Your consent in your province is needed once more',
      'Agree there and then go on; all the rest is kept. Nothing was changed.',
    ],
  ),
  'conversion-not-renewable': define(
    409,
    ['这份申请不能更新', '只有转入后仍持有的码可以更新;没有的,请重新申请转换。没有任何内容被更改。'],
    [
      'This application cannot be renewed',
      'Only the converted code that you hold can be; without one, apply to convert again. Nothing was changed.',
    ],
  ),
  'conversion-renewal-needed': define(
    409,
    ['转入的码需要先核对原省份才能更新', '请在「我的申请」中点「更新」。已填写的内容都已保留。'],
    [
      'A converted code is renewed by asking your own province',
      'Open your application and tap to renew it. What you entered is kept.',
    ],
  ),
  'documents-not-asked': define(
    409,
    ['这份申请现在不需要材料', '请查看它的进展。本次没有保存任何内容。'],
    ['This application needs no documents now', 'See how it stands. Nothing was stored.'],
  ),
  'too-many-documents': define(
    409,
    ['这份申请的材料已达上限', '已有的材料都在,可以直接继续办理。本次没有保存任何内容。'],
    [
      'This application has as many documents as allowed',
      'Those you sent are kept; you can go on. Nothing was stored.',
    ],
  ),
  'picture-too-large': define(
    422,
    ['这张图片的尺寸过大', '请缩小或重新拍照后上传。本次没有保存任何内容。'],
    ['This picture has too many pixels', 'Make it smaller or take another photo. Nothing was stored.'],
  ),
  'review-closed': define(
    409,
    ['这份审核已经办结', '可以在列表中查看其余待办。没有任何内容被更改。'],
    ['This review is closed', 'See the queue for what is left to do. Nothing was changed.'],
  ),
  'review-claimed': define(
    409,
    ['同事正在审核这一份', '请审核列表中的下一份,或稍后再看。没有任何内容被更改。'],
    ['Somebody else has this review in hand', 'Take the next one, or look again later. Nothing was changed.'],
  ),
  'review-not-claimed': define(
    409,
    ['请先领取这份审核', '领取已过期的,请重新领取后再作结论。没有任何内容被更改。'],
    ['Take up this review first', 'If your time for it has run out, take it up again. Nothing was changed.'],
  ),
  'ground-mismatched': define(
    422,
    ['理由与结论或审核类型不一致', '请选择与结论相符的理由。没有任何内容被更改。'],
    ['Ground and decision do not belong together', 'Choose a ground of that decision. Nothing was changed.'],
  ),
} as const satisfies Record<string, ProblemDefinition>;
