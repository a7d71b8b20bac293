import { runCommand } from '../command.ts';
import { wechatPlatform } from './wechat-platform.ts';

await runCommand(wechatPlatform);
