import { define, type ProblemDefinition } from './problem-definition.ts';

/** What staff are answered, and who does what takes two people. */
export const staffProblems = {
  'password-change-required': define(
    403,
    ['请先修改一次性密码', '改为您自己的密码后,即可继续。没有任何内容被更改。'],
    ['Change your one-time password first', 'Choose a password of your own, then go on. Nothing was changed.'],
  ),
  'password-unchanged': define(
    422,
    ['新密码与原密码相同', '请换一个不同的密码。没有任何内容被更改。'],
    ['The new password is the old one', 'Choose a different one. Nothing was changed.'],
  ),
  'one-time-password-expired': define(
    403,
    ['一次性密码已过期', '请联系本单位管理员重新设置。'],
    ['The one-time password has run out', 'Ask your administrator for a new one.'],
  ),
  'role-ended': define(
    403,
    ['您的岗位授权已到期', '如仍需办理,请联系本单位管理员续期。没有任何内容被更改。'],
    ['Your role has come to its end', 'Ask your administrator to renew it if you still need it. Nothing was changed.'],
  ),
  'last-administrator': define(
    409,
    ['这是本区划最后一位管理员', '请先设立另一位管理员。没有任何内容被更改。'],
    ['This is the last administrator of the division', 'Appoint another one first. Nothing was changed.'],
  ),
  'personnel-number-taken': define(
    409,
    ['这个工号已有在用的账号', '一人只用一个账号;请核对工号,或先停用原账号。没有任何内容被更改。'],
    [
      'An account in use already has this personnel number',
      'One person has one account: check the number, or disable the other account first. Nothing was changed.',
    ],
  ),
  'personnel-number-fixed': define(
    409,
    ['账号的工号登记后不能更改', '如登记有误,请停用此账号并新建一个。没有任何内容被更改。'],
    [
      'The personnel number of an account cannot be changed',
      'If it is wrong, disable the account and make a new one. Nothing was changed.',
    ],
  ),
  'personnel-number-missing': define(
    409,
    ['您的账号还没有登记工号', '双人审批需要确认是两个人;请管理员登记工号后再试。没有任何内容被更改。'],
    [
      'Your account has no personnel number yet',
      'What takes two people needs to know that they are two: ask an administrator to enter yours. Nothing was changed.',
    ],
  ),
  'approval-required': define(
    422,
    ['这件事需要两个人同意', '请写明依据、文号和截止时间,由另一位有权限的人审批。没有任何内容被更改。'],
    [
      'This takes two people',
      'Give ground, document number and end; another person with the right to do so decides. Nothing was changed.',
    ],
  ),
  'approval-invalid': define(
    422,
    ['提请审批的内容有误', '请按提示核对依据、文号、范围和截止时间。没有保存任何内容。'],
    ['The proposal is not in order', 'Check ground, document number, extent and end as shown. Nothing was stored.'],
  ),
  'approval-same-person': define(
    403,
    ['提请人不能审批自己的提请', '请由另一位有权限的人审批。提请仍然保留,没有任何内容被更改。'],
    [
      'Who proposed it cannot decide on it',
      'Another person with the right to do so must decide. The proposal is kept. Nothing was changed.',
    ],
  ),
  'approval-closed': define(
    409,
    ['这项提请已有结果', '请刷新列表查看结果;如有需要,可以重新提请。没有任何内容被更改。'],
    [
      'This proposal is closed already',
      'Look at the list for its outcome; propose again if you need to. Nothing was changed.',
    ],
  ),
  'approval-too-early': define(
    409,
    ['您的密码刚由他人重置', '为防冒用,请过一段时间再参与审批。没有任何内容被更改。'],
    [
      'Your password was reset by somebody else a short while ago',
      'So that nobody acts in your name, wait before you take part in approvals. Nothing was changed.',
    ],
  ),
  'cross-site-refused': define(
    403,
    ['这个请求不是从您登录的页面发出的', '请刷新页面后再试。没有任何内容被更改。'],
    [
      'This request did not come from the page you signed in to',
      'Load the page again and try once more. Nothing was changed.',
    ],
  ),
  'too-many-lookups': define(
    429,
    ['一小时内的查询次数已用完', '请稍后再查;确有需要时,请联系本单位管理员。'],
    ['You have used up the look-ups of this hour', 'Try again later, or ask your administrator if it is urgent.'],
  ),
} as const satisfies Record<string, ProblemDefinition>;
