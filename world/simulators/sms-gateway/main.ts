import { runCommand } from '../command.ts';
import { smsGateway } from './sms-gateway.ts';

await runCommand(smsGateway);
