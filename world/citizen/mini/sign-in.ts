import type { Person } from '../../people/person.ts';
import { manage } from '../../simulators/ask.ts';
import type { World } from '../../world.ts';
import type { Platform, SignIn } from './platform.ts';

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
