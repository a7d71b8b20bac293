import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { AlipayPlatform, WechatPlatform } from './ports.ts';
import { signInThrough } from './sign-in.ts';

export interface ChannelDeps extends Pick<NodeContext, 'db' | 'clock' | 'province' | 'seal'> {
  readonly wechat: WechatPlatform;
  readonly alipay: AlipayPlatform;
}

export function channelRoutes(deps: ChannelDeps): Implementation[] {
  return [
    implement(routes.signInWithWechat, ({ body }) =>
      signInThrough(deps, { channel: 'wechat', port: deps.wechat }, { code: body.loginCode, phone: body.phoneCode }),
    ),
    implement(routes.signInWithAlipay, ({ body }) =>
      signInThrough(
        deps,
        { channel: 'alipay', port: deps.alipay },
        { code: body.authCode, phone: body.encryptedPhone },
      ),
    ),
  ];
}
