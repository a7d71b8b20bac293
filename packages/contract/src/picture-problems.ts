import { define, type ProblemDefinition } from './problem-definition.ts';

/** What is answered around screenshots of a code. */
export const pictureProblems = {
  'picture-not-wanted': define(
    409,
    [
      '这份申请目前不需要截图',
      '请查看申请进展:已上传的截图正在核对,或申请不需要截图。已填写的内容都已保留,本次没有保存任何内容。',
    ],
    [
      'This application needs no picture now',
      'See how it stands: the picture you sent is being compared, or none is needed. What you entered is kept. Nothing was stored.',
    ],
  ),
  'picture-type-refused': define(
    422,
    ['这不是一张截图', '请上传手机截图(PNG 或 JPEG)。已填写的内容都已保留,本次没有保存任何内容。'],
    [
      'This is not a picture',
      'Send a screenshot of your phone (PNG or JPEG). What you entered is kept. Nothing was stored.',
    ],
  ),
  'picture-size-refused': define(
    422,
    ['图片太大或太小', '请上传完整的手机截图,不超过 3 MB、1200 万像素。已填写的内容都已保留,本次没有保存任何内容。'],
    [
      'The picture is too large or too small',
      'Send a whole screenshot of at most 3 MB and 12 million pixels. What you entered is kept. Nothing was stored.',
    ],
  ),
} as const satisfies Record<string, ProblemDefinition>;
