import { runCommand } from '../command.ts';
import { nationalPlatform } from './national-platform.ts';

await runCommand(nationalPlatform);
