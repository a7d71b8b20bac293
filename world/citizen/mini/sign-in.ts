import type { Person } from '../../people/person.ts';
import { manage } from '../../simulators/ask.ts';
import type { World } from '../../world.ts';
import type { Platform, ShowFace, SignIn } from './platform.ts';

/** What the camera sees: her face, another one, nothing since she stops; or the platform's page does not open. */
export type Shows = boolean | 'stops' | 'no-network';

/** A face in front of the telephone, each time as `shows` says, to the platform's server. */
export function faceOf(
  platform: Platform['name'],
  { simulators }: World,
  division: string,
  person: Person,
  shows: () => Shows,
): ShowFace {
  const application = `tongxing-${division}`;
  const phone = person.phone.replace('+86', '');
  return async (verifyId, url) => {
    const isHers = shows();
    if (isHers === 'no-network') throw new Error('the page does not open');
    if (url !== undefined) {
      const page = await fetch(url);
      if (!page.ok) throw new Error(`the page says ${page.status}`);
    }
    if (isHers === 'stops') return undefined;
    const [simulator, body] =
      platform === 'weapp'
        ? [simulators['wechat-platform'], { appid: application, phone, verifyId, isHers }]
        : [simulators['alipay-gateway'], { appId: application, phone, certifyId: verifyId, isHers }];
    const { status } = await manage(simulator.managementUrl, 'POST /faces', body);
    if (status !== 200) throw new Error(`the platform takes no face: ${status}`);
    return isHers;
  };
}

/** The person's own telephone, to the platform's server: it makes codes for the mini-program of a province. */
export function signInOf(platform: Platform['name'], { simulators }: World, division: string, person: Person): SignIn {
  const phone = person.phone.replace('+86', '');
  const application = `tongxing-${division}`;
  const [simulator, body] =
    platform === 'weapp'
      ? [simulators['wechat-platform'], { appid: application, phone }]
      : [simulators['alipay-gateway'], { appId: application, phone }];
  return async () => {
    const answer = await manage(simulator.managementUrl, 'POST /logins', body);
    if (answer.status !== 200) throw new Error(`the platform lets nobody in: ${answer.status}`);
    return answer.body as Record<string, unknown>;
  };
}
