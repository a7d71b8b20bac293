import { wangXiuying } from '../people/cast.ts';
import { provinces, shandong, shanxi } from '../provinces.ts';
import type { World } from '../world.ts';
import { manager } from './organisation.ts';
import { guard } from './seed.ts';

/** What is printed when everything runs: where to look, who may sign in, and six steps to take. */
export function describeWorld(
  world: World,
  enrolments: Readonly<Record<string, string>>,
  folders: readonly string[],
): string {
  // Not Object.values: keys that look like numbers come in their numeric order.
  const nodes = provinces.flatMap(({ division }) => world.nodes[division] ?? []);
  return [
    '',
    ...nodes.flatMap((node) => [
      `  ${node.name.zh} ${node.name.en}`,
      `    start page / 首页              ${node.url}/`,
      `    citizen's app / 居民端         ${node.url}/app/   (built in the background / 后台构建中)`,
      `    checkpoint app / 查验端        ${enrolments[node.division]}   (enrols one device / 登记一台设备)`,
      `    an employer's page / 单位名单  ${node.url}/roster/`,
      `    API reference / 接口说明       ${node.url}/reference`,
      `    administrator / 管理员         ${node.admin.username} · ${node.admin.password}`,
      `    guard / 查验员                 ${guard.username} · ${guard.password}`,
      `    employer's manager / 单位管理  ${manager.username} · ${manager.password}`,
    ]),
    '',
    '  Six steps, in a window as wide as a phone / 六步,窗口调成手机宽度',
    `    1  ${wangXiuying.name} signs in at ${world.nodes[shanxi]?.url}/app/ with ${wangXiuying.phone}; the code arrives at`,
    `       ${world.simulators['sms-gateway'].managementUrl}/messages?to=${wangXiuying.phone}`,
    `    2  she is verified with ${wangXiuying.documentNumber}, declares, confirms the pledge, and takes her code`,
    '    3  she reads her colour: which rule, whose authority, from which sources, until when, what releases it',
    '    4  her phone loses the network, and shows a code that changes every 30 seconds',
    '    5  a device enrolled by the address of the checkpoint app says pass, stop or cannot tell, with a network and without one',
    `    6  she signs in at ${world.nodes[shandong]?.url}/app/, converts, and agrees at the page of Shanxi`,
    '',
    `  Data / 数据: ${folders.join('  ')}`,
    '  Ctrl-C stops, npm start goes on, npm start -- --fresh starts over / Ctrl-C 停止,npm start 继续,npm start -- --fresh 重新开始',
    '',
  ].join('\n');
}
