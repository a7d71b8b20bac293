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
  'enrolment-invalid': define(
    403,
    ['登记码无效或已使用', '请向管理员索取新的登记码。'],
    ['The enrolment code is not valid or was used', 'Ask the administrator for a new one.'],
  ),
  'device-revoked': define(
    403,
    ['本设备已被停用', '请联系管理员换一台设备登记。停用前已上传的记录都已保存,之后的不再接受。'],
    [
      'This device has been revoked',
      'Ask the administrator to enrol another. Records sent before are kept; none is taken from it any more.',
    ],
  ),
  'device-unknown': define(
    401,
    ['没有登记过这台设备', '请核对 keyid 是否为登记时取得的设备编号,或联系管理员重新登记。没有记录任何内容。'],
    [
      'This device was never enrolled',
      'Compare keyid with the id the device got when it was enrolled, or ask the administrator to enrol it. Nothing was recorded.',
    ],
  ),
  'not-a-collecting-point': define(
    403,
    ['本设备所在场所不是采样点', '请用采样点登记的设备。记录仍保存在设备上。'],
    ['This device is at no collecting point', 'Use a device enrolled at one. The records stay on the device.'],
  ),
  'batch-signature-invalid': define(
    422,
    ['上传的批次签名不正确', '请重新上传。记录仍保存在设备上。'],
    ['The signature of the batch is not right', 'Send it again. The records stay on the device.'],
  ),
} as const satisfies Record<string, ProblemDefinition>;
