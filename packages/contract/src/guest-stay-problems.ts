import { define } from './problem-definition.ts';

/** Of somebody who stays with a converted code, and of the transfer of her code to the community where she lives. */
export const guestStayProblems = {
  'leaving-date-invalid': define(
    422,
    ['离开日期有误', '请填写今后一年之内的日期。您的码和原来的日期都保持不变。'],
    [
      'The day of leaving cannot be',
      'Give a day of the coming year. Your code and the day you gave before are as they were.',
    ],
  ),
  'transfer-not-guest': define(
    409,
    ['您在本省没有由外省转入的码', '转入社区须先有由外省转入的码。请先办理转码;没有任何内容被更改。'],
    [
      'You hold no code here that came from another province',
      'Only a converted code can be transferred: apply to convert yours first. Nothing was changed.',
    ],
  ),
  'transfer-too-early': define(
    409,
    ['停留时间还不够', '停留满规定天数后可以申请,日期见「我的停留」;现有的码可以照常更新。没有任何内容被更改。'],
    [
      'You have not been here long enough',
      'See under your stay from when on it is possible; until then go on renewing the code you hold. Nothing was changed.',
    ],
  ),
  'transfer-not-green': define(
    409,
    ['现在不是绿码,不能转入', '转绿后可以申请;对颜色有异议的,可以申诉。没有任何内容被更改。'],
    [
      'A code that is not green is not transferred',
      'Apply once it is green; if you contest the colour, file an appeal. Nothing was changed.',
    ],
  ),
  'transfer-open': define(
    409,
    ['已有一份转入申请正在办理', '请查看它的进展,或先撤回。没有任何内容被更改。'],
    ['A transfer is under way already', 'See how it stands, or withdraw it first. Nothing was changed.'],
  ),
  'transfer-closed': define(
    409,
    ['这份转入申请已经答复', '请查看它的结果。没有任何内容被更改。'],
    ['This transfer has been answered', 'See its result. Nothing was changed.'],
  ),
  'code-transferred': define(
    409,
    ['您的码已转到其他省份', '请在那里更新;返回后可以转码,停留满规定天数后可以转回。以前的记录仍在保存期内。'],
    [
      'Your code was transferred to another province',
      'Renew it there. When you are back, convert it, and after the days of a long stay transfer it back. Your records are kept as before.',
    ],
  ),
};
