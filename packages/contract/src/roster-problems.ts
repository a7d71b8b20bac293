import { define } from './problem-definition.ts';

/** Of employers, schools and their people. */
export const rosterProblems = {
  'no-organisation': define(
    403,
    ['您的账号还没有单位', '请管理员把您指定为单位或学校的管理人员。没有任何内容被更改。'],
    ['Your account acts for no organisation', 'Ask the administrator to appoint you. Nothing was changed.'],
  ),
  'not-a-manager': define(
    422,
    ['其中有账号不是本区划的单位管理人员', '请选择本单位所在区划、岗位为「单位管理」的账号。原来的指定没有改动。'],
    [
      'One of the accounts is no manager of this division',
      'Choose accounts with the role roster of the division of the organisation. Who acted for it still does.',
    ],
  ),
  'invitation-over': define(
    404,
    ['加入码无效或已过期', '请向单位或学校要新的加入码。没有加入任何名单。'],
    [
      'The code for joining is not valid any more',
      'Ask the employer or the school for a new one. You are on no new list.',
    ],
  ),
  'organisation-full': define(
    409,
    ['这个单位的名单已满', '请联系单位的管理人员。没有加入任何名单。'],
    ['The list of this organisation is full', 'Tell who looks after the list. You are on no new list.'],
  ),
  'too-many-rosters': define(
    409,
    ['您加入的单位和学校已到上限', '请先退出不再需要的。没有加入新的名单。'],
    ['You are on as many lists as one person can be', 'Leave one that you do not need. You are on no new list.'],
  ),
  'return-not-asked': define(
    409,
    ['本人没有申请复工、复学', '请本人在「单位和学校」里提出申请。没有记录任何内容。'],
    ['Nobody has asked to come back', 'Whoever comes back asks under Employer and school. Nothing was recorded.'],
  ),
  'return-not-yet': define(
    409,
    ['今天还不能同意', '今日结果不是「可通行」。结果改变后再同意,申请已保留。'],
    ['It cannot be approved today', 'The answer of today is not to pass. Approve once it is; the request is kept.'],
  ),
} as const;
