import { runCommand } from '../command.ts';
import { exitEntryRegistry } from './exit-entry-registry.ts';

await runCommand(exitEntryRegistry);
