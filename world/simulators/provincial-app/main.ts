import { runCommand } from '../command.ts';
import { provincialApp } from './provincial-app.ts';

await runCommand(provincialApp);
