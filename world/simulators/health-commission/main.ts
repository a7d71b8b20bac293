import { runCommand } from '../command.ts';
import { healthCommission } from './health-commission.ts';

await runCommand(healthCommission);
