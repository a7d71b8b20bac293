import { define } from './problem-definition.ts';

/** Of a person's own account and what is held of her. */
export const ownDataProblems = {
  'closure-begun': define(
    409,
    ['账号已经开始注销', '已超过可以撤回的时间。需要健康码时,可以随时重新登录和认证;如不是本人申请,请拨打热线。'],
    [
      'Your account is being closed',
      'The time to take it back is over. Whenever you need a code, sign in and be verified anew; if you did not ask for this, call the hotline.',
    ],
  ),
};
