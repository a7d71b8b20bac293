import { define, type ProblemDefinition } from './problem-definition.ts';

/** What is answered about a conversion, and to another province. */
export const federationProblems = {
  'conversion-open': define(
    409,
    ['您已有一份正在办理的转码申请', '请等待其结果,或先撤回。已填写的内容都已保留。'],
    ['You already have an application under way', 'Wait for its result or withdraw it. What you entered is kept.'],
  ),
  'conversion-finished': define(
    409,
    ['这份申请已经办结', '如有需要,可以重新申请。'],
    ['This application is finished', 'You may apply again if you need to.'],
  ),
  'origin-unknown': define(
    422,
    ['该省尚未加入互认', '请核对原健康码所在的省份。本次没有保存任何内容。'],
    ['That province has not joined recognition', 'Check which province issued your code. Nothing was stored.'],
  ),
  'peer-unknown': define(
    401,
    ['对方节点不在信任列表中', '请核对信任列表的版本。'],
    ['The peer is not in the trust list', 'Check the version of the trust list.'],
  ),
  'signature-invalid': define(
    401,
    ['请求签名不正确', '请按 RFC 9421 重新签名。没有处理任何内容。'],
    ['The request signature is not valid', 'Sign again as RFC 9421 says. Nothing was processed.'],
  ),
  'signature-expired': define(
    401,
    ['请求签名已过期或时间有误', '请校准时钟后重新签名。'],
    ['The request signature has expired or its time is wrong', 'Set the clock and sign again.'],
  ),
  'nonce-replayed': define(
    401,
    ['这个请求已经收到过', '请用新的 nonce 重新签名。'],
    ['This request was received before', 'Sign again with a new nonce.'],
  ),
} as const satisfies Record<string, ProblemDefinition>;
