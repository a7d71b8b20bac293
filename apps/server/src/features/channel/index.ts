export type { AlipayPhone, AlipayPlatform, Platform, WechatPlatform } from './ports.ts';
export { channelRoutes, type ChannelDeps } from './routes.ts';
export { usersOf, type ChannelUser } from './users.ts';
