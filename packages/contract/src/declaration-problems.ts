import { define, type ProblemDefinition } from './problem-definition.ts';

/** What is answered to a declaration, and to a call of the community. */
export const declarationProblems = {
  'call-closed': define(
    409,
    ['这位居民已经得到告知', '请刷新名单;不需要再次拨打。'],
    ['This resident has been told already', 'Refresh the list; there is no need to call again.'],
  ),

  'pledge-required': define(
    422,
    ['需要确认如实申报的承诺', '请阅读承诺书并确认后再提交。本次没有保存任何内容。'],
    ['The pledge of truth must be confirmed', 'Read the pledge and confirm it. Nothing was stored.'],
  ),
  'stay-invalid': define(
    422,
    ['行程的时间有误', '请核对:开始早于结束、不晚于现在、在最近 14 天以内。本次没有保存任何内容。'],
    [
      'A stay has a wrong time',
      'Check that it starts before it ends, is not in the future, and lies within 14 days. Nothing was stored.',
    ],
  ),
  'division-unknown': define(
    422,
    ['没有这个行政区划', '请核对标出的地区代码:它须存在,并且在所填的时间内有效。本次没有保存任何内容。'],
    [
      'There is no such division',
      'Check the marked code of a place: it must exist, and at the time you gave. Nothing was stored.',
    ],
  ),
  'correction-used': define(
    409,
    ['今天已更正过一次', '明天可以再次更正。新的症状、行程、住址或电话随时可以申报。'],
    [
      'You have corrected once today',
      'You may correct again tomorrow. A new symptom, trip, address or phone can be declared at any time.',
    ],
  ),
  'nothing-to-correct': define(
    409,
    ['还没有可以更正的申报', '请先完成健康申报。'],
    ['There is no declaration to correct', 'Declare first.'],
  ),
} as const satisfies Record<string, ProblemDefinition>;
