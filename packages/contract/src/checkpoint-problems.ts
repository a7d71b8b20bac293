import { define, type ProblemDefinition } from './problem-definition.ts';

/** What a guard at a door is answered. */
export const checkpointProblems = {
  'shift-needed': define(
    403,
    ['本机没有正在当班的查验员', '请用您的工作账号在本机开始当班,再按证件查询;扫码查验不受影响。没有查询任何人。'],
    [
      'Nobody is on duty at this device',
      'Begin your shift here with your own account, then ask again; codes can be scanned meanwhile. Nobody was looked up.',
    ],
  ),
  'lookup-not-here': define(
    403,
    ['本场所不按证件联网查询', '请改用人工通道或请对方出示健康码、纸质码。没有查询任何人。'],
    [
      'This place does not ask by document',
      'Use the lane for registration by hand, or ask for a code on phone or paper. Nobody was looked up.',
    ],
  ),
} as const satisfies Record<string, ProblemDefinition>;
