import { applicationProblems } from './application-problems.ts';
import { appealProblems } from './appeal-problems.ts';
import { checkpointProblems } from './checkpoint-problems.ts';
import { pictureProblems } from './picture-problems.ts';
import { codeProblems } from './code-problems.ts';
import { declarationProblems } from './declaration-problems.ts';
import { familyProblems } from './family-problems.ts';
import { federationProblems } from './federation-problems.ts';
import { identityProblems } from './identity-problems.ts';
import { define, type ProblemDefinition } from './problem-definition.ts';
import { faceProblems } from './face-problems.ts';
import { ingestProblems } from './ingest-problems.ts';
import { listingProblems } from './listing-problems.ts';
import { ownDataProblems } from './own-data-problems.ts';
import { releaseProblems } from './release-problems.ts';
import { rosterProblems } from './roster-problems.ts';
import { signOnProblems } from './sign-on-problems.ts';
import { staffProblems } from './staff-problems.ts';
import { guestStayProblems } from './guest-stay-problems.ts';
import { temporarilyUnavailable } from './unreachable.ts';
import { visitProblems } from './visit-problems.ts';
import { waitingProblems } from './waiting-problems.ts';

export type { ProblemDefinition, ProblemText } from './problem-definition.ts';

/** Every problem a caller can be answered with. */
export const problems = {
  // What any route can answer.
  'invalid-input': define(
    400,
    ['提交的内容格式不正确', '请按提示修改后再次提交。本次没有保存任何内容。'],
    ['What was sent is not in the expected form', 'Correct it as shown and send it again. Nothing was stored.'],
  ),
  'sign-in-required': define(
    401,
    ['需要先登录', '请用手机号和验证码登录。'],
    ['You need to sign in first', 'Sign in with your phone number and a code.'],
  ),
  'client-too-old': define(
    403,
    [
      '应用版本太旧,不能再提交',
      '本次没有保存任何内容,已填写的内容都在,手机里的码照常出示。请更新:网页请刷新;小程序请关闭后重新打开。',
    ],
    [
      'This version of the app is too old to send anything',
      'Nothing was stored; what you entered is kept, and the code on this phone can be shown as before. Update: reload the page, or close the mini-program and open it again.',
    ],
  ),
  'session-expired': define(
    401,
    ['登录已过期', '请重新登录。您已有的码在有效期内仍可出示。'],
    ['Your session has ended', 'Sign in again. Codes you already hold can still be shown while they are valid.'],
  ),
  'not-permitted': define(
    403,
    ['您没有做这件事的权限', '如需办理,请联系本单位管理员。没有任何内容被更改。'],
    ['You are not permitted to do this', 'Ask your administrator if you need to. Nothing was changed.'],
  ),
  'not-found': define(404, ['没有找到', '请核对后再试。'], ['Not found', 'Check what you asked for and try again.']),
  'too-large': define(
    413,
    ['提交的内容过大', '请减少内容后再次提交。本次没有保存任何内容。'],
    ['What was sent is too large', 'Send less and try again. Nothing was stored.'],
  ),
  'unsupported-media-type': define(
    415,
    ['不支持这种内容类型', '请用 application/json 提交。本次没有保存任何内容。'],
    ['This content type is not supported', 'Send application/json. Nothing was stored.'],
  ),
  'too-slow': define(
    408,
    ['内容没有在限定时间内传完', '请检查网络后再试。本次没有保存任何内容。'],
    ['What was sent did not arrive in time', 'Check the network and try again. Nothing was stored.'],
  ),
  'headers-too-large': define(
    431,
    ['请求附带的信息过长', '请关闭并重新打开应用后再试。本次没有保存任何内容。'],
    ['What came along with the request is too long', 'Close and open the app, then try again. Nothing was stored.'],
  ),
  'too-many-requests': define(
    429,
    ['操作太频繁', '请稍等片刻再试,已填写的内容请保留。本次没有保存任何内容。已有的码仍可出示。'],
    [
      'Too many requests in a short time',
      'Wait a moment and try again; keep what you entered. Nothing was stored. Codes you hold can still be shown.',
    ],
  ),
  internal: define(
    500,
    ['系统出了问题', '请稍后再试;如仍不行,请把编号告诉客服热线。本次没有保存任何内容。'],
    [
      'Something went wrong on our side',
      'Try again later; if it persists, tell the hotline the number. Nothing was stored.',
    ],
  ),
  'temporarily-unavailable': temporarilyUnavailable,
  'storage-full': define(
    503,
    [
      '系统存储空间已满,暂时不能保存',
      '本次没有保存任何内容;已保存的内容都在,查询和已有的码不受影响。请过几分钟再提交。',
    ],
    [
      'The node has no space left to store anything',
      'Nothing was stored this time; what was stored before is kept, and you can still look up and show your code. Send it again in a few minutes.',
    ],
  ),
  'idempotency-key-reused': define(
    422,
    ['这个 Idempotency-Key 已用于另一个请求', '请为新的请求换一个新的键。本次没有保存任何内容。'],
    [
      'This Idempotency-Key was used for another request',
      'Use a new key for a new request. Nothing was stored this time.',
    ],
  ),

  ...identityProblems,
  ...familyProblems,
  ...declarationProblems,
  ...codeProblems,
  ...federationProblems,
  ...rosterProblems,
  ...visitProblems,
  ...waitingProblems,
  ...ownDataProblems,
  ...guestStayProblems,
  ...faceProblems,
  ...signOnProblems,
  ...staffProblems,
  ...releaseProblems,
  ...applicationProblems,
  ...appealProblems,
  ...checkpointProblems,
  ...pictureProblems,
  ...ingestProblems,
  ...listingProblems,
} as const satisfies Record<string, ProblemDefinition>;

export type ProblemCode = keyof typeof problems;
