import { define } from './problem-definition.ts';

/** Of place codes and visits. */
export const visitProblems = {
  'place-code-unreadable': define(
    422,
    ['这不是有效的场所码', '请对准场所门口的场所码重新扫描;仍不行时请告诉门口的工作人员。没有登记任何到访。'],
    [
      'This is no valid place code',
      'Scan the place code at the door again; if it still fails, tell the person at the door. No visit was registered.',
    ],
  ),
  'place-code-old': define(
    409,
    [
      '这个场所码已经过时,没有登记到访',
      '屏幕上的场所码不停更换,照片和转发的图片不能用来登记。请在现场重新扫描屏幕;如果您没有去这个场所,不用做任何事,也没有留下任何记录。',
    ],
    [
      'This place code is an old one; no visit was registered',
      'The code on the screen keeps changing, and a photo or a forwarded picture registers nobody. Scan the screen at the place again. If you were not there, you need do nothing: nothing was recorded.',
    ],
  ),
  'place-code-ended': define(
    409,
    ['这个场所码已经停用', '请向场所索取新的场所码。没有登记任何到访。'],
    ['This place code is no longer in use', 'Ask the place for its new one. No visit was registered.'],
  ),
  'place-code-elsewhere': define(
    422,
    [
      '这是其他省份的场所码',
      '请用当地的健康码应用扫描;有对方省份的健康码后即可登记。没有登记任何到访,您的健康码不受影响。',
    ],
    [
      'This place code belongs to another province',
      'Scan it with the app of that province, once you have its code. No visit was registered, and your code is as it was.',
    ],
  ),
  'visit-clock-wrong': define(
    409,
    ['手机或屏幕的时间不准,没有登记到访', '请打开手机的自动设置时间后重新扫描;仍不行时请告诉门口的工作人员。'],
    [
      'The clock of the phone or of the screen is wrong; no visit was registered',
      'Let the phone set its time by itself and scan again; if it still fails, tell the person at the door.',
    ],
  ),
  'visit-too-late': define(
    409,
    [
      '这次到访登记得太晚,没有登记',
      '扫码后没有网络时,请在当天恢复网络后打开应用;打印的场所码需要在现场有网络时登记。您的健康码不受影响。',
    ],
    [
      'This visit came too late and was not registered',
      'After scanning without a network, open the app the same day once there is one; a printed place code needs a network at the place. Your code is as it was.',
    ],
  ),
  'visit-signature-invalid': define(
    409,
    [
      '这台手机现在的健康码不能用于登记',
      '请先打开健康码页,更新后再扫一次场所码;代家人登记时,请先切换到那位家人。没有登记任何到访。',
    ],
    [
      'The code on this phone cannot be used to register at the moment',
      'Open the page of your code, let it update, and scan the place code again; for a family member, switch to her first. No visit was registered.',
    ],
  ),
  'too-many-visits': define(
    429,
    ['今天登记的到访太多了', '请明天再登记,或请门口的工作人员扫您的健康码。已登记的都已保留。'],
    [
      'Too many visits today',
      'Register again tomorrow, or have the person at the door read your code. What was registered is kept.',
    ],
  ),
  'visit-code-refused': define(
    422,
    ['不能用这个码登记到访', '请对方刷新健康码后再扫;外省的码不在本省登记到访。没有登记任何到访。'],
    [
      'No visit can be registered with this code',
      'Ask for a fresh display and read it again; codes of other provinces are not registered here. No visit was registered.',
    ],
  ),
};
