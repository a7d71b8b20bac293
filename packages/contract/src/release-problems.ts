import { define } from './problem-definition.ts';

/** What editors and approvers of rules are answered. */
export const releaseProblems = {
  'pack-faulty': define(
    422,
    ['规则包草案有需要改正的地方', '请按列出的位置逐条改正后再次提交。没有保存任何内容。'],
    [
      'The draft pack has faults',
      'Put right what is listed, place by place, and hand it in again. Nothing was stored.',
    ],
  ),
  'pack-version-taken': define(
    409,
    ['这个规则包的版本号已被使用', '已有的版本不再改动,请提高版本号后再次提交。没有保存任何内容。'],
    [
      'This version of the pack is taken',
      'A version never changes: raise the version and hand it in again. Nothing was stored.',
    ],
  ),
  'release-faulty': define(
    422,
    ['发布草案有需要改正的地方', '请按列出的位置逐条改正后再次提交。没有保存任何内容。'],
    [
      'The draft release has faults',
      'Put right what is listed, place by place, and send it again. Nothing was stored.',
    ],
  ),
  'release-closed': define(
    409,
    ['这次发布已提请审批或已批准', '请先撤回提请,或另起草一次发布。没有任何内容被更改。'],
    [
      'This release is before its approver, or approved already',
      'Withdraw the proposal first, or draft another release. Nothing was changed.',
    ],
  ),
  'release-not-simulated': define(
    409,
    ['这份草案还没有完成试算', '草案每次修改后都要重新试算,完成后再提请或审批。草案仍然保留,没有任何内容被更改。'],
    [
      'This draft has not been simulated as it is now',
      'Run a simulation after each change and wait for its end. The draft is kept. Nothing was changed.',
    ],
  ),
  'release-outdated': define(
    409,
    ['起草以来现行规则已有调整', '请对照现行规则核对草案,重新试算后再提请。草案仍然保留,没有任何内容被更改。'],
    [
      'The rules in force have changed since this was drafted',
      'Compare the draft with them, simulate again and propose again. The draft is kept. Nothing was changed.',
    ],
  ),
  'release-not-in-force': define(
    409,
    ['这次发布现在不在生效', '只能退回现行的或最近批准的发布;请刷新列表核对。没有任何内容被更改。'],
    [
      'This release is not the one in force',
      'Only the latest approved release can be rolled back: look at the list again. Nothing was changed.',
    ],
  ),
  'release-first': define(
    409,
    ['这是最早的一次发布,没有可退回的上一次', '如需调整,请起草新的发布。没有任何内容被更改。'],
    [
      'This is the first release; there is none before it',
      'Draft a new release if the rules are to change. Nothing was changed.',
    ],
  ),
};
