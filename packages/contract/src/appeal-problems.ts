import { define, type ProblemDefinition } from './problem-definition.ts';

/** What is answered around appeals, applications to turn green, hearings and their documents. */
export const appealProblems = {
  'nothing-to-contest': define(
    409,
    ['您目前没有可以申诉的颜色', '绿码无需申诉;如颜色刚有变化,请刷新后再试。本次没有保存任何内容。'],
    [
      'There is no colour to contest now',
      'A green code needs no appeal; if it has just changed, look again. Nothing was stored.',
    ],
  ),
  'reason-unknown': define(
    422,
    ['这条原因或记录不在您目前的颜色中', '请从健康码的原因列表中选择。本次没有保存任何内容。'],
    [
      'This reason or record is not part of your present colour',
      'Choose it from the reasons of your code. Nothing was stored.',
    ],
  ),
  'appeal-open': define(
    409,
    ['同一事项已有一份申诉正在办理', '请打开「我的申诉」查看进度,也可以在那里补充材料。本次没有保存任何内容。'],
    [
      'An appeal on this matter is under way',
      'See how it stands under your appeals; you can add documents there. Nothing was stored.',
    ],
  ),
  'appeal-closed': define(
    409,
    ['这份申诉已经办结', '可以查看结果;被驳回的,可以申请由另一人复核。没有任何内容被更改。'],
    [
      'This appeal is closed',
      'See its answer; one that was rejected can be looked at again by somebody else. Nothing was changed.',
    ],
  ),
  'second-look-used': define(
    409,
    ['这份申诉不能再次申请复核', '只有被驳回的申诉可以复核,且限一次;有新材料时请重新申诉。没有任何内容被更改。'],
    [
      'There is no further look at this appeal',
      'Only a rejected appeal is looked at again, and once; with something new, appeal anew. Nothing was changed.',
    ],
  ),
  'origin-consent-required': define(
    422,
    ['这条记录来自您的原省份,需要您同意转交', '请确认同意把申诉转给原省份后再提交。本次没有保存任何内容。'],
    [
      'This record comes from your province of origin, which may be asked only with your consent',
      'Agree that the appeal is passed on, and send it again. Nothing was stored.',
    ],
  ),
  'attachment-type-refused': define(
    422,
    ['这份材料不是清晰可读的 JPEG、PNG 图片或 PDF', '请重新拍照或另存为图片后上传。本次没有保存任何内容。'],
    [
      'This is no JPEG or PNG picture and no PDF that can be read',
      'Take a photo of it, or save it as a picture. Nothing was stored.',
    ],
  ),
  'attachment-active': define(
    422,
    [
      '这份 PDF 含有程序、附件、加密或压缩的内部结构',
      '为保护您和审核人员,请拍照或打印为图片后上传。本次没有保存任何内容。',
    ],
    [
      'This PDF holds a program, an attachment, encryption or packed parts',
      'To protect you and the reviewer, send a photo or a picture of it instead. Nothing was stored.',
    ],
  ),
  'too-many-attachments': define(
    409,
    ['这份申诉的材料已达上限', '已有的材料都在。如确需更换,请在说明中写明。本次没有保存任何内容。'],
    [
      'This appeal has as many documents as allowed',
      'Those you sent are kept. If one must be replaced, say so in a statement. Nothing was stored.',
    ],
  ),
  'green-not-due': define(
    409,
    [
      '还没有到可以申请转绿的时间',
      '满足条件后系统会先自动转绿;到提示的时间仍未转绿的,可以申请。本次没有保存任何内容。',
    ],
    [
      'It is too early to apply to turn green',
      'The code turns green by itself first; apply when it has not by the time shown. Nothing was stored.',
    ],
  ),
  'answer-mismatched': define(
    422,
    ['答复语与结论不一致', '请选择与结论相符的答复语,并核对要清除的记录。没有任何内容被更改。'],
    [
      'Sentence and outcome do not belong together',
      'Choose a sentence of that outcome, and check which records are to be cleared. Nothing was changed.',
    ],
  ),
  'certificate-missing': define(
    409,
    ['这份申诉没有更正证明', '更正证明只在确认颜色有误并更正后开具。'],
    ['There is no certificate for this appeal', 'A certificate is made when a wrong colour has been corrected.'],
  ),
  'conversion-not-approved': define(
    409,
    ['这份申请还没有通过', '转码成功后可以开具证明。已填写的内容都已保留。'],
    [
      'This application has not been approved',
      'A proof is made once the code has been converted. What you entered is kept.',
    ],
  ),
  'hearing-closed': define(
    409,
    ['这次核对已经办结', '如有新的情况,请直接补充申报或申诉。没有任何内容被更改。'],
    ['This hearing is closed', 'If there is something new, declare it or appeal. Nothing was changed.'],
  ),
} as const satisfies Record<string, ProblemDefinition>;
