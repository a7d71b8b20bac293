import { runCommand } from '../command.ts';
import { alipayGateway } from './alipay-gateway.ts';

await runCommand(alipayGateway);
