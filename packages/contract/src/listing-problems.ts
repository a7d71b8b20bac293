import { define, type ProblemDefinition } from './problem-definition.ts';

/** What staff are answered who colour people by list or by hand, or clear a wrong colour. */
export const listingProblems = {
  'list-not-a-draft': define(
    409,
    ['名单已经提请或已有结果', '请另外起草一份名单。没有任何内容被更改。'],
    ['This list is no longer a draft', 'Draft another one. Nothing was changed.'],
  ),
  'list-preview-needed': define(
    409,
    ['名单没有预览,或预览后又有改动', '请重新预览并核对后再试。没有任何内容被更改。'],
    [
      'There is no preview, or the list changed after it',
      'Make a preview, check it and try again. Nothing was changed.',
    ],
  ),
  'list-preview-unseen': define(
    409,
    ['您还没有看过这份名单的预览', '请先查看预览:多少人变色、在哪里、有哪些疑点。没有任何内容被更改。'],
    [
      'You have not read the preview of this list',
      'Read it first: how many turn, where, and what looks doubtful. Nothing was changed.',
    ],
  ),
  'list-outside-division': define(
    422,
    [
      '名单中有本区划以外的居民',
      '请去掉这些人,由其居住地办理,或由省级起草。这次尝试已记入公开日志。没有任何内容被更改。',
    ],
    [
      'The list has residents of elsewhere',
      'Leave them out for their own division, or let the province draft it. The attempt stands in the public log. Nothing was changed.',
    ],
  ),
  'list-without-link': define(
    422,
    [
      '名单中多数人的行程与所述地点和时间无关',
      '请去掉没有关联的人,或更正地点和时间。这次尝试已记入公开日志。没有任何内容被更改。',
    ],
    [
      'Too many on the list were nowhere near the places and times it states',
      'Leave out whom nothing links, or correct places and times. The attempt stands in the public log. Nothing was changed.',
    ],
  ),
  'list-empty': define(
    422,
    ['名单上没有人', '请先增加人员。没有任何内容被更改。'],
    ['Nobody is on the list', 'Add people first. Nothing was changed.'],
  ),
  'list-closed': define(
    409,
    ['这一项已经结束', '请刷新列表查看现状。没有任何内容被更改。'],
    ['This has ended already', 'Look at the list for how it stands. Nothing was changed.'],
  ),
  'province-approver-needed': define(
    403,
    ['人数超过本级权限,须由省级审批', '请转省级审批人。提请仍然保留,这次尝试已记入公开日志。没有任何内容被更改。'],
    [
      'So many people take an approver of the province',
      'Pass it on to one. The proposal is kept, and the attempt stands in the public log. Nothing was changed.',
    ],
  ),
  'manual-colour-limit': define(
    429,
    ['今天的人工赋码次数已用完', '成批人员请用名单办理。这次尝试已记入公开日志。没有保存任何内容。'],
    [
      'No more colours by hand today',
      'Groups of people go by list. The attempt stands in the public log. Nothing was stored.',
    ],
  ),
  'nothing-to-clear': define(
    409,
    ['没有需要纠正的记录', '此人现在没有黄码或红码的依据,或所指记录不是其依据。没有任何内容被更改。'],
    [
      'There is nothing to clear',
      'The person has no ground for yellow or red now, or the record given is none. Nothing was changed.',
    ],
  ),
  'clearance-limit': define(
    429,
    ['今天的纠正次数已用完', '请由另一位同事办理。没有保存任何内容。'],
    ['You have made as many clearances as one person may today', 'Ask a colleague. Nothing was stored.'],
  ),
} as const satisfies Record<string, ProblemDefinition>;
