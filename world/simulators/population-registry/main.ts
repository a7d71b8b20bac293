import { runCommand } from '../command.ts';
import { populationRegistry } from './population-registry.ts';

await runCommand(populationRegistry);
