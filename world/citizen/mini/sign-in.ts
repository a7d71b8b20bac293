import type { Person } from '../../people/person.ts';
import { manage } from '../../simulators/ask.ts';
import type { World } from '../../world.ts';
import type { Platform, ShowFace, SignIn } from './platform.ts';

/** Her face in front of the telephone, or, each time, what `shows` says: another face, or none. */
export function faceOf(
  { simulators }: World,
  division: string,
  person: Person,
  shows: () => boolean | undefined,
): ShowFace {
  return async (verifyId) => {
    const isHers = shows();
    if (isHers === undefined) return undefined;
    const body = { appid: `tongxing-${division}`, phone: person.phone.replace('+86', ''), verifyId, isHers };
    await manage(simulators['wechat-platform'].managementUrl, 'POST /faces', body);
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
