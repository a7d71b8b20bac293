import { define } from './problem-definition.ts';

export const problemTypePrefix = 'urn:tongxing:problem:';

/** What a caller is told where no answer in the node's own form has come: by itself, so that a client carries no other words. */
export const temporarilyUnavailable = define(
  503,
  ['服务暂时不可用', '请稍后再试。已有的码不受影响,仍可出示。'],
  ['The service is unavailable for the moment', 'Try again later. Codes you hold are not affected.'],
);
