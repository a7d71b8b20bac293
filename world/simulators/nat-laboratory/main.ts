import { runCommand } from '../command.ts';
import { natLaboratory } from './nat-laboratory.ts';

await runCommand(natLaboratory);
